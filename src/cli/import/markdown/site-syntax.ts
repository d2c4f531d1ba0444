/** Liquid tags of Jekyll, shortcodes of Hugo and tags of Hexo: the plain ones become Markdown, the others are named. */
import { outsideCode } from '../addresses.ts';

const attribute = (text: string, name: string): string =>
  new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    .exec(text)
    ?.slice(1)
    .find((value) => value !== undefined) ?? '';

const fenced = (_: string, lang: string | undefined, code: string): string =>
  `\n\`\`\`${(lang ?? '').trim().split(/\s/)[0] ?? ''}\n${code.replace(/^\n|\n\s*$/g, '')}\n\`\`\`\n`;

const picture = (attributes: string): string => {
  const caption = attribute(attributes, 'caption') || attribute(attributes, 'title');
  return `![${attribute(attributes, 'alt') || caption}](${attribute(attributes, 'src')})${caption ? `\n\n*${caption}*` : ''}`;
};

const video: Record<string, (id: string) => string> = {
  youtube: (id) => `https://www.youtube.com/watch?v=${id}`,
  vimeo: (id) => `https://vimeo.com/${id}`,
};

/** Bodies are bounded, so that an opening tag without its end costs a look ahead of that length and no more. */
const blocks: [RegExp, typeof fenced][] = [
  [/\{%-?\s*highlight\s+([^%\n]{0,80})%\}([\s\S]{0,60000}?)\{%-?\s*endhighlight\s*-?%\}/g, fenced],
  [
    /\{%\s*codeblock\s*([^%\n]{0,200})%\}([\s\S]{0,60000}?)\{%\s*endcodeblock\s*%\}/g,
    (all, _, code) => fenced(all, '', code),
  ],
  [
    /\{\{[<%]\s*highlight\s+([^>%\n]{0,80})[>%]\}\}([\s\S]{0,60000}?)\{\{[<%]\s*\/\s*highlight\s*[>%]\}\}/g,
    fenced,
  ],
];

export interface PlainMarkdown {
  markdown: string;
  losses: string[];
}

export function withoutSiteSyntax(markdown: string): PlainMarkdown {
  if (!/\{[{%]|<!--\s*more/.test(markdown)) return { markdown, losses: [] };
  const left = new Map<string, number>();
  let text = markdown;
  for (const [pattern, write] of blocks) text = text.replace(pattern, write);
  text = outsideCode(text, (part) =>
    part
      .replace(/\{%-?\s*(?:end)?raw\s*-?%\}/g, '')
      .replace(/<!--\s*more\s*-->/g, '')
      .replace(
        /\{\{-?\s*["']([^"'{}\n]{1,500})["']\s*\|\s*(?:relative_url|absolute_url|prepend:[^}\n]{1,80})\s*-?\}\}/g,
        '$1',
      )
      .replace(/\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}/g, '')
      .replace(/\{\{[<%]\s*figure\s([^}\n]{1,2000}?)[/\s]*[>%]\}\}/g, (_, attributes: string) =>
        picture(attributes),
      )
      .replace(/\{\{[<%]\s*(?:ref|relref)\s+"([^"\n]{1,500})"\s*[>%]\}\}/g, '$1')
      .replace(
        /\{%\s*asset_(?:img|path)\s+(?:[\w-]+\s+)??(\S+\.\w{2,5})\s*([^%\n]{0,200})%\}/g,
        (_, file: string, title: string) => `![${title.trim().replace(/^["']|["']$/g, '')}](${file})`,
      )
      .replace(
        /\{(?:%|\{<)\s*(youtube|vimeo)\s+"?([\w-]{1,40})"?[^}\n]{0,80}(?:%|>\})\}/g,
        (_, host: string, id: string) => `<${video[host]?.(id) ?? id}>`,
      )
      .replace(/\{\{[<%][^}\n]{0,2000}\}\}|\{%[^}\n]{0,2000}%\}|\{\{[^}\n]{0,500}\}\}/g, (tag) => {
        const name = /[\w./-]+/.exec(tag)?.[0] ?? tag;
        left.set(name, (left.get(name) ?? 0) + 1);
        return tag;
      }),
  );
  const losses = [...left].map(
    ([name, count]) =>
      `template tag "${name}" (${count}×): it has no meaning here and stays in the text as it is written; replace it by hand`,
  );
  return { markdown: text, losses };
}
