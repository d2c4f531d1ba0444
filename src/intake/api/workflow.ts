/** The newsroom's decisions by API: approve, publish, withdraw, correct, send back, spike, dismiss. */

import { Hono } from 'hono';
import type * as z from 'zod/mini';
import { type Actor, type ActorEnv, may } from '../../auth/actor.ts';
import { fail } from '../../lib/result.ts';
import { approve } from '../../publish/approve.ts';
import { correct } from '../../publish/correct.ts';
import { objectionToText } from '../../publish/correct-text.ts';
import { sendBack, spike } from '../../publish/editorial.ts';
import { moveIn } from '../../publish/move-in.ts';
import { leadOldPaths } from '../../publish/old-paths.ts';
import { publish } from '../../publish/publish.ts';
import { withdraw } from '../../publish/withdraw.ts';
import { processNow } from '../../queue/process-now.ts';
import { type ArticleRow, findArticle } from '../../store/articles.ts';
import type { MemberRole } from '../../store/schema/words.ts';
import { findSubmissionStatus } from '../../store/submissions.ts';
import { receiveRevision } from '../receive.ts';
import { parseValues } from '../values.ts';
import { answer } from './answer.ts';
import { type ApiContext, depsOf, readArticleId, readIdempotencyKey, readValues } from './deps.ts';
import { approveBody, correctBody, noteBody, publishBody, withdrawBody } from './describe/decisions.ts';
import { moveInBody, oldPathsBody } from './describe/moving.ts';
import { fieldProblem } from './field-problem.ts';
import { notFound, problem } from './problem.ts';

export const workflow = new Hono<ActorEnv>();

interface Call<V> {
  article: ArticleRow;
  actor: Actor;
  values: V;
}

/** What every decision begins with: the article, the role for its language, and the parsed body. */
async function begin<S extends z.ZodMiniType>(
  c: ApiContext,
  role: MemberRole,
  schema: S,
): Promise<Call<z.output<S>> | Response> {
  const { actor, deps } = depsOf(c);
  const id = readArticleId(c);
  const article = id && (await findArticle(deps.db, id));
  if (!article) return notFound('article');
  if (!may(actor, role, article.lang)) {
    return problem({
      status: 403,
      detail: `This needs the role ${role} for ${article.lang}; yours is ${actor.role}. Ask an admin.`,
    });
  }
  if (c.req.header('content-type')) {
    const body = await readValues(c, schema);
    return body instanceof Response ? body : { article, actor, values: body.values };
  }
  const values = parseValues(schema, {});
  return values.ok ? { article, actor, values: values.value } : fieldProblem(values.error);
}

workflow.post('/:id/approve', async (c) => {
  const call = await begin(c, 'proofreader', approveBody());
  if (call instanceof Response) return call;
  const { revision } = call.values;
  return answer(
    c,
    await approve(depsOf(c).deps, {
      articleId: call.article.id,
      actor: call.actor,
      ...(revision === undefined ? {} : { revision }),
    }),
  );
});

workflow.post('/:id/publish', async (c) => {
  const call = await begin(c, 'publisher', publishBody());
  if (call instanceof Response) return call;
  const { at } = call.values;
  return answer(
    c,
    await publish(depsOf(c).deps, {
      articleId: call.article.id,
      actor: call.actor,
      ...(at === undefined ? {} : { at }),
    }),
  );
});

workflow.post('/:id/withdraw', async (c) => {
  const call = await begin(c, 'publisher', withdrawBody());
  if (call instanceof Response) return call;
  return answer(
    c,
    await withdraw(depsOf(c).deps, {
      articleId: call.article.id,
      actor: call.actor,
      reason: call.values.reason,
    }),
  );
});

workflow.post('/:id/move-in', async (c) => {
  const call = await begin(c, 'admin', moveInBody());
  if (call instanceof Response) return call;
  const {
    published_at,
    changed_at,
    old_slugs = [],
    old_paths = [],
    corrections = [],
    withdrawn,
  } = call.values;
  return answer(
    c,
    await moveIn(depsOf(c).deps, {
      articleId: call.article.id,
      actor: call.actor,
      standing: {
        publishedAt: published_at,
        changedAt: changed_at,
        oldSlugs: old_slugs,
        oldPaths: old_paths,
        corrections,
        withdrawn,
      },
    }),
  );
});

workflow.post('/:id/old-paths', async (c) => {
  const call = await begin(c, 'admin', oldPathsBody());
  if (call instanceof Response) return call;
  const { article, actor, values } = call;
  return answer(
    c,
    await leadOldPaths(depsOf(c).deps, { articleId: article.id, actor, paths: values.old_paths }),
  );
});

workflow.post('/:id/correct', async (c) => {
  const call = await begin(c, 'publisher', correctBody());
  if (call instanceof Response) return call;
  const key = readIdempotencyKey(c);
  if (!key.ok) return fieldProblem([key.error], 400);
  const { deps } = depsOf(c);
  const { note, kind = 'translation_error', markdown } = call.values;
  const keyed = key.value === undefined ? {} : { idempotencyKey: key.value };
  const correction = { articleId: call.article.id, actor: call.actor, note, kind, ...keyed };
  let revision: number | undefined;
  if (markdown !== undefined) {
    // A correction that would be refused must not leave a revision behind.
    if (call.article.state !== 'published') return answer(c, await correct(deps, correction));
    const against = await objectionToText(deps, correction);
    if (against) return answer(c, fail(against));
    const received = await receiveRevision(deps, {
      memberId: call.actor.memberId,
      articleId: call.article.id,
      markdown,
      reason: note.slice(0, 200),
      ...keyed,
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
  return answer(c, await correct(deps, { ...correction, ...(revision === undefined ? {} : { revision }) }));
});

workflow.post('/:id/send-back', async (c) => {
  const call = await begin(c, 'proofreader', noteBody());
  if (call instanceof Response) return call;
  return answer(
    c,
    await sendBack(depsOf(c).deps, {
      articleId: call.article.id,
      actor: call.actor,
      note: call.values.note,
    }),
  );
});

workflow.post('/:id/spike', async (c) => {
  const call = await begin(c, 'publisher', noteBody());
  if (call instanceof Response) return call;
  return answer(
    c,
    await spike(depsOf(c).deps, {
      articleId: call.article.id,
      actor: call.actor,
      note: call.values.note,
    }),
  );
});
