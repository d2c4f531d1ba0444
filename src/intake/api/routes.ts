/**
 * The API: `/api/v1`, bearer tokens, JSON. Everything from outside is parsed here once; what comes in goes
 * through the same door as the form, and what readers see changes only through the publish room.
 */
import { type Context, Hono } from 'hono';
import { type ActorEnv, may, needToken } from '../../auth/actor.ts';
import { isId } from '../../lib/ids.ts';
import { PAGE_ROWS } from '../../limits.ts';
import { processNow } from '../../queue/process-now.ts';
import { findArticle, findArticleDetail, listArticles } from '../../store/articles.ts';
import { listPurges } from '../../store/purges.ts';
import { findSubmissionStatus } from '../../store/submissions.ts';
import { readBody } from '../body.ts';
import { parseSubmissionFields, pictureError } from '../fields.ts';
import { receiveRevision, receiveSubmission } from '../receive.ts';
import { parseQuery } from '../values.ts';
import { type ApiContext, depsOf, readArticleId, readIdempotencyKey, readValues } from './deps.ts';
import { articleQuery, articlesQuery, revisionBody } from './describe/articles.ts';
import { openApiDocument } from './describe/document.ts';
import { placeOf } from './describe/operation.ts';
import { methodsAt } from './describe/operations.ts';
import { purgesQuery } from './describe/purges.ts';
import { fieldProblem } from './field-problem.ts';
import { newsroom } from './newsroom.ts';
import { presentArticle, presentPurge, presentSubmission, presentSummary } from './present.ts';
import { forbidden, notFound, problem } from './problem.ts';
import { limitRate } from './quota.ts';
import { topics } from './topics.ts';
import { workflow } from './workflow.ts';

export const api = new Hono<ActorEnv>();

api.get('/openapi.json', (c) => c.json(openApiDocument(c.get('config').siteUrl)));

api.use('*', needToken(), limitRate());

api.post('/submissions', async (c) => {
  const { actor, deps } = depsOf(c);
  const key = readIdempotencyKey(c);
  if (!key.ok) return fieldProblem([key.error], 400);
  const body = await readBody(c.req.raw);
  if (!body.ok) return fieldProblem(body.error.errors, body.error.status);
  const fields = parseSubmissionFields(body.value);
  if (!fields.ok) return fieldProblem(fields.error);
  if (!may(actor, 'translator', fields.value.lang)) return forbidden(`submit in ${fields.value.lang}`);
  const received = await receiveSubmission(deps, {
    memberId: actor.memberId,
    fields: fields.value,
    ...(key.value ? { idempotencyKey: key.value } : {}),
  });
  if (!received.ok) return fieldProblem(received.error);
  const { id, state } = received.value;
  const url = `${deps.config.siteUrl}/api/v1/submissions/${id}`;
  return c.json({ id, state, url }, 202, { Location: url });
});

api.get('/submissions/:id', async (c) => {
  const { deps, actor } = depsOf(c);
  const id = c.req.param('id');
  const status = isId(id) ? await findSubmissionStatus(deps.db, id) : undefined;
  // A translator sees their own; whoever reviews sees all of their language.
  const mayRead = status && (status.member_id === actor.memberId || may(actor, 'proofreader', status.lang));
  if (!status || !mayRead) return notFound('submission');
  return c.json(presentSubmission(status, deps.config.siteUrl));
});

api.get('/articles', async (c) => {
  const { deps, actor } = depsOf(c);
  const query = parseQuery(articlesQuery(), c.req.query());
  if (!query.ok) return fieldProblem(query.error);
  const { state, cursor } = query.value;
  const lang = query.value.lang ?? actor.lang;
  const after = placeOf(cursor);
  const rows = await listArticles(deps.db, {
    ...(lang ? { lang } : {}),
    ...(state ? { state } : {}),
    ...(after ? { after: { updatedAt: after.at, id: after.id } } : {}),
  });
  const page = rows.slice(0, PAGE_ROWS);
  const last = page.at(-1);
  return c.json({
    articles: page.map((row) => presentSummary(row, deps.config.siteUrl)),
    ...(rows.length > PAGE_ROWS && last ? { next_cursor: `${last.updated_at}.${last.id}` } : {}),
  });
});

