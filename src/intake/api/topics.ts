/** What topics are called. They come to be with the articles that name them. */
import { Hono } from 'hono';
import { type ActorEnv, may } from '../../auth/actor.ts';
import { renameTopic } from '../../publish/names.ts';
import { findTopicId } from '../../store/desk/names.ts';
import { answer } from './answer.ts';
import { depsOf, readValues } from './deps.ts';
import { topicBody } from './describe/moving.ts';
import { forbidden, problem } from './problem.ts';

export const topics = new Hono<ActorEnv>();

topics.post('/', async (c) => {
  const { actor, deps } = depsOf(c);
  if (!may(actor, 'admin')) return forbidden('name topics');
  const body = await readValues(c, topicBody());
  if (body instanceof Response) return body;
  const { slug, names } = body.values;
  const topicId = await findTopicId(deps.db, slug);
  if (!topicId)
    return problem({ status: 404, detail: `No article has the topic ${slug}. Send one in with it first.` });
  const done = await renameTopic(deps, { topicId, names, actor });
  return answer(c, done.ok ? { ok: true, value: { slug, names, purge: done.value } } : done);
});
