/**
 * Which tags a change touches. Pages carry the tag of every row they show, so content needs only the
 * article's own; what appears in or leaves a list needs the tags of that list.
 */
import {
  articleTag,
  editionTag,
  monthTag,
  personArticlesTag,
  storyTag,
  storyTwinsTag,
  type Tag,
  topicArticlesTag,
  topicPastTag,
} from '../edge/tags.ts';
import type { ChangeScope } from '../store/changes.ts';

/**
 * The article appears among the published, as its current revision, or leaves them, as the published one; the change says
 * so with `listed`, too. Its place is that of the newest, unless it was out before or comes with an earlier date.
 */
export function membershipTags(
  scope: ChangeScope,
  shown: { month: string; revision: 'current' | 'published' },
  place: 'newest' | 'among the earlier' = scope.article.published_at === null
    ? 'newest'
    : 'among the earlier',
): Tag[] {
  const { article, family, topics } = scope;
  return [
    articleTag(article.id),
    storyTag(article.story_id),
    storyTwinsTag(family),
    editionTag(article.lang),
    monthTag(article.lang, shown.month),
    ...scope[shown.revision].people.map(personArticlesTag),
    ...topics.map(topicArticlesTag),
    // Later articles of its topics show it beside themselves.
    ...(place === 'newest' ? [] : topics.map(topicPastTag)),
  ];
}

/** Another revision is shown: the article, and the lists of those credited in only one of the two. */
export function contentTags(scope: ChangeScope): Tag[] {
  const before = new Set(scope.published.people);
  const after = new Set(scope.current.people);
  const differing = [...before.symmetricDifference(after)];
  return [articleTag(scope.article.id), ...differing.map(personArticlesTag)];
}

/** Only what the article itself shows: a correction's note, its header picture. */
export const ownTags = (scope: ChangeScope): Tag[] => [articleTag(scope.article.id)];
