/** The newsroom's decisions by API: approve, publish, withdraw, correct, send back, spike, dismiss. */
import { Hono } from 'hono';
import { type Actor, type ActorEnv, may } from '../../auth/actor.ts';
import { rfc3339 } from '../../lib/clock.ts';
import type { Result } from '../../lib/result.ts';
import { approve } from '../../publish/approve.ts';
import type { PublishRefusal } from '../../publish/change.ts';
import { correct } from '../../publish/correct.ts';
import { sendBack, spike } from '../../publish/editorial.ts';
import { publish } from '../../publish/publish.ts';
import { withdraw } from '../../publish/withdraw.ts';
import { processNow } from '../../queue/process-now.ts';
import { type ArticleRow, findArticle } from '../../store/articles.ts';
import type { PurgeView } from '../../store/purges.ts';
import { correctionKinds, type MemberRole } from '../../store/schema/words.ts';
import { findSubmissionStatus } from '../../store/submissions.ts';
import { readBody } from '../body.ts';
import { receiveRevision } from '../receive.ts';
import { type ApiContext, depsOf, readArticleId } from './deps.ts';
import { fieldProblem, problem, statusOf } from './problem.ts';

export const workflow = new Hono<ActorEnv>();

export const presentPurge = ({ due_at, done_at, ...row }: PurgeView) => ({
  ...row,
  due_at: rfc3339(due_at),
  ...(done_at === undefined ? {} : { done_at: rfc3339(done_at) }),
});

interface Call {
  article: ArticleRow;
  actor: Actor;
  values: Record<string, unknown>;
}

/** What every decision begins with: the article, the role for its language, and the parsed body. */
async function begin(c: ApiContext, role: MemberRole): Promise<Call | Response> {
  const { actor, deps } = depsOf(c);
  const id = readArticleId(c);
  const article = id && (await findArticle(deps.db, id));
  if (!article) return problem({ status: 404, detail: 'There is no article with this id that you may see.' });
  if (!may(actor, role, article.lang)) {
    return problem({
      status: 403,
      detail: `This needs the role ${role} for ${article.lang}; yours is ${actor.role}. Ask an admin.`,
    });
  }
  if (!c.req.header('content-type')) return { article, actor, values: {} };
  const body = await readBody(c.req.raw);
  return body.ok
    ? { article, actor, values: body.value.values }
    : fieldProblem(body.error.errors, body.error.status);
}

function answer<T extends object>(c: ApiContext, done: Result<T, PublishRefusal>): Response {
  if (done.ok) return c.json(done.value);
  const { reason, detail, field } = done.error;
  return problem({
    status: statusOf(reason),
    type: reason.replaceAll('_', '-'),
    detail,
    ...(field ? { errors: [{ field, message: detail }] } : {}),
  });
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

workflow.post('/:id/approve', async (c) => {
  const call = await begin(c, 'proofreader');
  if (call instanceof Response) return call;
  const revision = Number(call.values.revision);
  return answer(
    c,
    await approve(depsOf(c).deps, {
      articleId: call.article.id,
      actor: call.actor,
      ...(Number.isSafeInteger(revision) ? { revision } : {}),
    }),
  );
});

workflow.post('/:id/publish', async (c) => {
  const call = await begin(c, 'publisher');
  if (call instanceof Response) return call;
  const { at } = call.values;
  const time = typeof at === 'number' ? at : Date.parse(text(at));
  if (at !== undefined && at !== null && !Number.isSafeInteger(time)) {
    return fieldProblem([{ field: 'at', message: 'Give a time as RFC 3339, such as 2026-11-23T18:00:00Z.' }]);
  }
  return answer(
    c,
    await publish(depsOf(c).deps, {
      articleId: call.article.id,
      actor: call.actor,
      ...(Number.isSafeInteger(time) ? { at: time } : {}),
    }),
  );
});

workflow.post('/:id/withdraw', async (c) => {
  const call = await begin(c, 'publisher');
  if (call instanceof Response) return call;
  return answer(
    c,
    await withdraw(depsOf(c).deps, {
      articleId: call.article.id,
      actor: call.actor,
      reason: text(call.values.reason),
    }),
  );
});

workflow.post('/:id/correct', async (c) => {
  const call = await begin(c, 'publisher');
  if (call instanceof Response) return call;
  const { deps } = depsOf(c);
  const { note, kind, markdown } = call.values;
  const known = kind === undefined ? 'translation_error' : correctionKinds.find((one) => one === kind);
  if (!known) {
    return fieldProblem([{ field: 'kind', message: `Give one of ${correctionKinds.join(', ')}.` }]);
  }
  let revision: number | undefined;
  if (markdown !== undefined) {
    // A correction that would be refused must not leave a revision behind, so the note is looked at first.
    if (text(note).trim() === '' || call.article.state !== 'published') {
      return answer(
        c,
        await correct(deps, { articleId: call.article.id, actor: call.actor, note: text(note), kind: known }),
      );
    }
    const received = await receiveRevision(deps, {
      memberId: call.actor.memberId,
      articleId: call.article.id,
      markdown: text(markdown),
      reason: text(note).slice(0, 200),
    });
    if (!received.ok) return fieldProblem(received.error);
    await processNow(deps, received.value.id);
    const status = await findSubmissionStatus(deps.db, received.value.id);
    if (status?.state !== 'ready') {
      return problem({
        status: 409,
        type: 'revision-refused',
        detail:
          status?.failure ?? 'The new text is still being processed. Correct the article when it is ready.',
        errors: [{ field: 'markdown', message: status?.failure ?? 'Still being processed.' }],
      });
    }
    revision = status.article?.revision;
  }
  return answer(
    c,
    await correct(deps, {
      articleId: call.article.id,
      actor: call.actor,
      note: text(note),
      kind: known,
      ...(revision === undefined ? {} : { revision }),
    }),
  );
});

workflow.post('/:id/send-back', async (c) => {
  const call = await begin(c, 'proofreader');
  if (call instanceof Response) return call;
  return answer(
    c,
    await sendBack(depsOf(c).deps, {
      articleId: call.article.id,
      actor: call.actor,
      note: text(call.values.note),
    }),
  );
});

workflow.post('/:id/spike', async (c) => {
  const call = await begin(c, 'publisher');
  if (call instanceof Response) return call;
  return answer(
    c,
    await spike(depsOf(c).deps, {
      articleId: call.article.id,
      actor: call.actor,
      note: text(call.values.note),
    }),
  );
});
