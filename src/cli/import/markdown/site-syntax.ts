/** Liquid tags of Jekyll, shortcodes of Hugo and tags of Hexo: the plain ones become Markdown, the others are named. */
import { outsideCode } from '../addresses.ts';
import { replaceBetween } from '../between.ts';

const attribute = (text: string, name: string): string =>
  new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    .exec(text)
    ?.slice(1)
    .find((value) => value !== undefined) ?? '';

const fenced = (lang: string, code: string): string =>
  `\n\`\`\`${lang.trim().split(/\s/)[0] ?? ''}\n${code.replace(/^\n/, '').trimEnd()}\n\`\`\`\n`;

const picture = (attributes: string): string => {
  const caption = attribute(attributes, 'caption') || attribute(attributes, 'title');
  return `![${attribute(attributes, 'alt') || caption}](${attribute(attributes, 'src')})${caption ? `\n\n*${caption}*` : ''}`;
};

const video: Record<string, (id: string) => string> = {
  youtube: (id) => `https://www.youtube.com/watch?v=${id}`,
  vimeo: (id) => `https://vimeo.com/${id}`,
};

const blocks: { open: RegExp; close: RegExp; lang: 'first word' | 'none' }[] = [
  {
    open: /\{%-?\s{0,9}highlight\s([^%\n]{0,80})%\}/g,
    close: /\{%-?\s{0,9}endhighlight\s{0,9}-?%\}/g,
    lang: 'first word',
  },
  {
    open: /\{%\s{0,9}codeblock([^%\n]{0,200})%\}/g,
    close: /\{%\s{0,9}endcodeblock\s{0,9}%\}/g,
    lang: 'none',
  },
  {
    open: /\{\{[<%]\s{0,9}highlight\s([^>%\n]{0,80})[>%]\}\}/g,
    close: /\{\{[<%]\s{0,9}\/\s{0,9}highlight\s{0,9}[>%]\}\}/g,
    lang: 'first word',
  },
];

export interface PlainMarkdown {
  markdown: string;
  losses: string[];
}

export function withoutSiteSyntax(markdown: string): PlainMarkdown {
  if (!/\{[{%]|<!--\s*more/.test(markdown)) return { markdown, losses: [] };
  const left = new Map<string, number>();
  let text = markdown;
  for (const { lang, ...marks } of blocks) {
    text = replaceBetween(text, marks, (opened, code) =>
      fenced(lang === 'none' ? '' : (opened[1] ?? ''), code),
    );
  }
  text = outsideCode(text, (part) =>
    part
      .replace(/\{%-?\s*(?:end)?raw\s*-?%\}/g, '')
      .replace(/<!--\s*more\s*-->/g, '')
      .replace(
        /\{\{-?\s*["']([^"'{}\n]{1,500})["']\s*\|\s*(?:relative_url|absolute_url|prepend:[^}\n]{1,80})\s*-?\}\}/g,
        '$1',
      )
      .replace(/\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}/g, '')
      .replace(/\{\{[<%]\s*figure\s([^}\n]{1,600}?)[/\s]*[>%]\}\}/g, (_, attributes: string) =>
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
      .replace(/\{\{[<%][^}\n]{0,600}\}\}|\{%[^}\n]{0,600}%\}|\{\{[^}\n]{0,500}\}\}/g, (tag) => {
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
