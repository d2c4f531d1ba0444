/** Front matter that the pipeline understands, for articles of systems that have none. */
import { stringify } from 'yaml';

export interface Head {
  title: string;
  authors?: string[];
  date?: string | undefined;
  description?: string | undefined;
  /** Under which address readers knew it. */
  old_address?: string | undefined;
}

/** Markdown with front matter; the picture comes first, where the pipeline looks for the header picture. */
export function composeMarkdown(
  head: Head,
  body: string,
  picture?: { url: string; alt: string; caption?: string | undefined },
): string {
  const { authors = [], ...rest } = head;
  const fields = Object.fromEntries(
    Object.entries({ ...rest, ...(authors.length > 0 ? { author: authors } : {}) }).filter(
      ([, value]) => value,
    ),
  );
  const caption = picture?.caption ? `\n*${picture.caption.replace(/\s+/g, ' ')}*` : '';
  const shown = picture
    ? `![${picture.alt.replace(/[[\]\n]/g, ' ').trim()}](${picture.url})${caption}\n\n`
    : '';
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n\n${shown}${body}\n`;
}
