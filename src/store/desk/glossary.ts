/** The newsroom's glossary: terms of one language with their translations into another. */
import { newId } from '../../lib/ids.ts';
import { GLOSSARY_MAX_TERMS, PAGE_ROWS } from '../../limits.ts';
import { auditStatement } from '../audit.ts';
import { type Db, insertWhere, lastRows } from '../statement.ts';

/** From and into which language. */
export interface LangPair {
  from: string;
  to: string;
}

export interface Term {
  term: string;
  translation: string;
  variants: string[];
  forbidden: string[];
  note: string;
}

export interface TermRow {
  id: string;
  source_lang: string;
  lang: string;
  term: string;
  translation: string;
  /** JSON arrays. */
  variants: string;
  forbidden: string;
  note: string | null;
}

export const termOf = (row: TermRow): Term => ({
  term: row.term,
  translation: row.translation,
  variants: JSON.parse(row.variants) as string[],
  forbidden: JSON.parse(row.forbidden) as string[],
  note: row.note ?? '',
});

const columns = 'id, source_lang, lang, term, translation, variants, forbidden, note';

/** For a batch: the terms into a language that have unwanted forms. */
export const termsOfLang = (db: Db, lang: string): D1PreparedStatement =>
  db
    .prepare(
      `select ${columns} from glossary where lang = ? and forbidden <> '[]' order by source_lang, term limit ?`,
    )
    .bind(lang, GLOSSARY_MAX_TERMS);

export interface PairCount extends LangPair {
  terms: number;
}

/** Pairs that have terms, by language. A newsroom has some dozens. */
export async function listGlossaries(db: Db): Promise<PairCount[]> {
  const { results } = await db
    .prepare(
      `select source_lang as "from", lang as "to", count(*) as terms from glossary
       group by lang, source_lang order by lang, source_lang limit ?`,
    )
    .bind(PAGE_ROWS * 4)
    .all<PairCount>();
  return results;
}

/** Terms from below `after`, those with `search` in them; PAGE_ROWS and one more, which says that there are more. */
export async function listTerms(
  db: Db,
  options: LangPair & { search?: string; after?: string },
): Promise<TermRow[]> {
  const { results } = await db
    .prepare(
      `select ${columns} from glossary where lang = ?1 and source_lang = ?2 and (?3 is null or term > ?3)
         and (?4 is null or instr(lower(term || char(10) || translation || char(10) || forbidden), lower(?4)) > 0)
       order by term limit ?5`,
    )
    .bind(options.to, options.from, options.after ?? null, options.search ?? null, PAGE_ROWS + 1)
    .all<TermRow>();
  return results;
}

/** A whole glossary, for a file. */
export async function listAllTerms(db: Db, pair: LangPair): Promise<Term[]> {
  const { results } = await db
    .prepare(`select ${columns} from glossary where lang = ? and source_lang = ? order by term limit ?`)
    .bind(pair.to, pair.from, GLOSSARY_MAX_TERMS)
    .all<TermRow>();
  return results.map(termOf);
}

export async function findTerm(db: Db, id: string): Promise<TermRow | undefined> {
  const row = await db.prepare(`select ${columns} from glossary where id = ?`).bind(id).first<TermRow>();
  return row ?? undefined;
}

const subjectOf = ({ from, to }: LangPair): string => `glossary:${from}:${to}`;

interface Write {
  pair: LangPair;
  memberId: string;
  now: number;
}

const values = ({ term, translation, variants, forbidden, note }: Term) => ({
  term,
  translation,
  variants: JSON.stringify(variants),
  forbidden: JSON.stringify(forbidden),
  note: note === '' ? null : note,
});

