/** A rejected article keeps no other out of a story: a translation of the same language takes its place there. */
import { articleTag, storyTag, storyTwinsTag, type Tag } from '../edge/tags.ts';
import { newId } from '../lib/ids.ts';
import type { ArticleRow } from '../store/articles.ts';
import { type ArticleChange, changeArticle, changed, unchanged } from '../store/changes.ts';
import type { Db } from '../store/statement.ts';
import { storyStands, twinStoryStatement } from '../store/stories.ts';

/** What shows that a published article is one of a story's. What tells of a withdrawn one names no other language. */
export const moveTags = (
  article: ArticleRow,
  to: string,
  families: readonly [from: string, to: string],
): Tag[] =>
  article.state === 'published'
    ? [
        articleTag(article.id),
        ...[article.story_id, to].map((id) => storyTag(id)),
        ...families.map((id) => storyTwinsTag(id)),
      ]
    : [];

/**
 * `holder` goes to a story of its own, a twin of the one it was in, and `heir` comes to its place. Both happen or
 * neither, since a story has one article in a language at any moment; the first statement gives a row when they do.
 */
export function placeStatements(
  db: Db,
  options: { holder: ArticleRow; to: ArticleChange; heir: ArticleRow; changeId: string; now: number },
): D1PreparedStatement[] {
  const { holder, to, heir, changeId, now } = options;
  const [story, both] = [newId(now), [unchanged(holder), unchanged(heir)]];
  return [
    twinStoryStatement(
      db,
      { id: story, of: holder.story_id, now },
      { sql: both.map(({ sql }) => sql).join(' and '), params: both.flatMap(({ params }) => params) },
    ),
    changeArticle(db, {
      from: holder,
      to: { ...to, story_id: story },
      changeId,
      now,
      only: storyStands(story),
    }),
    changeArticle(db, {
      from: heir,
      to: { story_id: holder.story_id },
      changeId,
      now,
      only: changed(holder.id, changeId),
    }),
  ];
}
