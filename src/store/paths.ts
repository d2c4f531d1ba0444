/** Paths of articles: who comes first keeps one for ever, and who comes later takes another. */
import type { Db, Guard } from './statement.ts';

interface Path {
  lang: string;
  month: string;
  slug: string;
  articleId: string;
}

/** True while no other article has the path, or ever had it. */
export const isFree = (path: Path): Guard => ({
  sql: 'not exists (select 1 from slugs where lang = ? and month = ? and slug = ? and article_id <> ?)',
  params: [path.lang, path.month, path.slug, path.articleId],
});

/** A path the article has from now on, unless another has it: the change of the article itself refuses that of its current one. */
export const takePath = (db: Db, path: Path & { now: number }, guard: Guard): D1PreparedStatement =>
  db
    .prepare(
      `insert into slugs (lang, month, slug, article_id, created_at) select ?, ?, ?, ?, ? where ${guard.sql}
       on conflict do nothing`,
    )
    .bind(path.lang, path.month, path.slug, path.articleId, path.now, ...guard.params);

/** Which of `wanted` no other article has in that month, in the order given. One round trip. */
export async function findFreeSlugs(
  db: Db,
  options: { lang: string; month: string; wanted: string[]; articleId: string },
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `select value as slug from json_each(?1) where not exists
         (select 1 from slugs s where s.lang = ?2 and s.month = ?3 and s.slug = value and s.article_id <> ?4) order by key`,
    )
    .bind(JSON.stringify(options.wanted), options.lang, options.month, options.articleId)
    .all<{ slug: string }>();
  return results.map((row) => row.slug);
}