/** Adds a term. `taken`: the pair has this term; `full`: it has GLOSSARY_MAX_TERMS. */
export async function addTerm(db: Db, options: Write & { term: Term }): Promise<'added' | 'taken' | 'full'> {
  const { pair, term, memberId, now } = options;
  const id = newId(now);
  const results = await db.batch([
    insertWhere(
      db,
      'glossary',
      {
        id,
        source_lang: pair.from,
        lang: pair.to,
        ...values(term),
        member_id: memberId,
        created_at: now,
        updated_at: now,
      },
      {
        sql: '(select count(*) from glossary where lang = ? and source_lang = ?) < ?',
        params: [pair.to, pair.from, GLOSSARY_MAX_TERMS],
      },
      'on conflict do nothing',
    ),
    auditStatement(
      db,
      {
        id: newId(now),
        now,
        memberId,
        action: 'glossary.add',
        subject: subjectOf(pair),
        after: values(term),
      },
      { sql: 'exists (select 1 from glossary where id = ?)', params: [id] },
    ),
    db
      .prepare(`select id from glossary where lang = ? and source_lang = ? and term = ?`)
      .bind(pair.to, pair.from, term.term),
  ]);
  const [row] = lastRows<{ id: string }>(results);
  return row?.id === id ? 'added' : row ? 'taken' : 'full';
}

/** Writes a term anew. `taken`: another row of the pair has this term. */
export async function changeTerm(
  db: Db,
  options: Write & { from: TermRow; term: Term },
): Promise<'changed' | 'taken'> {
  const { from, term, pair, memberId, now } = options;
  const { variants, forbidden, note } = values(term);
  const results = await db.batch([
    db
      .prepare(
        `update or ignore glossary set term = ?, translation = ?, variants = ?, forbidden = ?, note = ?, member_id = ?, updated_at = ?
         where id = ?`,
      )
      .bind(term.term, term.translation, variants, forbidden, note, memberId, now, from.id),
    auditStatement(
      db,
      {
        id: newId(now),
        now,
        memberId,
        action: 'glossary.change',
        subject: subjectOf(pair),
        before: values(termOf(from)),
        after: values(term),
      },
      { sql: 'changes() > 0', params: [] },
    ),
    db.prepare('select term from glossary where id = ?').bind(from.id),
  ]);
  const [row] = lastRows<{ term: string }>(results);
  return row?.term === term.term ? 'changed' : 'taken';
}

export async function removeTerm(db: Db, options: Write & { from: TermRow }): Promise<void> {
  const { from, pair, memberId, now } = options;
  await db.batch([
    db.prepare('delete from glossary where id = ?').bind(from.id),
    auditStatement(
      db,
      {
        id: newId(now),
        now,
        memberId,
        action: 'glossary.remove',
        subject: subjectOf(pair),
        before: values(termOf(from)),
      },
      { sql: 'changes() > 0', params: [] },
    ),
  ]);
}

/**
 * Takes a file's terms in: new ones are added, those that are there get the file's values. One statement for
 * all: the list goes in as one JSON parameter. `full`: the pair would have more than GLOSSARY_MAX_TERMS.
 */
export async function importTerms(
  db: Db,
  options: Write & { terms: readonly Term[] },
): Promise<'imported' | 'full'> {
  const { pair, terms, memberId, now } = options;
  // A file may name a term twice: the last one counts.
  const unique = [...new Map(terms.map((term) => [term.term, term])).values()];
  const list = JSON.stringify(unique.map((term) => ({ ...values(term), id: newId(now) })));
  const others = await db
    .prepare(
      `select count(*) as n from glossary where lang = ? and source_lang = ?
       and term not in (select value ->> 'term' from json_each(?))`,
    )
    .bind(pair.to, pair.from, list)
    .first<{ n: number }>();
  if ((others?.n ?? 0) + unique.length > GLOSSARY_MAX_TERMS) return 'full';
  await db.batch([
    db
      .prepare(
        `insert into glossary (id, source_lang, lang, term, translation, variants, forbidden, note, member_id, created_at, updated_at)
         select value ->> 'id', ?1, ?2, value ->> 'term', value ->> 'translation', value ->> 'variants', value ->> 'forbidden',
           value ->> 'note', ?3, ?4, ?4 from json_each(?5) where true
         on conflict (lang, source_lang, term) do update set translation = excluded.translation, variants = excluded.variants,
           forbidden = excluded.forbidden, note = excluded.note, member_id = excluded.member_id, updated_at = excluded.updated_at`,
      )
      .bind(pair.from, pair.to, memberId, now, list),
    auditStatement(db, {
      id: newId(now),
      now,
      memberId,
      action: 'glossary.import',
      subject: subjectOf(pair),
      after: { terms: unique.length },
    }),
  ]);
  return 'imported';
}
