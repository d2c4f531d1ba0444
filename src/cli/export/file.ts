/**
 * The form of an exported article: a Markdown file whose front matter Jekyll, Hugo and Hexo read too, and out
 * of which the import gets back the exact text that was published. The SHA-256 says whether somebody edited it.
 */
import { parseDocument, stringify } from 'yaml';
import { z } from 'zod';

const MARK = '# Added by npm run export. The import takes it away again; the text around it is as published.';

export const exportFields = z.object({
  /** `merged`: our fields stand in the text's own front matter; `below`: the whole text follows ours. */
  original: z.enum(['merged', 'below']),
  sha256: z.string(),
  id: z.string(),
  story: z.string(),
  lang: z.string(),
  slug: z.string(),
  state: z.string(),
  url: z.string().optional(),
  published_at: z.string().optional(),
  changed_at: z.string().optional(),
  withdrawn_at: z.string().optional(),
  withdrawn_reason: z.string().optional(),
  scheduled_at: z.string().optional(),
  /** Slugs of its month that led to it. */
  old_slugs: z.array(z.string()).default([]),
  /** Addresses on other sites that led to it. */
  old_paths: z.array(z.string()).default([]),
  source_url: z.string().optional(),
  source_lang: z.string().optional(),
  /** Slugs; what they are called in each language stands in the site's file. */
  topics: z.array(z.string()).default([]),
  /** Path of the header picture from the file's folder; it was uploaded and stands nowhere in the text. */
  header: z.string().optional(),
  /** Copies of the pictures in the text, which itself names them by URL. */
  pictures: z.array(z.string()).default([]),
  corrections: z.array(z.object({ kind: z.string(), note: z.string(), at: z.string() })).default([]),
});

export type ExportFields = z.infer<typeof exportFields>;

/** The text's own front matter when it is YAML that ours can stand in. */
function ownFrontMatter(markdown: string): { inside: string; rest: string } | undefined {
  if (!markdown.startsWith('---\n')) return undefined;
  const end = markdown.indexOf('\n---\n', 3);
  if (end === -1) return undefined;
  const inside = markdown.slice(4, end + 1);
  const document = parseDocument(inside, { schema: 'core', logLevel: 'silent' });
  const fields: unknown = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 });
  const fits =
    typeof fields === 'object' &&
    fields !== null &&
    !Array.isArray(fields) &&
    !('dragoman' in fields) &&
    // The block would end there for every reader.
    !/^(?:---|\.\.\.)[ \t]*$/m.test(inside) &&
    !inside.includes(MARK);
  return fits ? { inside, rest: markdown.slice(end + 5) } : undefined;
}

export function writeExportFile(
  article: Omit<ExportFields, 'original'> & { title: string; tags: string[] },
  markdown: string,
): string {
  const { title, tags, ...fields } = article;
  const own = tryOwn(markdown);
  const added = stringify({ dragoman: { original: own ? 'merged' : 'below', ...fields } }, { lineWidth: 0 });
  if (own) return `---\n${own.inside}${MARK}\n${added}---\n${own.rest}`;
  const general = {
    title,
    ...(fields.published_at ? { date: fields.published_at } : {}),
    lang: fields.lang,
    slug: fields.slug,
    ...(tags.length > 0 ? { tags } : {}),
    ...(fields.old_paths.length > 0 ? { redirect_from: fields.old_paths } : {}),
  };
  return `---\n${MARK}\n${stringify(general, { lineWidth: 0 })}${added}---\n${markdown}`;
}

/** YAML that the parser trips over is text like any other. */
function tryOwn(markdown: string): { inside: string; rest: string } | undefined {
  try {
    return ownFrontMatter(markdown);
  } catch {
    return undefined;
  }
}

/** The text as it was published, and what the export said about it; undefined for any other file. */
export function readExportFile(
  text: string,
  dragoman: unknown,
): { fields: ExportFields; markdown: string } | undefined {
  const fields = exportFields.safeParse(dragoman);
  const at = text.indexOf(`${MARK}\n`);
  if (!fields.success || at === -1) return undefined;
  const end = text.indexOf('\n---\n', at);
  if (end === -1) return undefined;
  const rest = text.slice(end + 5);
  const markdown = fields.data.original === 'below' ? rest : `${text.slice(0, at)}---\n${rest}`;
  return { fields: fields.data, markdown };
}
