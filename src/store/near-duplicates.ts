/** Published texts that are nearly the same as another: found by the bands of their fingerprints (lib/simhash.ts). */
import { bandsNear, distance } from '../lib/simhash.ts';
import { NEAR_DUPLICATE_MAX_BITS, NEAR_DUPLICATE_ROWS } from '../limits.ts';
import type { Db } from './statement.ts';

interface NearDuplicate {
  article_id: string;
  title: string;
}

/** The nearest published article of the language, but for `articleId`, within NEAR_DUPLICATE_MAX_BITS. */
export async function findNearDuplicate(
  db: Db,
  options: { lang: string; simhash: string; articleId?: string },
): Promise<NearDuplicate | undefined> {
  const { lang, simhash, articleId = '' } = options;
  const { results } = await db
    .prepare(
      `select article_id, simhash from fingerprints
       where lang = ?1 and band in (select value from json_each(?2)) and article_id <> ?3 limit ?4`,
    )
    .bind(lang, JSON.stringify(bandsNear(simhash)), articleId, NEAR_DUPLICATE_ROWS)
    .all<{ article_id: string; simhash: string }>();
  let nearest: string | undefined;
  let least = NEAR_DUPLICATE_MAX_BITS + 1;
  for (const one of results) {
    const bits = distance(simhash, one.simhash);
    if (bits < least) [nearest, least] = [one.article_id, bits];
  }
  if (nearest === undefined) return undefined;
  const row = await db
    .prepare(
      `select a.id as article_id, r.title from articles a
       join revisions r on r.article_id = a.id and r.number = a.published_revision where a.id = ?`,
    )
    .bind(nearest)
    .first<NearDuplicate>();
  return row ?? undefined;
}

/**
 * Brings an article's fingerprint up to date with its published revision. Like its listings it needs no guard: made
 * from the rows as they are, it changes nothing where nothing changed.
 */
export const fingerprintStatements = (db: Db, articleId: string): D1PreparedStatement[] => [
  db.prepare('delete from fingerprints where article_id = ?').bind(articleId),
  db
    .prepare(
      `insert into fingerprints (lang, band, article_id, simhash)
       select a.lang, band.value || ':' || substr(r.simhash, 1 + 4 * band.value, 4), a.id, r.simhash
       from articles a join revisions r on r.article_id = a.id and r.number = a.published_revision
       join json_each('[0,1,2,3]') band
       where a.id = ? and a.state = 'published' and r.simhash is not null`,
    )
    .bind(articleId),
];
