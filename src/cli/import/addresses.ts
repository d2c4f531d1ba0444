/** Addresses in the Markdown of an old site: made absolute where the old site's own address is known. */
import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';

/**
 * `![alt](address "title")` and `[text](<an address>)`; groups 3 and 4 are the address, within angle brackets, where it
 * may have blanks, and without. Bounded, so it cannot backtrack far.
 */
const inlineLink =
  /(!?)\[([^\]\n]{0,500})\]\((?:<([^<>\n]{1,2048})>|((?:[^()\s<>]|\([^()\s<>]{0,200}\)){1,2048}))(\s+"[^"\n]{0,300}"|\s+'[^'\n]{0,300}')?\)/g;

const isRelative = (address: string): boolean =>
  !/^[a-z][a-z0-9+.-]{0,20}:/i.test(address) && !address.startsWith('//') && !address.startsWith('#');

export interface Places {
  /** Folder of the file, and the roots that a leading slash may mean. */
  fileFolder: string;
  roots: string[];
  baseUrl?: string;
  /** URL path of the page itself, for addresses without a leading slash. */
  pagePath?: string;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A picture file of the folder that an address means, or undefined. Never outside the roots. */
export function findLocalFile(address: string, places: Places): string | undefined {
  if (!isRelative(address)) return undefined;
  // As a URL, where `%` and `?` mean something, and as the file's own name: `100%.png`.
  const candidates = [decoded(address.replace(/[?#].*$/, '')), address].flatMap((path) =>
    path === undefined
      ? []
      : [
          ...(path.startsWith('/') ? [] : [join(places.fileFolder, path)]),
          ...places.roots.map((root) => join(root, path)),
        ],
  );
  const [main = ''] = places.roots;
  return candidates
    .map((candidate) => normalize(candidate))
    .find((candidate) => candidate.startsWith(normalize(`${main}/`)) && existsSync(candidate));
}

/**
 * An address of the old site, whole. One that begins with a slash lies below the site's own folder, where it has
 * one. Undefined for what is no address.
 */
export function oldAddress(written: string, baseUrl: string, pagePath = ''): string | undefined {
  const base = URL.parse(baseUrl);
  if (!base) return undefined;
  const folder = base.pathname.replace(/\/$/, '');
  const inside = (path: string): string =>
    path.startsWith('/') && !path.startsWith('//') && !path.startsWith(`${folder}/`) ? folder + path : path;
  return URL.parse(inside(written), URL.parse(inside(pagePath), base) ?? base)?.href;
}

export interface Rewritten {
  markdown: string;
  losses: string[];
  /** The first picture of the text when it is a local file: it can be uploaded as the header picture. */
  header?: string;
}

/**
 * Makes relative addresses absolute. Without a base they stay as they are and are reported; the first picture
 * that is a local file leaves the text for the upload where `header` is `take`.
 */
export function rewriteAddresses(markdown: string, places: Places, header: 'take' | 'leave'): Rewritten {
  const losses: string[] = [];
  let taken: string | undefined;
  let pictures = 0;
  const text = outsideCode(markdown, (part) =>
    part.replace(inlineLink, (all, bang: string, label: string, angled = '', plain = '', title = '') => {
      const address = String(angled || plain);
      if (bang === '!') pictures += 1;
      if (!isRelative(address)) return all;
      if (bang === '!' && pictures === 1 && header === 'take') {
        const file = findLocalFile(address, places);
        if (file) {
          taken = file;
          return '';
        }
      }
      const absolute = places.baseUrl && oldAddress(address, places.baseUrl, places.pagePath);
      if (absolute) return `${bang}[${label}](${angled ? `<${absolute}>` : absolute}${title})`;
      losses.push(
        bang === '!'
          ? pictures === 1 && header === 'take' && places.roots.length > 0
            ? `header picture ${address}: there is no such file in the folder; put it there or give --base-url`
            : `picture ${address}: only the header picture can be uploaded; give --base-url, the address of the old site, to have it fetched from there`
          : `link ${address}: leads nowhere on the new site; give --base-url to make it lead to the old one`,
      );
      return all;
    }),
  );
  return { markdown: text, losses, ...(taken ? { header: taken } : {}) };
}

/** Applies `change` to what is outside fenced code; inline code keeps its text because links in it are rare and harmless. */
export function outsideCode(markdown: string, change: (text: string) => string): string {
  const parts: string[] = [];
  let plain: string[] = [];
  let fence = '';
  const flush = (): void => {
    if (plain.length > 0) parts.push(change(plain.join('\n')));
    plain = [];
  };
  for (const line of markdown.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '' && mark === '') plain.push(line);
    else if (fence === '') {
      flush();
      fence = mark;
      parts.push(line);
    } else {
      parts.push(line);
      if (mark.startsWith(fence)) fence = '';
    }
  }
  flush();
  return parts.join('\n');
}
