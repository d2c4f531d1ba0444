import type { ArticleRow } from './articles.ts';
import type { ArticleState } from './schema/words.ts';
import type { Db, Guard } from './statement.ts';

/** Which article holds a language in a story; undefined when there is no such story. One round trip. */
export async function findPlaceInStory(
  db: Db,
  storyId: string,
  lang: string,
): Promise<{ holder: ArticleRow | undefined; family: string } | undefined> {
  const [stories, articles] = await db.batch([
    db.prepare('select coalesce(twin_of, id) as family from stories where id = ?').bind(storyId),
    db.prepare('select * from articles where story_id = ? and lang = ?').bind(storyId, lang),
  ]);
  const row = stories?.results[0] as { family: string } | undefined;
  return row && { holder: articles?.results[0] as ArticleRow | undefined, family: row.family };
}

/** Of the translations that wait beside an article, in twins of its story, the one that is furthest. */
export async function findHeir(
  db: Db,
  of: { storyId: string; lang: string },
): Promise<ArticleRow | undefined> {
  const row = await db
    .prepare(
      `select a.* from stories s join articles a on a.story_id = s.id
       where s.twin_of = ? and a.lang = ? and a.state <> 'spiked'
       order by case a.state when 'published' then 0 when 'scheduled' then 1 when 'approved' then 2 when 'in_review' then 3 else 4 end,
         a.created_at, a.id limit 1`,
    )
    .bind(of.storyId, of.lang)
    .first<ArticleRow>();
  return row ?? undefined;
}

/** A twin of the story `of`, for an article that gives up its place there. Nothing shows it while it is empty. */
export const twinStoryStatement = (
  db: Db,
  { id, of, now }: { id: string; of: string; now: number },
  guard: Guard,
): D1PreparedStatement =>
  db
    .prepare(
      `insert into stories (id, twin_of, source_url, source_title, source_publisher, source_lang, source_markdown, licence, created_at, updated_at)
       select ?, coalesce(twin_of, id), source_url, source_title, source_publisher, source_lang, source_markdown, licence, ?, ?
       from stories where id = ? and ${guard.sql} on conflict (id) do nothing returning id`,
    )
    .bind(id, now, now, of, ...guard.params);

export const storyStands = (id: string): Guard => ({
  sql: 'exists (select 1 from stories where id = ?)',
  params: [id],
});

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
