/**
 * The readers' side of the full-text index: newest first, in pages by row number, so that a page costs what it shows.
 * The index keeps what the page shows of the site too, so that one round trip brings all of it.
 */
import { articleTag, editionTag } from '../edge/tags.ts';
import { SEARCH_ROWS, SEARCH_TEXT_LEAD_CHARS, SEARCH_TEXT_MAX_CHARS } from '../limits.ts';
import { siteOf } from './reader/rows.ts';
import { type Reading, type Shown, shown } from './reader/shown.ts';
import type { SiteView } from './reader/views.ts';

interface HitFace {
  title: string;
  path: string;
  /** The beginning of the article's plain text. */
  text: string;
  published_at: number;
}
export type Hit = Shown<HitFace, 'article'>;

export interface Hits {
  /** Missing until the index has it: then the main database knows. */
  site?: SiteView;
  hits: Shown<Hit[], 'edition'>;
  /** Row to go on before. */
  older?: number;
}

/** A tag is letters, digits and hyphens, which the tokeniser takes as words: `zh-Hans` is the phrase "zh hans". */
const inEdition = (lang: string): string => `lang : "${lang.toLowerCase().replaceAll('-', ' ')}"`;

interface HitRow extends HitFace {
  settings: null;
  row: number;
  article_id: string;
}

/** The first of the answer's rows, if it is there. */
interface SiteRow {
  settings: string;
}

/** Where the part of a text begins that a hit shows; `?4` is in small letters. A little before, for a sentence's sake. */
const beginning = `case when length(e.text) > ${SEARCH_TEXT_MAX_CHARS} and instr(lower(e.text), ?4) > ${SEARCH_TEXT_MAX_CHARS}
  then instr(lower(e.text), ?4) - ${SEARCH_TEXT_LEAD_CHARS} else 1 end`;

/**
 * FTS5 begins at a row only when that is an integer, and D1 binds JavaScript's numbers as reals: without the cast
 * a later page would walk through all matches before it.
 *
 * Of a long text the part round `near` comes along, where that stands only beyond the first part.
 *
 * The site is a row of its own, since a column of it would come again with each hit and not at all without one.
 *
 * Articles of an edition that match an FTS5 expression from lib/bigrams.ts. Throws what D1 throws, for a bad
 * expression too, so none may come from a visitor as it is.
 */
export async function findHits(
  reading: Reading,
  options: { lang: string; expression: string; before?: number; near?: string },
): Promise<Hits> {
  const { lang, expression, before = Number.MAX_SAFE_INTEGER, near = '' } = options;
  const { results } = await reading.db
    .prepare(
      `select settings, null as row, null as article_id, null as title, null as path, null as text, null as published_at from site
       union all select null, found.* from (
         select w.rowid, e.article_id, e.title, e.path, substr(e.text, ${beginning}, ${SEARCH_TEXT_MAX_CHARS}), e.published_at
         from words w cross join entries e on e.rowid = w.rowid
         where words match ?1 and w.rowid < cast(?2 as integer) and e.lang = ?3 order by w.rowid desc limit ${SEARCH_ROWS + 1}) found`,
    )
    .bind(`{title body} : (${expression}) AND ${inEdition(lang)}`, before, lang, near)
    .all<HitRow | SiteRow>();
  const [site] = results.flatMap((row) => (row.settings === null ? [] : [siteOf(reading, row.settings)]));
  const found = results.flatMap((row) => (row.settings === null ? [row] : []));
  const page = found.slice(0, SEARCH_ROWS);
  const last = page.at(-1);
  const hits = page.map(({ article_id, title, path, text, published_at }) =>
    shown(reading, { title, path, text, published_at }, articleTag(article_id)),
  );
  return {
    ...(site ? { site } : {}),
    hits: shown(reading, hits, editionTag(lang)),
    ...(found.length > page.length && last ? { older: last.row } : {}),
  };
}
