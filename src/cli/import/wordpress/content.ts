/** A post's content as HTML: block comments, shortcodes, and the paragraphs that WordPress makes of blank lines. */
import { replaceBetween } from '../between.ts';
import { escapeHtml } from '../escape.ts';

export interface PostHtml {
  html: string;
  losses: string[];
}

const attribute = (text: string, name: string): string =>
  new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)'|([^\\s\\]]+))`)
    .exec(text)
    ?.slice(1)
    .find((value) => value !== undefined) ?? '';

const blockTag =
  /^<\/?(?:table|thead|tbody|tfoot|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|blockquote|address|p|h[1-6]|hr|fieldset|section|article|aside|header|footer|nav|figure|figcaption|details|summary|iframe|video|audio|script|style)\b/i;

/** Elements whose line breaks are their own. */
const verbatim = [
  { open: /<pre\b/gi, close: /<\/pre>/gi },
  { open: /<script\b/gi, close: /<\/script>/gi },
  { open: /<style\b/gi, close: /<\/style>/gi },
];

/** wpautop, as far as articles need it: blank lines part paragraphs, single ones break lines. */
export function paragraphs(text: string): string {
  const kept: string[] = [];
  let masked = text;
  for (const marks of verbatim) {
    masked = replaceBetween(
      masked,
      marks,
      (_opened, _inner, all) => `\n\n\u0000${kept.push(all) - 1}\u0000\n\n`,
    );
  }
  return masked
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      if (/^\u0000\d+\u0000$/.test(part) || blockTag.test(part)) return part;
      return `<p>${part.replace(/([^>\n])\n(?!<(?:ul|ol|li|p|div|blockquote|h\d))/g, '$1<br />\n')}</p>`;
    })
    .join('\n')
    .replace(/\u0000(\d+)\u0000/g, (_, n: string) => kept[Number(n)] ?? '');
}

function figure(attributes: string, inner: string): string {
  const [image = ''] = /(?:<a\b[^>]{0,1000}>\s*)?<img\b[^>]{0,3000}>(?:\s*<\/a>)?/i.exec(inner) ?? [];
  const caption = inner.replace(image, '').trim() || escapeHtml(attribute(attributes, 'caption'));
  return `<figure>${image}<figcaption>${caption}</figcaption></figure>`;
}

/** `attachments` gives the address of a media file by its number, `own` the numbers that belong to this post. */
export function postHtml(
  content: string,
  attachments: ReadonlyMap<string, string>,
  own: readonly string[],
): PostHtml {
  const left = new Map<string, number>();
  const isBlocks = content.includes('<!-- wp:');
  const withoutComments = replaceBetween(
    content.replace(/<!--\s{0,9}(?:more|nextpage)[^>]{0,200}-->/g, '\n\n'),
    { open: /<!--\s{0,9}\/?wp:/g, close: /-->/g },
    () => (isBlocks ? '' : '\n\n'),
  );
  const withFigures = replaceBetween(
    withoutComments,
    { open: /\[caption([^\]]{0,1000})\]/g, close: /\[\/caption\]/g },
    (opened, inner) => figure(opened[1] ?? '', inner),
  );
  let html = withFigures
    .replace(/\[gallery([^\]]{0,1000})\]/g, (all, attributes: string) => {
      const named = attribute(attributes, 'ids')
        .split(',')
        .map((id) => id.trim())
        .filter(Boolean);
      const ids = named.length > 0 ? named : own;
      const found = ids.flatMap((id) => attachments.get(id) ?? []);
      if (found.length > 0 && found.length < ids.length) left.set('gallery', (left.get('gallery') ?? 0) + 1);
      return found.length === 0
        ? all
        : `\n\n${found.map((url) => `<p><img src="${escapeHtml(url)}" alt=""></p>`).join('\n')}\n\n`;
    })
    .replace(
      /\[(?:embed|youtube|vimeo)\b[^\]]{0,300}\]\s*(https?:\/\/[^\s[\]]{1,2000})\s*\[\/(?:embed|youtube|vimeo)\]/g,
      (_, url: string) => `<p><a href="${url}">${url}</a></p>`,
    )
    .replace(/\[(audio|video|playlist)\b([^\]]{0,1000})\](?:\s*\[\/\1\])?/g, (all, _, attributes: string) => {
      const url = ['src', 'mp3', 'mp4', 'm4a', 'ogg', 'webm', 'm4v']
        .map((name) => attribute(attributes, name))
        .find(Boolean);
      return url ? `<p><a href="${url}">${url}</a></p>` : all;
    });
  // An address alone on its line is an embed to WordPress.
  html = html.replace(
    /^[ \t]*(https?:\/\/[^\s<>"]{1,2000})[ \t]*$/gm,
    (_, url: string) => `<p><a href="${url}">${url}</a></p>`,
  );
  const closed = new Set([...html.matchAll(/\[\/([a-z][a-z0-9_-]{2,40})\]/g)].map((match) => match[1]));
  for (const [, name = ''] of html.matchAll(
    /(?<!\[)\[([a-z][a-z0-9_-]{2,40})(?:\s+[a-z][\w-]*=[^\]]{0,1000})?\s*\/?\](?!\(|:)/g,
  )) {
    if (closed.has(name) || knownShortcodes.has(name)) left.set(name, (left.get(name) ?? 0) + 1);
  }
  return {
    html: isBlocks || /<p[\s>]/i.test(html) ? html : paragraphs(html),
    losses: [...left].map(
      ([name, count]) =>
        `shortcode [${name}] (${count}×): it has no meaning here and stays in the text as it is written; replace it by hand`,
    ),
  };
}

const knownShortcodes = new Set([
  'gallery',
  'playlist',
  'audio',
  'video',
  'embed',
  'contact-form',
  'contact-form-7',
  'polldaddy',
  'poll',
  'archives',
  'slideshow',
  'recipe',
]);
