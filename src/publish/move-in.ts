import { articleTag, monthTag, oldPathsTag } from '../edge/tags.ts';
import { type Told, tell } from '../i18n/told/tell.ts';
import { monthOf } from '../lib/clock.ts';
import { newId } from '../lib/ids.ts';
import { articlePath } from '../lib/paths.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import type { ArticleRow } from '../store/articles.ts';
import {
  type ArticleChange,
  type ChangeScope,
  changeArticle,
  changed,
  findChangeScope,
} from '../store/changes.ts';
import { insertCorrections } from '../store/moved-corrections.ts';
import { findOwnOldPaths, insertOldPaths } from '../store/old-paths.ts';
import { findFreeSlugs, takePath } from '../store/paths.ts';
import type { CorrectionKind } from '../store/schema/words.ts';
import { meanwhile } from './approve.ts';
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
import { membershipTags } from './scope.ts';

/** How an article stood on the site that it comes from. Times are milliseconds and have passed. */
export interface Standing {
  publishedAt: number;
  changedAt?: number | undefined;
  /** Paths of the same month that led to it; they answer 301. */
  oldSlugs: readonly string[];
  /** Addresses that it had on another site, as `lib/old-path.ts` spells them. */
  oldPaths: readonly string[];
  corrections: readonly { kind: CorrectionKind; note: string; at: number }[];
  withdrawn?: { at: number; reason: string } | undefined;
}

export interface MovedIn {
  url: string;
  state: 'published' | 'withdrawn';
  /** Those that lead here now; the others lead to another article. */
  old_slugs: string[];
  /** The same of its addresses on another site; those beyond PAGE_ROWS lead nowhere. */
  old_paths: string[];
  purge: PurgeReport;
}

/**
 * Brings an approved article, which was never out here, to where it stood elsewhere: its month, its dates, its
 * corrections and its old paths, in one change. A withdrawn one is never shown on the way. The same again changes
 * nothing; an article that has been out keeps its own dates.
 */
export async function moveIn(
  deps: PublishDeps,
  options: { articleId: string; actor: Actor; standing: Standing },
): Promise<Result<MovedIn, PublishRefusal>> {
  const { db, now } = deps;
  const { actor, standing } = options;
  const { publishedAt, withdrawn, corrections } = standing;
  if (actor.role !== 'admin') return fail({ reason: 'not_allowed', told: tell('move-in-admin') });
  const late = futureField(standing, now);
  if (late) return fail({ reason: 'bad_input', field: late, told: tell('at-future') });
  const scope = await findChangeScope(db, options.articleId);
  if (!scope) return fail({ reason: 'not_found', told: tell('no-article') });
  const { article } = scope;
  if (article.published_at !== null) return standsAlready(deps, scope, standing);
  if (article.approved_revision !== article.current_revision || article.state === 'spiked')
    return fail({ reason: 'wrong_state', told: tell('approve-first') });

  const month = monthOf(publishedAt);
  const state = withdrawn ? 'withdrawn' : 'published';
  const changeId = newId(now);
  const guard = changed(article.id, changeId);
  const to: ArticleChange = {
    state,
    month,
    published_revision: article.current_revision,
    published_at: publishedAt,
    changed_at:
      standing.changedAt ?? (corrections.length > 0 ? Math.max(...corrections.map(({ at }) => at)) : null),
    scheduled_at: null,
    withdrawn_at: withdrawn?.at ?? null,
    withdrawn_reason: withdrawn?.reason ?? null,
  };
  const done = await atFreePath(deps, scope, month, (slug) =>
    makeChange(deps, {
      id: changeId,
      name: 'move_in',
      articleId: article.id,
      actor,
      subject: `article:${article.id}`,
      tags: [
        ...(withdrawn
          ? // No list shows it; a 404 that is cached at one of its paths carries the month.
            [articleTag(article.id), monthTag(article.lang, month)]
          : membershipTags(scope, { month, revision: 'current' }, 'among the earlier')),
        ...(standing.oldPaths.length > 0 ? [oldPathsTag] : []),
      ],
      ...(withdrawn ? {} : { listed: { lang: article.lang, month } }),
      statements: [
        changeArticle(db, { from: article, to: { ...to, slug }, changeId, now }),
        ...[...new Set([slug, ...standing.oldSlugs])].map((one) =>
          takePath(db, { lang: article.lang, month, slug: one, articleId: article.id, now }, guard),
        ),
        insertOldPaths(db, { articleId: article.id, paths: standing.oldPaths, changeId, now }, guard),
        insertCorrections(
          db,
          {
            articleId: article.id,
            memberId: actor.memberId,
            rows: corrections.map((correction) => ({ id: newId(now), ...correction })),
          },
          guard,
        ),
      ],
      guard,
      before: { state: article.state },
      after: { state, revision: article.current_revision, published_at: publishedAt },
      ...(withdrawn
        ? {}
        : {
            news: newsOf(
              deps,
              scope,
              {
                event: 'published',
                month,
                slug,
                title: scope.current.title,
                state: 'published',
                publishedAt,
              },
              'both',
            ),
          }),
    }),
  );
  if (!done) return fail(meanwhile);
  return ok(await movedIn(deps, { ...article, month, slug: done.slug }, standing, done.purge));
}

function futureField(standing: Standing, now: number): string | undefined {
  const times: [field: string, at: number | undefined][] = [
    ['published_at', standing.publishedAt],
    ['changed_at', standing.changedAt],
    ...standing.corrections.map(({ at }): [string, number] => ['corrections', at]),
    ['withdrawn', standing.withdrawn?.at],
  ];
  return times.find(([, at]) => at !== undefined && at > now)?.[0];
}

/** The answer once more, where the article came in with this date and stands as was asked. */
async function standsAlready(
  deps: PublishDeps,
  { article }: ChangeScope,
  standing: Standing,
): Promise<Result<MovedIn, PublishRefusal>> {
  const state = standing.withdrawn ? 'withdrawn' : 'published';
  const told: Told = tell('was-out');
  if (article.published_at !== standing.publishedAt || article.state !== state)
    return fail({ reason: 'wrong_state', field: 'published_at', told });
  return ok(await movedIn(deps, article, standing, nothingToPurge));
}

/** What the article has of all that it asked for, now that its own paths are written. */
async function movedIn(
  { db, config }: PublishDeps,
  { id, lang, month, slug }: Pick<ArticleRow, 'id' | 'lang' | 'month' | 'slug'>,
  { withdrawn, oldSlugs, oldPaths }: Standing,
  purge: PurgeReport,
): Promise<MovedIn> {
  const wanted = [...new Set(oldSlugs)];
  const own = await findFreeSlugs(db, { lang, month: month ?? '', wanted, articleId: id });
  return {
    url: config.siteUrl + articlePath(lang, month ?? '', slug),
    state: withdrawn ? 'withdrawn' : 'published',
    old_slugs: own.filter((old) => old !== slug),
    old_paths: await findOwnOldPaths(db, { articleId: id, wanted: oldPaths }),
    purge,
  };
}
