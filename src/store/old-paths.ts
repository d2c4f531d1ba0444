/**
 * Addresses that articles had on other sites. A path leads to one article: who comes first keeps it, and the one that
 * comes later is told.
 */
import { articlePath } from '../lib/paths.ts';
import { PAGE_ROWS } from '../limits.ts';
import type { Db, Guard } from './statement.ts';

interface OldPaths {
  articleId: string;
  /** As `lib/old-path.ts` spells them. */
  paths: readonly string[];
  changeId: string;
  now: number;
}

/** Gives the article those of the paths that nobody has, as far as PAGE_ROWS reaches; RETURNING names them. */
export const insertOldPaths = (db: Db, options: OldPaths, guard: Guard): D1PreparedStatement =>
  db
    .prepare(
      `insert into old_paths (path, article_id, change_id, created_at)
       select value, ?1, ?2, ?3 from json_each(?4)
       where not exists (select 1 from old_paths o where o.path = value) and ${guard.sql}
       order by key limit max(0, ${PAGE_ROWS} - (select count(*) from old_paths where article_id = ?1))
       on conflict do nothing returning path`,
    )
    .bind(
      options.articleId,
      options.changeId,
      options.now,
      JSON.stringify([...new Set(options.paths)]),
      ...guard.params,
    );

/** True in the rest of the batch exactly when the change brought a path. */
export const broughtPaths = (articleId: string, changeId: string): Guard => ({
  sql: 'exists (select 1 from old_paths where article_id = ? and change_id = ?)',
  params: [articleId, changeId],
});

/** Which of `wanted` lead to the article, in the order given. One round trip. */
export async function findOwnOldPaths(
  db: Db,
  options: { articleId: string; wanted: readonly string[] },
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `select o.path from json_each(?1) w join old_paths o on o.path = w.value
       where o.article_id = ?2 order by w.key`,
    )
    .bind(JSON.stringify([...new Set(options.wanted)]), options.articleId)
    .all<{ path: string }>();
  return results.map(({ path }) => path);
}

/** All that lead to the article, in the order they came; at most PAGE_ROWS. */
export const oldPathsOfArticle = (db: Db, articleId: string): D1PreparedStatement =>
  db
    .prepare(`select path from old_paths where article_id = ? order by rowid limit ${PAGE_ROWS}`)
    .bind(articleId);

/** A path that leads to a published article, and where to; both percent-encoded. */
export interface MovedPath {
  from: string;
  to: string;
}

/** All of them: slugs of before, then addresses on other sites. For a copy of the whole site, page by page. */
export async function* listMovedPaths(db: Db): AsyncGenerator<MovedPath> {
  const place = 'json_array(a.lang, a.month, a.slug) as target from';
  const out = "join articles a on a.state = 'published' and a.id =";
  const sources = [
    `select s.rowid, json_array(s.lang, s.month, s.slug) as place, null as path, ${place} slugs s ${out} s.article_id
     and (s.month <> a.month or s.slug <> a.slug) where s.rowid > ? order by s.rowid limit ${PAGE_ROWS}`,
    `select o.rowid, null as place, o.path, ${place} old_paths o ${out} o.article_id where o.rowid > ? order by o.rowid limit ${PAGE_ROWS}`,
  ];
  const pathOf = (json: string): string => {
    const [lang, month, slug]: [string, string, string] = JSON.parse(json);
    return articlePath(lang, month, slug);
  };
  for (const sql of sources) {
    for (let last = 0, more = true; more; ) {
      const { results } = await db
        .prepare(sql)
        .bind(last)
        .all<{ rowid: number; place: string | null; path: string | null; target: string }>();
      for (const { place, path, target } of results)
        yield { from: path ?? pathOf(place ?? '[]'), to: pathOf(target) };
      last = results.at(-1)?.rowid ?? last;
      more = results.length === PAGE_ROWS;
    }
  }
}
