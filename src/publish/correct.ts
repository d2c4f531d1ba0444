import { tell } from '../i18n/told/tell.ts';
import { newId } from '../lib/ids.ts';
import { articlePath } from '../lib/paths.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { NOTE_MAX_CHARS } from '../limits.ts';
import {
  type ChangeScope,
  changeArticle,
  changed,
  findChangeScope,
  findKeyedCorrection,
  insertCorrection,
} from '../store/changes.ts';
import { findPurge } from '../store/purges.ts';
import type { CorrectionKind } from '../store/schema/words.ts';
import { findSettings } from '../store/settings.ts';
import { meanwhile, objection } from './approve.ts';
import { type Actor, makeChange, type PublishDeps, type PublishRefusal, type PurgeReport } from './change.ts';
import { newsOf } from './news.ts';
import { SAY_WHAT_WAS_WRONG } from './remedies.ts';
import { contentTags, ownTags } from './scope.ts';

export interface Corrected {
  url: string;
  state: 'published';
  correction: string;
  purge: PurgeReport;
}

/**
 * Publishes a dated note on a published article and, when `revision` is given, that revision with it. The
 * revision must be the current one: the note and the text it is about come out together. The same
 * `idempotencyKey` of the same member gives the first answer again: readers see no note twice.
 */
export async function correct(
  deps: PublishDeps,
  options: {
    articleId: string;
    actor: Actor;
    note: string;
    kind: CorrectionKind;
    revision?: number;
    idempotencyKey?: string;
  },
): Promise<Result<Corrected, PublishRefusal>> {
  const note = options.note.trim();
  if (note === '' || note.length > NOTE_MAX_CHARS) {
    return fail({
      reason: 'bad_input',
      field: 'note',
      told: SAY_WHAT_WAS_WRONG,
    });
  }
  const { memberId } = options.actor;
  const [scope, settings, earlier] = await Promise.all([
    findChangeScope(deps.db, options.articleId),
    findSettings(deps.db),
    options.idempotencyKey && memberId
      ? findKeyedCorrection(deps.db, { memberId, key: options.idempotencyKey })
      : undefined,
  ]);
  if (!scope) return fail({ reason: 'not_found', told: tell('no-article') });
  const { article } = scope;
  if (earlier) {
    const same = earlier.article_id === article.id && earlier.kind === options.kind && earlier.note === note;
    if (!same) return fail({ reason: 'bad_input', field: 'Idempotency-Key', told: tell('key-used') });
    const purge = await findPurge(deps.db, {
      articleId: article.id,
      change: 'correct',
      createdAt: earlier.created_at,
    });
    return ok(correctedOf(deps, scope, earlier.id, purge ?? { tags: [], state: 'done' }));
  }
  if (article.state !== 'published') {
    return fail({
      reason: 'wrong_state',
      told: tell('correct-published'),
    });
  }
  if (options.revision !== undefined) {
    if (options.revision !== article.current_revision) return fail(meanwhile);
    const against = objection(scope, options.actor, settings);
    if (against) return fail(against);
  }
  const withText = options.revision !== undefined && options.revision !== article.published_revision;
  const changeId = newId(deps.now);
  const correctionId = newId(deps.now);
  const guard = changed(article.id, changeId);
  const done = await makeChange(deps, {
    id: changeId,
    name: 'correct',
    articleId: article.id,
    actor: options.actor,
    subject: `article:${article.id}`,
    tags: withText ? contentTags(scope) : ownTags(scope),
    statements: [
      changeArticle(deps.db, {
        from: article,
        to: {
          changed_at: deps.now,
          ...(withText
            ? {
                published_revision: article.current_revision,
                approved_revision: article.current_revision,
                approved_by: memberId,
              }
            : {}),
        },
        changeId,
        now: deps.now,
      }),
      insertCorrection(
        deps.db,
        {
          id: correctionId,
          articleId: article.id,
          kind: options.kind,
          note,
          memberId,
          idempotencyKey: options.idempotencyKey,
          now: deps.now,
        },
        guard,
      ),
    ],
    guard,
    before: { revision: article.published_revision },
    after: {
      revision: withText ? article.current_revision : article.published_revision,
      kind: options.kind,
      note,
    },
    news: newsOf(
      deps,
      scope,
      {
        event: 'corrected',
        month: article.month ?? '',
        slug: article.slug,
        title: withText ? scope.current.title : (scope.published.title ?? ''),
        state: 'published',
        publishedAt: article.published_at,
        correction: { id: correctionId, kind: options.kind, note },
      },
      withText ? 'both' : 'shown',
    ),
  });
  return done ? ok(correctedOf(deps, scope, correctionId, done)) : fail(meanwhile);
}

function correctedOf(
  deps: PublishDeps,
  { article }: ChangeScope,
  correction: string,
  purge: PurgeReport,
): Corrected {
  const url = deps.config.siteUrl + articlePath(article.lang, article.month ?? '', article.slug);
  return { url, state: 'published', correction, purge };
}
