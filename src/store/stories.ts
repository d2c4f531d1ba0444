import type { ArticleState } from './schema/words.ts';
import type { Db } from './statement.ts';

/** Which article holds a language in a story; undefined when there is no such story. One round trip. */
export async function findPlaceInStory(
  db: Db,
  storyId: string,
  lang: string,
): Promise<{ taken_by: string | null; family: string } | undefined> {
  const row = await db
    .prepare(
      `select (select id from articles where story_id = s.id and lang = ?2) as taken_by, coalesce(s.twin_of, s.id) as family
       from stories s where s.id = ?1`,
    )
    .bind(storyId, lang)
    .first<{ taken_by: string | null; family: string }>();
  return row ?? undefined;
}

/** The story of a source, and its articles in any state, at most 100. For a translator who asks what is taken. */
export async function findStoryBySource(
  db: Db,
  sourceKey: string,
): Promise<
  { id: string; articles: { id: string; lang: string; state: ArticleState; title: string }[] } | undefined
> {
  const [story, articles] = await db.batch([
    db.prepare('select id from stories where source_key = ?').bind(sourceKey),
    db
      .prepare(
        `select a.id, a.lang, a.state, r.title from stories s join articles a on a.story_id = s.id
         join revisions r on r.article_id = a.id and r.number = a.current_revision
         where s.source_key = ? order by a.lang limit 100`,
      )
      .bind(sourceKey),
  ]);
  const row = story?.results[0] as { id: string } | undefined;
  if (!row) return undefined;
  return {
    id: row.id,
    articles: (articles?.results ?? []) as { id: string; lang: string; state: ArticleState; title: string }[],
  };
}
