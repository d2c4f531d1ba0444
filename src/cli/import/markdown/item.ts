/** One Markdown file of another system as an article: what its fields and its path say, and what is lost. */
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { findLocalFile, type Places, rewriteAddresses } from '../addresses.ts';
import { dayOf, isToCome, lostDate, publishedAt } from '../date.ts';
import type { ImportItem, ReadOptions } from '../item.ts';
import { editionOf, knownLang } from '../language.ts';
import {
  aliasesOf,
  dateOf,
  datesOf,
  expiryOf,
  isDraft,
  ownPathsOf,
  pictureOf,
  sourceOf,
  textIn,
  topicsOf,
  translationKeyOf,
} from './fields.ts';
import type { SourceText } from './front-matter.ts';
import { type Named, readPath } from './path.ts';
import { type OldSite, oldPath } from './site.ts';
import { withoutSiteSyntax } from './site-syntax.ts';

export interface Context {
  root: string;
  site: OldSite;
  options: ReadOptions;
}

export function itemOf(
  path: string,
  file: string,
  from: { text: string; source: SourceText },
  context: Context,
): ImportItem {
  const { site, options, root } = context;
  const { fields, body } = from.source;
  const contentRoot = site.contentRoots.find((one) => one !== '' && path.startsWith(`${one}/`)) ?? '';
  const named = readPath(path, contentRoot);
  const said = knownLang(textIn(fields, 'lang', 'language', 'locale'));
  const lang = editionOf(said ?? named.lang ?? options.lang, options.lang);
  const written = dateOf(fields);
  const date = dayOf(written) ?? named.date;
  const topics = topicsOf(fields);
  const computed = oldPath(site, {
    name: named.name,
    categories: topicsOfCategories(fields),
    path: named.key,
    title: textIn(fields, 'title') ?? named.name,
    slug: textIn(fields, 'slug'),
    lang: named.langWritten,
    ...(date ? { date } : {}),
  });
  const oldUrls = [...ownPathsOf(fields), ...(computed ? [computed] : []), ...aliasesOf(fields)];
  const places: Places = {
    fileFolder: dirname(file),
    roots: [root, ...site.assetRoots.map((folder) => join(root, folder))],
    ...(options.baseUrl ? { baseUrl: options.baseUrl } : {}),
    pagePath: oldUrls[0] ?? `/${named.key}/`,
  };
  const losses: string[] = [];
  const plain = withoutSiteSyntax(body);
  const picture = pictureOf(fields);
  const headerFile = picture && findLocalFile(picture.address, places);
  const rewritten = rewriteAddresses(plain.markdown, places, picture ? 'leave' : 'take');
  losses.push(...plain.losses, ...rewritten.losses);
  let text = rewritten.markdown;
  if (picture && !headerFile) {
    const url = URL.parse(picture.address, options.baseUrl);
    if (url && /^https?:$/.test(url.protocol))
      text = `![${picture.alt.replaceAll(/[[\]]/g, '')}](${url.href})\n\n${text}`;
    else
      losses.push(
        `header picture ${picture.address}: there is no such file in the folder; put it there or give --base-url`,
      );
  }
  const dated = written ?? (date ? Object.values(date).join('-') : datesOf(fields)[0]);
  const toCome = [dated, ...datesOf(fields)].find((one) => isToCome(one));
  const isHeld = isDraft(fields) || path.includes('_drafts/');
  const expiry = expiryOf(fields);
  const isOver = publishedAt(expiry) !== undefined;
  const state = isHeld || toCome !== undefined || isOver ? 'draft' : 'published';
  const at = state === 'draft' ? undefined : publishedAt(dated);
  if (toCome !== undefined && !isHeld)
    losses.push(`date ${toCome}: it is still to come, so it comes in as a draft; schedule it at the desk`);
  else if (isOver && !isHeld)
    losses.push(`expiryDate ${expiry}: its time is over there, so it comes in as a draft`);
  else if (dated && state === 'published' && !at) losses.push(lostDate(dated));
  if (isToCome(expiry) && state === 'published')
    losses.push(`expiryDate ${expiry}: nothing is taken back by itself; withdraw it at the desk then`);
  const header = headerFile ?? rewritten.header;
  const sourceUrl = sourceOf(fields);
  const slug = textIn(fields, 'slug') ?? named.name;
  return {
    id: path,
    lang,
    title: textIn(fields, 'title') ?? named.name,
    markdown:
      text === body && from.source.kind !== 'json' && !needsDate(fields, named)
        ? from.text
        : compose(from.source, text, named),
    topics,
    storyKey: translationKeyOf(fields) ?? named.key,
    state,
    oldUrls,
    oldSlugs: [],
    oldPaths: [],
    corrections: [],
    losses,
    ...(at ? { publishedAt: at } : {}),
    ...(/[\p{L}\p{N}]/u.test(slug) ? { slug } : {}),
    ...(sourceUrl ? { sourceUrl } : {}),
    ...(header ? { headerFile: header } : {}),
  };
}

const topicsOfCategories = (fields: Record<string, unknown>): string[] =>
  topicsOf({ categories: fields.categories, category: fields.category });

/** A date that only the file's name knows would be lost with the name. */
const needsDate = (fields: Record<string, unknown>, named: Named): boolean =>
  named.date !== undefined && dateOf(fields) === undefined;

/** Front matter as it was written, where the pipeline reads its format; a date of the file's name added. */
function compose(source: SourceText, text: string, named: Named): string {
  const body = text.replace(/^\n+/, '');
  const date =
    needsDate(source.fields, named) && named.date
      ? `${named.date.year}-${named.date.month}-${named.date.day}`
      : undefined;
  if (source.kind === 'json') {
    return `---\n${stringify({ ...source.fields, ...(date ? { date } : {}) }, { lineWidth: 0 })}---\n\n${body}`;
  }
  const mark = source.kind === 'toml' ? '+++' : '---';
  const added = date === undefined ? '' : source.kind === 'toml' ? `date = ${date}\n` : `date: ${date}\n`;
  if (source.kind === 'none' && added === '') return body;
  const inside = source.inside === '' || source.inside.endsWith('\n') ? source.inside : `${source.inside}\n`;
  return `${mark}\n${inside}${added}${mark}\n\n${body}`;
}
