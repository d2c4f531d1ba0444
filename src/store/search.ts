/** The readers' side of the full-text index: newest first, in pages by row number, so that a page costs what it shows. */
import { articleTag, editionTag } from '../edge/tags.ts';
import { SEARCH_ROWS, SEARCH_TEXT_MAX_CHARS } from '../limits.ts';
import type { Reading } from './reader/views.ts';

export interface Hit {
  title: string;
  path: string;
  /** The beginning of the article's plain text. */
  text: string;
  published_at: number;
}

export interface Hits {
  hits: Hit[];
  /** Row to go on before. */
  older?: number;
}

/** A tag is letters, digits and hyphens, which the tokeniser takes as words: `zh-Hans` is the phrase "zh hans". */
const inEdition = (lang: string): string => `lang : "${lang.toLowerCase().replaceAll('-', ' ')}"`;

/**
 * FTS5 begins at a row only when that is an integer, and D1 binds JavaScript's numbers as reals: without the cast
 * a later page would walk through all matches before it.
 *
 * Articles of an edition that match an FTS5 expression from lib/bigrams.ts. Throws what D1 throws, for a bad
 * expression too, so none may come from a visitor as it is.
 */
export async function findHits(
  reading: Reading,
  options: { lang: string; expression: string; before?: number },
): Promise<Hits> {
  const { lang, expression, before = Number.MAX_SAFE_INTEGER } = options;
  const { results } = await reading.db
    .prepare(
      `select w.rowid as row, e.article_id, e.title, e.path, substr(e.text, 1, ${SEARCH_TEXT_MAX_CHARS}) as text, e.published_at
       from words w cross join entries e on e.rowid = w.rowid
       where words match ?1 and w.rowid < cast(?2 as integer) and e.lang = ?3 order by w.rowid desc limit ${SEARCH_ROWS + 1}`,
    )
    .bind(`{title body} : (${expression}) AND ${inEdition(lang)}`, before, lang)
    .all<Hit & { row: number; article_id: string }>();
  const shown = results.slice(0, SEARCH_ROWS);
  for (const row of shown) reading.tags.add(articleTag(row.article_id));
  reading.tags.add(editionTag(lang));
  const last = shown.at(-1);
  return {
    hits: shown.map(({ title, path, text, published_at }) => ({ title, path, text, published_at })),
    ...(results.length > shown.length && last ? { older: last.row } : {}),
  };
}
