/**
 * The Worker under measurement, with doors that only a bench needs: fill it, run its consumer alone, run marked
 * alone on the same texts, and count what a route asks of D1. Everything measured is src/index.ts itself.
 */
import { Marked } from 'marked';
import { parseFragment, serialize } from 'parse5';
import { z } from 'zod';
import { type Bindings, readConfig } from '../../src/config.ts';
import { localCache } from '../../src/edge/local.ts';
import site from '../../src/index.ts';
import { runPipeline } from '../../src/pipeline/process.ts';
import { articleSql, standingParams } from '../../src/store/reader/article.ts';
import { counted } from './counted-database.ts';
import { makeText, makeUsualText } from './texts.ts';

/** Messages that the door sent, kept from the queue: the bench decides when the consumer runs. */
const held: unknown[] = [];

const withHeldQueue = (env: Bindings): Bindings => ({
  ...env,
  QUEUE: {
    ...env.QUEUE,
    send: async (message: unknown) => {
      held.push(message);
      return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
    },
  },
  DOOR_LIMIT: { limit: async () => ({ success: true }) },
});

async function submit(url: URL, env: Bindings, ctx: ExecutionContext): Promise<Response> {
  const from = Number(url.searchParams.get('from'));
  const count = Number(url.searchParams.get('count'));
  for (let n = from; n < from + count; n++) {
    const answer = await site.fetch(
      new Request(`${env.SITE_URL}/api/v1/submissions`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${url.searchParams.get('token')}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ lang: 'zh-Hans', markdown: makeUsualText(n), topics: ['city'] }),
      }),
      withHeldQueue(env),
      ctx,
    );
    if (answer.status !== 202) return answer;
  }
  return Response.json({ held: held.length });
}

/** Runs the consumer over all held messages, in batches as wrangler.toml asks for. */
async function consumeHeld(env: Bindings, ctx: ExecutionContext): Promise<Response> {
  const messages = held.splice(0);
  let acknowledged = 0;
  for (let from = 0; from < messages.length; from += 10) {
    const batch = messages.slice(from, from + 10).map((body, n) => ({
      id: `${from + n}`,
      timestamp: new Date(),
      body,
      attempts: 1,
      ack: () => {
        acknowledged += 1;
      },
      retry: () => undefined,
    }));
    await site.queue(
      {
        queue: 'dragoman-work',
        messages: batch,
        metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } },
        ackAll: () => undefined,
        retryAll: () => undefined,
      },
      withHeldQueue(env),
      ctx,
    );
  }
  return Response.json({ messages: messages.length, acknowledged });
}

/** The texts that a measurement of text alone is asked to take: those it is sent, else made ones. */
async function textsOf(request: Request, url: URL): Promise<string[]> {
  if (request.method === 'POST') return z.array(z.string()).parse(await request.json());
  const make = url.searchParams.get('texts') === 'short' ? (n: number) => makeText(n) : makeUsualText;
  const from = Number(url.searchParams.get('from'));
  return Array.from({ length: Number(url.searchParams.get('count')) }, (_, n) => make(from + n));
}

async function runMarked(texts: readonly string[]): Promise<Response> {
  const marked = new Marked();
  let chars = 0;
  for (const text of texts) chars += (await marked.parse(text)).length;
  return Response.json({ chars });
}

/** marked, and its HTML read and written again by the parser that a safe page needs: what no pipeline can be below. */
async function runParsers(texts: readonly string[]): Promise<Response> {
  const marked = new Marked();
  let chars = 0;
  for (const text of texts) chars += serialize(parseFragment(await marked.parse(text))).length;
  return Response.json({ chars });
}

/** The article's own statement and its HTML as it stands: what D1 takes of a miss. */
async function sendRow(url: URL, env: Bindings): Promise<Response> {
  const asked = (name: string): string => url.searchParams.get(name) ?? '';
  const row = await env.DB.withSession('first-unconstrained')
    .prepare(articleSql)
    .bind(...standingParams({ lang: asked('lang'), month: asked('month'), slug: asked('slug') }))
    .first<{ html: string }>();
  return new Response(row?.html, {
    status: row?.html ? 200 : 404,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
}

/** All of the pipeline's steps, as the consumer runs them on these texts: they have no pictures. */
async function runSteps(texts: readonly string[], env: Bindings): Promise<Response> {
  const deps = { env, config: readConfig(env), now: 0 };
  let chars = 0;
  for (const [n, markdown] of texts.entries()) {
    const ran = await runPipeline(deps, {
      markdown,
      lang: 'zh-Hans',
      source_url: null,
      source_lang: null,
      source_markdown: null,
      header_sha256: null,
      slug: null,
      topics: ['city'],
      context: { glossary: [] },
    });
    if (!ran.ok) throw new Error(`Text ${n} is ${ran.error.reason}.`);
    chars += ran.value.processed.revision.html.length;
  }
  return Response.json({ chars });
}

async function countRoute(url: URL, env: Bindings, ctx: ExecutionContext): Promise<Response> {
  const { database, count } = counted(env.DB);
  const search = counted(env.SEARCH);
  const answer = await site.fetch(
    new Request(new URL(url.searchParams.get('path') ?? '/', env.SITE_URL)),
    { ...env, DB: database, SEARCH: search.database },
    ctx,
  );
  await answer.arrayBuffer();
  return Response.json({
    status: answer.status,
    trips: count.trips + search.count.trips,
    rows: count.rows + search.count.rows,
  });
}

export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    switch (url.pathname) {
      case '/bench/submit':
        return submit(url, env, ctx);
      case '/bench/consume':
        return consumeHeld(env, ctx);
      case '/bench/marked':
        return runMarked(await textsOf(request, url));
      case '/bench/parsers':
        return runParsers(await textsOf(request, url));
      case '/bench/row':
        return sendRow(url, env);
      case '/bench/pipeline':
        return runSteps(await textsOf(request, url), env);
      case '/bench/count':
        return countRoute(url, env, ctx);
      case '/bench/stand-in':
        return Response.json(localCache.size());
      default:
        return site.fetch(request, env, ctx);
    }
  },
  queue: (batch, env, ctx) => site.queue(batch, env, ctx),
} satisfies ExportedHandler<Bindings>;
