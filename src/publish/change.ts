/**
 * Every change that a reader can see goes through this room. A change is one D1 batch: the guarded change
 * itself, the purge outbox rows with its tags, what the search index must learn, the audit entry, and the news. Then the
 * caches are purged at once, and again after the settle seconds, because a page rendered from the old rows may be
 * stored after the first purge. Then those outside are told who asked for it. What a crash leaves is finished by
 * cron from the rows.
 */

import type { Bindings, Config, Waiting } from '../config.ts';
import { purgeEdge } from '../edge/cache.ts';
import { runPurges } from '../edge/purge-outbox.ts';
import type { Tag } from '../edge/tags.ts';
import type { Told } from '../i18n/told/tell.ts';
import { newId } from '../lib/ids.ts';
import { sendHint } from '../queue/messages.ts';
import { auditStatement } from '../store/audit.ts';
import { listingStatements } from '../store/changes.ts';
import { fingerprintStatements } from '../store/near-duplicates.ts';
import { promiseStatement } from '../store/outbox.ts';
import { purgeStatements } from '../store/purges.ts';
import type { MemberRole } from '../store/schema/words.ts';
import type { Db, Guard, Value } from '../store/statement.ts';
import { type News, newsStatements } from './news.ts';

export interface PublishDeps {
  env: Bindings;
  config: Config;
  ctx: Waiting;
  /** A session that begins at the primary: a decision is made on the newest rows. */
  db: Db;
  now: number;
}

/** Who acts. `memberId` is null where cron does. */
export interface Actor {
  memberId: string | null;
  role: MemberRole;
}

export type RefusalReason =
  | 'not_found'
  | 'wrong_state'
  | 'own_work'
  | 'not_allowed'
  | 'blocked'
  | 'not_approved'
  | 'changed_meanwhile'
  | 'bad_input';

/** Why a change does not take place; `told` names the remedy. */
export interface PublishRefusal {
  reason: RefusalReason;
  told: Told;
  field?: string;
}

export interface PurgeReport {
  tags: Tag[];
  /** `done` when the caches confirmed it; `pending` when the outbox will finish it. */
  state: 'done' | 'pending';
}

/** Of a change that would leave all as it is: nothing is written, and nobody's page is taken away. */
export const nothingToPurge: PurgeReport = { tags: [], state: 'done' };

export interface Change {
  id: string;
  /** publish, withdraw, correct, … */
  name: string;
  articleId: string | null;
  actor: Actor;
  subject: string;
  tags: Iterable<Tag>;
  /** The month that the article enters or leaves, for one that appears among the published or leaves them. */
  listed?: { lang: string; month: string };
  /** The first must be the guarded change itself, with RETURNING: no row means that it did not take place. */
  statements: D1PreparedStatement[];
  /** True in the batch exactly when the first statement took place. */
  guard: Guard;
  before?: Record<string, Value>;
  after?: Record<string, Value>;
  /** Needs tags: it is told when they are purged. */
  news?: News;
  /** Runs when the rows stand and the caches do not know yet. What it throws would leave the purge to cron. */
  beforePurge?: () => Promise<void>;
}

/** Runs a change. Undefined: somebody else changed the row first, and nothing was written. */
export async function makeChange(deps: PublishDeps, change: Change): Promise<PurgeReport | undefined> {
  const { env, db, now, config } = deps;
  const given = [...new Set(change.tags)];
  const purges = { now: newId(now), settle: newId(now) };
  const news = change.news ? newsStatements(deps, change.news, { purges, guard: change.guard }) : [];
  const results = await db.batch<{ tags?: string; due_at?: number }>([
    ...change.statements,
    ...(given.length > 0
      ? purgeStatements(env.DB, {
          ...(change.articleId ? { articleId: change.articleId } : {}),
          change: change.name,
          tags: given,
          now,
          settleSeconds: config.settleSeconds,
          guard: change.guard,
          ids: purges,
          ...(change.listed ? { listed: change.listed } : {}),
        })
      : []),
    ...(change.articleId && given.length > 0
      ? [
          ...listingStatements(db, change.articleId),
          ...fingerprintStatements(db, change.articleId),
          promiseStatement(
            db,
            { id: newId(now), kind: 'index', subjectId: change.articleId, now },
            change.guard,
          ),
        ]
      : []),
    auditStatement(
      db,
      {
        id: newId(now),
        now,
        memberId: change.actor.memberId,
        action: change.name,
        subject: change.subject,
        ...(change.before ? { before: change.before } : {}),
        ...(change.after ? { after: change.after } : {}),
      },
      change.guard,
    ),
    ...news,
  ]);
  if ((results[0]?.results.length ?? 0) === 0) return undefined;
  if (given.length === 0) return { tags: given, state: 'done' };
  // As the batch found them: see `listed`.
  const [first, second] = results.slice(change.statements.length).map((one) => one.results[0]);
  const tags: Tag[] = JSON.parse(first?.tags ?? '[]');
  // Of the news an event comes first, and pings wait for the second purge.
  const told = change.news?.event && (results.at(-news.length)?.results.length ?? 0) > 0;
  await change.beforePurge?.();
  const state = await purgeAtOnce(deps, {
    tags,
    articleId: change.articleId,
    settleAt: second?.due_at ?? now,
  });
  // Before the purge nothing may go out; what runs it later sends the hint itself.
  if (told && state === 'done') deps.ctx.waitUntil(sendHint(env.QUEUE, { v: 1, kind: 'delivery' }));
  return { tags, state };
}

async function purgeAtOnce(
  deps: PublishDeps,
  change: { tags: Tag[]; articleId: string | null; settleAt: number },
): Promise<PurgeReport['state']> {
  const { env, now, config, ctx } = deps;
  const { tags, articleId, settleAt } = change;
  const run = await runPurges({ db: env.DB, now, purge: (request) => purgeEdge(config, request) });
  // Two hints at best: the settle purge, and the search index. The outbox has both, should these be lost.
  const hints = [
    sendHint(env.QUEUE, { v: 1, kind: 'purge' }, { delaySeconds: Math.ceil((settleAt - now) / 1000) }),
    ...(articleId ? [sendHint(env.QUEUE, { v: 1, kind: 'index', id: articleId })] : []),
  ];
  ctx.waitUntil(Promise.all(hints));
  const gone = new Set(run.purged);
  return run.everything || tags.every((tag) => gone.has(tag)) ? 'done' : 'pending';
}
