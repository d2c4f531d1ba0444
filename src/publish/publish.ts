import { tell } from '../i18n/told/tell.ts';
import { monthOf } from '../lib/clock.ts';
import { newId } from '../lib/ids.ts';
import { articlePath } from '../lib/paths.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import {
  type ArticleChange,
  type ChangeScope,
  changeArticle,
  changed,
  findChangeScope,
} from '../store/changes.ts';
import { takePath } from '../store/paths.ts';
import { findSettings, type SiteSettings } from '../store/settings.ts';
import { meanwhile, newerThanRead, objection } from './approve.ts';
import {
  type Actor,
  makeChange,
  nothingToPurge,
  type PublishDeps,
  type PublishRefusal,
  type PurgeReport,
} from './change.ts';
import { newsOf } from './news.ts';
import { atFreePath } from './path.ts';
import { contentTags, membershipTags } from './scope.ts';

export interface Published {
  url: string;
  state: 'published' | 'scheduled';
  purge: PurgeReport;
}

/**
 * Brings the approved revision to readers, now or at `at`; where `revision` is given, only that one. Publishing what is
 * published already changes nothing. A withdrawn article comes back at its old URL.
 */
export async function publish(
  deps: PublishDeps,
  options: { articleId: string; actor: Actor; at?: number; revision?: number },
): Promise<Result<Published, PublishRefusal>> {
  const [scope, settings] = await Promise.all([
    findChangeScope(deps.db, options.articleId),
    findSettings(deps.db),
  ]);
  if (!scope) return fail({ reason: 'not_found', told: tell('no-article') });
  return publishAs(deps, scope, settings, options);
}

/** As `publish`, at the hour that an article was scheduled for; undefined when by now it is for another, or for none. */
export async function publishScheduled(
  deps: PublishDeps,
  articleId: string,
): Promise<Result<Published, PublishRefusal> | undefined> {
  const [scope, settings] = await Promise.all([findChangeScope(deps.db, articleId), findSettings(deps.db)]);
  if (scope?.article.state !== 'scheduled' || (scope.article.scheduled_at ?? 0) > deps.now) return undefined;
  return publishAs(deps, scope, settings, { actor: { memberId: null, role: 'admin' } });
}

async function publishAs(
  deps: PublishDeps,
  scope: ChangeScope,
  settings: SiteSettings,
  options: { actor: Actor; at?: number; revision?: number },
): Promise<Result<Published, PublishRefusal>> {
  const { article } = scope;
  const unread = newerThanRead(article, options.revision);
  if (unread) return fail(unread);
  if (article.state === 'in_review' || article.state === 'spiked') {
    return fail({
      reason: 'wrong_state',
      told: tell('approve-first'),
    });
  }
  const isLater = options.at !== undefined && options.at > deps.now;
  if (article.state === 'published' && article.published_revision === article.current_revision && !isLater) {
    const url = deps.config.siteUrl + articlePath(article.lang, article.month ?? '', article.slug);
    return ok({ url, state: 'published', purge: nothingToPurge });
  }
  if (article.approved_revision !== article.current_revision) {
    // A publisher who did not write it and publishes it has read it: that is the approval.
    const against = objection(scope, options.actor, settings);
    if (against) {
      return fail({ ...against, reason: against.reason === 'own_work' ? 'not_approved' : against.reason });
    }
  }
  if (options.at !== undefined && isLater) return schedule(deps, scope, options.actor, options.at);
  return publishNow(deps, scope, options.actor);
}

async function schedule(
  deps: PublishDeps,
  scope: ChangeScope,
  actor: Actor,
  at: number,
): Promise<Result<Published, PublishRefusal>> {
  const { article } = scope;
  if (article.state !== 'approved' && article.state !== 'scheduled') {
    return fail({
      reason: 'wrong_state',
      told: tell('schedule-approved'),
      field: 'at',
    });
  }
  const changeId = newId(deps.now);
  const done = await makeChange(deps, {
    id: changeId,
    name: 'schedule',
    articleId: article.id,
    actor,
    subject: `article:${article.id}`,
    // Nothing is visible yet; the hour's own change carries the tags.
    tags: [],
    statements: [
      changeArticle(deps.db, {
        from: article,
        to: { state: 'scheduled', scheduled_at: at },
        changeId,
        now: deps.now,
      }),
    ],
    guard: changed(article.id, changeId),
    before: { state: article.state, scheduled_at: article.scheduled_at },
    after: { state: 'scheduled', scheduled_at: at },
  });
  if (!done) return fail(meanwhile);
  const url = deps.config.siteUrl + articlePath(article.lang, article.month ?? monthOf(at), article.slug);
  return ok({ url, state: 'scheduled', purge: done });
}

async function publishNow(
  deps: PublishDeps,
  scope: ChangeScope,
  actor: Actor,
): Promise<Result<Published, PublishRefusal>> {
  const { db, now } = deps;
  const { article } = scope;
  const month = article.month ?? monthOf(now);
  const wasOut = article.state === 'published';
  const to: ArticleChange = {
    state: 'published',
    month,
    published_revision: article.current_revision,
    published_at: article.published_at ?? now,
    scheduled_at: null,
    withdrawn_at: null,
    withdrawn_reason: null,
    ...(article.published_at === null ? {} : { changed_at: now }),
    ...(article.approved_revision === article.current_revision
      ? {}
      : { approved_revision: article.current_revision, approved_by: actor.memberId }),
  };
  const changeId = newId(now);
  const guard = changed(article.id, changeId);
  const done = await atFreePath(deps, scope, month, (slug) =>
    makeChange(deps, {
      id: changeId,
      name: 'publish',
      articleId: article.id,
      actor,
      subject: `article:${article.id}`,
      tags: wasOut ? contentTags(scope) : membershipTags(scope, { month, revision: 'current' }),
      ...(wasOut ? {} : { listed: { lang: article.lang, month } }),
      statements: [
        changeArticle(db, { from: article, to: { ...to, slug }, changeId, now }),
        takePath(db, { lang: article.lang, month, slug, articleId: article.id, now }, guard),
      ],
      guard,
      before: { state: article.state, revision: article.published_revision },
      after: { state: 'published', revision: article.current_revision },
      news: newsOf(
        deps,
        scope,
        {
          event: 'published',
          month,
          slug,
          title: scope.current.title,
          state: 'published',
          publishedAt: article.published_at ?? now,
        },
        'both',
      ),
    }),
  );
  if (!done) return fail(meanwhile);
  return ok({
    url: deps.config.siteUrl + articlePath(article.lang, month, done.slug),
    state: 'published',
    purge: done.purge,
  });
}
