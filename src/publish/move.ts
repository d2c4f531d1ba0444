/** Changes of where an article stands: its slug, and the story it tells. */

import { articleTag, monthTag, storyTag } from '../edge/tags.ts';
import { tell } from '../i18n/told/tell.ts';
import { newId } from '../lib/ids.ts';
import { articlePath } from '../lib/paths.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { type ArticleChange, changeArticle, changed, findChangeScope } from '../store/changes.ts';
import { findFreeSlugs, takePath } from '../store/paths.ts';
import { findPlaceInStory } from '../store/stories.ts';
import { meanwhile } from './approve.ts';
import {
  type Actor,
  makeChange,
  nothingToPurge,
  type PublishDeps,
  type PublishRefusal,
  type PurgeReport,
} from './change.ts';
import { feedsOf } from './news.ts';
import { moveTags, placeStatements } from './place.ts';

export interface Moved {
  url: string;
  purge: PurgeReport;
}

/** A new slug, parsed already. The old one answers 301 for ever. */
export async function changeSlug(
  deps: PublishDeps,
  options: { articleId: string; slug: string; actor: Actor },
): Promise<Result<Moved, PublishRefusal>> {
  const scope = await findChangeScope(deps.db, options.articleId);
  if (!scope) return fail({ reason: 'not_found', told: tell('no-article') });
  const { article } = scope;
  const { slug } = options;
  const month = article.month ?? '';
  const url = deps.config.siteUrl + articlePath(article.lang, month, slug);
  if (article.slug === slug) return ok({ url, purge: nothingToPurge });
  const changeId = newId(deps.now);
  const guard = changed(article.id, changeId);
  const out = article.month !== null;
  const taken = async (): Promise<boolean> => {
    const path = { lang: article.lang, month, wanted: [slug], articleId: article.id };
    return out && (await findFreeSlugs(deps.db, path)).length === 0;
  };
  const refusal: PublishRefusal = { reason: 'bad_input', field: 'slug', told: tell('slug-taken') };
  if (await taken()) return fail(refusal);
  const lists = article.state === 'published' ? [storyTag(article.story_id)] : [];
  const done = await makeChange(deps, {
    id: changeId,
    name: 'change_slug',
    articleId: article.id,
    actor: options.actor,
    subject: `article:${article.id}`,
    // What shows the path carries the article or, for a sitemap of its siblings, the story; a 404 that is cached at
    // the new path carries the month.
    tags: out ? [articleTag(article.id), ...lists, monthTag(article.lang, month)] : [],
    statements: [
      changeArticle(deps.db, { from: article, to: { slug }, changeId, now: deps.now }),
      ...(out
        ? [
            takePath(
              deps.db,
              { lang: article.lang, month, slug, articleId: article.id, now: deps.now },
              guard,
            ),
          ]
        : []),
    ],
    guard,
    before: { slug: article.slug },
    after: { slug },
    // Feeds link to the new path.
    ...(article.state === 'published'
      ? { news: { feeds: feedsOf(deps.config.siteUrl, scope, 'shown') } }
      : {}),
  });
  if (done) return ok({ url, purge: done });
  // Another article may have come to that path since the look.
  return fail((await taken()) ? refusal : meanwhile);
}

/** Makes the article one of another story's, which must have none in its language but a rejected one; that one makes room. */
export async function moveToStory(
  deps: PublishDeps,
  options: { articleId: string; storyId: string; actor: Actor },
): Promise<Result<Moved, PublishRefusal>> {
  const scope = await findChangeScope(deps.db, options.articleId);
  if (!scope) return fail({ reason: 'not_found', told: tell('no-article') });
  const { article } = scope;
  const place = await findPlaceInStory(deps.db, options.storyId, article.lang);
  if (!place) {
    return fail({ reason: 'not_found', field: 'story', told: tell('no-story') });
  }
  const holder = place.holder?.id === article.id ? undefined : place.holder;
  if (holder && holder.state !== 'spiked') {
    return fail({
      reason: 'bad_input',
      field: 'story',
      told: tell('story-taken'),
    });
  }
  const url = deps.config.siteUrl + articlePath(article.lang, article.month ?? '', article.slug);
  if (article.story_id === options.storyId) return ok({ url, purge: nothingToPurge });
  const changeId = newId(deps.now);
  const to: ArticleChange = { story_id: options.storyId };
  const done = await makeChange(deps, {
    id: changeId,
    name: 'move_to_story',
    articleId: article.id,
    actor: options.actor,
    subject: `article:${article.id}`,
    tags: moveTags(article, options.storyId, [scope.family, place.family]),
    statements: holder
      ? placeStatements(deps.db, { holder, to: {}, heir: article, changeId, now: deps.now })
      : [changeArticle(deps.db, { from: article, to, changeId, now: deps.now })],
    guard: changed(article.id, changeId),
    before: { story: article.story_id },
    after: { story: options.storyId },
  });
  return done ? ok({ url, purge: done }) : fail(meanwhile);
}