api.get('/articles/:id', async (c) => {
  const { deps } = depsOf(c);
  const id = readArticleId(c);
  const query = parseQuery(articleQuery(), c.req.query());
  if (!query.ok) return fieldProblem(query.error);
  const { revision, revisions_cursor, corrections_cursor } = query.value;
  const older = { revision: revisions_cursor, correction: placeOf(corrections_cursor) };
  const detail = id && (await findArticleDetail(deps.db, id, revision, older));
  if (detail) return c.json(presentArticle(detail, deps.config.siteUrl));
  const article = id && revision !== undefined && (await findArticle(deps.db, id));
  if (!article) return notFound('article');
  const newest = article.current_revision;
  return problem({
    status: 404,
    detail: `This article has no revision ${revision}; its newest is ${newest}.`,
  });
});

/** New content goes through the same journey; the answer waits for it, and the queue has it should this break off. */
api.post('/articles/:id/revisions', async (c) => {
  const { actor, deps } = depsOf(c);
  const id = readArticleId(c);
  const key = readIdempotencyKey(c);
  if (!key.ok) return fieldProblem([key.error], 400);
  const article = id && (await findArticle(deps.db, id));
  if (!article) return notFound('article');
  const own = article.created_by === actor.memberId;
  if (!may(actor, own ? 'translator' : 'proofreader', article.lang)) return forbidden('revise this article');
  const body = await readValues(c, revisionBody());
  if (body instanceof Response) return body;
  const picture = pictureError(body.raw);
  if (picture) return fieldProblem([picture]);
  const { markdown, reason, base_revision } = body.values;
  const { header_image } = body.raw.files;
  const received = await receiveRevision(deps, {
    memberId: actor.memberId,
    articleId: article.id,
    markdown,
    reason: reason ?? '',
    ...(base_revision === undefined ? {} : { baseRevision: base_revision }),
    ...(key.value ? { idempotencyKey: key.value } : {}),
    ...(header_image ? { header: header_image } : {}),
  });
  if (!received.ok) return fieldProblem(received.error);
  await processNow({ ...deps }, received.value.id);
  return answerWithSubmission(c, received.value.id);
});

async function answerWithSubmission(c: ApiContext, id: string): Promise<Response> {
  const { deps } = depsOf(c);
  const status = await findSubmissionStatus(deps.db, id);
  if (!status) throw new Error('A submission that was just written cannot be read back.');
  if (status.state === 'failed') {
    return problem({
      status: 409,
      type: 'revision-refused',
      detail: status.failure ?? 'The revision was refused.',
      errors: [{ field: 'markdown', message: status.failure ?? 'The revision was refused.' }],
    });
  }
  const shown = presentSubmission(status, deps.config.siteUrl);
  return c.json({ ...shown, revision: status.article?.revision }, status.state === 'ready' ? 201 : 202);
}

api.get('/articles/:id/purges', async (c) => {
  const { deps } = depsOf(c);
  const id = readArticleId(c);
  const query = parseQuery(purgesQuery(), c.req.query());
  if (!query.ok) return fieldProblem(query.error);
  if (!id || !(await findArticle(deps.db, id))) return notFound('article');
  const page = await listPurges(deps.db, id, { now: deps.now, limit: PAGE_ROWS, cursor: query.value.cursor });
  return c.json({
    purges: page.purges.map(presentPurge),
    ...(page.cursor ? { next_cursor: page.cursor } : {}),
  });
});

api.route('/articles', workflow);
api.route('/topics', topics);
api.route('/', newsroom);

api.all('*', (c: Context<ActorEnv>) => {
  const { method, path } = c.req;
  const allow = methodsAt(path.replace('/api/v1', ''));
  const see = 'See /api/v1/openapi.json.';
  if (allow.length === 0) return problem({ status: 404, detail: `There is no ${method} ${path}. ${see}` });
  const headers = { Allow: allow.join(', ') };
  return problem({ status: 405, detail: `${path} takes ${headers.Allow}, not ${method}. ${see}`, headers });
});
