/**
 * What the checks of a text are given from the store, and how their findings are kept: a dismissal holds for
 * later revisions of the article as long as the check says the same of the same text.
 */
import { inEnglish, type Told, toldJson } from '../i18n/told/tell.ts';
import { FINDINGS_LOOK_BACK_REVISIONS, GLOSSARY_MAX_TERMS } from '../limits.ts';
import type { Severity } from './schema/words.ts';
import type { Db, Guard } from './statement.ts';

export interface CheckTerm {
  term: string;
  translation: string;
  variants: string[];
  forbidden: string[];
}

/** `[source numbers, translation numbers]` of each pair. */
export type OwnPairs = [number[], number[]][];

export interface CheckContext {
  glossary: CheckTerm[];
  /** A proofreader's own pairing of this article, where there is one. */
  pairs?: OwnPairs;
}

/** The glossary and the pairing that a text is checked against, in one round trip. */
export async function findCheckContext(
  db: Db,
  options: { lang: string; sourceLang: string | null; articleId: string | null },
): Promise<CheckContext> {
  const { lang, sourceLang, articleId } = options;
  const [terms, pairs] = await db.batch([
    termsStatement(db, { lang, sourceLang }),
    db.prepare('select pairs from pairings where article_id = ?').bind(articleId),
  ]);
  const own = pairs?.results[0] as { pairs: string } | undefined;
  return {
    glossary: ((terms?.results ?? []) as TermRow[]).map(termOf),
    ...(own ? { pairs: JSON.parse(own.pairs) as OwnPairs } : {}),
  };
}

interface TermRow {
  term: string;
  translation: string;
  variants: string;
  forbidden: string;
}

const termOf = ({ variants, forbidden, ...row }: TermRow): CheckTerm => ({
  ...row,
  variants: JSON.parse(variants) as string[],
  forbidden: JSON.parse(forbidden) as string[],
});

/** Terms into a language; from `sourceLang` alone where it is known, its regions falling back to the language. */
function termsStatement(
  db: Db,
  { lang, sourceLang }: { lang: string; sourceLang: string | null },
): D1PreparedStatement {
  return db
    .prepare(
      `select term, translation, variants, forbidden from glossary
       where lang = ?1 and (?2 is null or source_lang in (?2, ?3)) order by source_lang, term limit ?4`,
    )
    .bind(lang, sourceLang, sourceLang?.split('-')[0] ?? null, GLOSSARY_MAX_TERMS);
}

/** The glossary that a text of this pair of languages is checked against. */
export async function listCheckTerms(
  db: Db,
  options: { lang: string; sourceLang: string | null },
): Promise<CheckTerm[]> {
  const { results } = await termsStatement(db, options).all<TermRow>();
  return results.map(termOf);
}

export interface NewFinding {
  check: string;
  severity: Severity;
  told: Told;
  segment: string | null;
  /** Check and text in one word. */
  key?: string;
}

/**
 * Inserts a revision's findings. One whose key was dismissed on a revision before it stands as dismissed, with
 * that dismissal; what blocks cannot be dismissed. A dismissal travels from revision to revision, so few are
 * looked back on.
 */
export const findingsStatement = (
  db: Db,
  row: { articleId: string; revisionId: string; findings: (NewFinding & { id: string | undefined })[] },
  guard: Guard,
): D1PreparedStatement =>
  db
    .prepare(
      `insert into findings (id, revision_id, n, check_name, severity, message, told, segment, finding_key, dismissed_at, dismissed_by, dismissed_reason)
       select value ->> 'id', ?, value ->> 'n', value ->> 'check', value ->> 'severity', value ->> 'message', value ->> 'told', value ->> 'segment', value ->> 'key',
         d.dismissed_at, d.dismissed_by, d.dismissed_reason
       from json_each(?) left join (
         select f.finding_key, f.dismissed_at, f.dismissed_by, f.dismissed_reason, max(r.number)
         from (select id, number from revisions where article_id = ? and id <> ? order by number desc limit ?) r
         join findings f on f.revision_id = r.id
         where f.dismissed_at is not null and f.finding_key is not null group by f.finding_key
       ) d on d.finding_key = value ->> 'key' and value ->> 'severity' <> 'block'
       where ${guard.sql} on conflict do nothing`,
    )
    .bind(
      row.revisionId,
      // The English sentence stands beside the message itself, for when no catalogue knows it any more.
      JSON.stringify(
        row.findings.map(({ told, ...finding }, n) => ({
          ...finding,
          n,
          message: inEnglish(told),
          told: toldJson(told),
        })),
      ),
      row.articleId,
      row.revisionId,
      FINDINGS_LOOK_BACK_REVISIONS,
      ...guard.params,
    );
