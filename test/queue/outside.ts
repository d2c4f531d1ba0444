/** Those outside who are told: webhooks in the database, and a network that answers as a test says. */
import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { readConfig } from '../../src/config.ts';
import { newId } from '../../src/lib/ids.ts';
import type { Fetcher } from '../../src/pipeline/remote/fetch.ts';
import { approve } from '../../src/publish/approve.ts';
import type { Actor } from '../../src/publish/change.ts';
import { type SendDeps, sendDeliveries } from '../../src/queue/send-deliveries.ts';
import { newWebhookSecret } from '../../src/queue/webhook-signature.ts';
import { type WebhookEvent, webhookEvents } from '../../src/store/schema/words.ts';
import { addWebhook } from '../../src/store/webhooks.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';
import { quietEnv } from '../fakes/quiet-env.ts';

export const T0 = Date.UTC(2026, 2, 14, 9, 0, 0);
export const HUB = 'https://hub.example/';
export const publisher: Actor = { memberId: 'paul', role: 'publisher' };

export async function freshNewsroom(): Promise<void> {
  await emptyDatabase(env.DB);
  for (const id of ['tina', 'paul']) await makeMember(env.DB, { id, role: 'publisher' });
}

export const nameHub = (hub: string) =>
  env.DB.prepare("insert or replace into settings (key, value, updated_at) values ('site', ?, 0)")
    .bind(JSON.stringify({ hub }))
    .run();

export async function putWebhook(
  webhook: { url?: string; events?: readonly WebhookEvent[] } = {},
): Promise<{ id: string; secret: string }> {
  const id = newId(T0);
  const secret = newWebhookSecret();
  const { url = `https://${id}.example/hook`, events = webhookEvents } = webhook;
  const by = { id, auditId: newId(T0), memberId: 'paul', now: T0 };
  if ((await addWebhook(env.DB, { ...by, url, secret, events })) !== 'added') throw new Error('Not added.');
  return { id, secret };
}

/** An approved article in English, with a topic and a translator. */
export async function approvedArticle(now: number, title = 'Power from the tides'): Promise<string> {
  const articleId = await makeArticle({
    memberId: 'tina',
    lang: 'en',
    markdown: `# ${title}\n\nA harbour town makes power. ${now}\n\nTranslator: Mira\n`,
    topics: ['energy'],
    now,
  });
  await approve(depsAt(now), { articleId, actor: publisher });
  return articleId;
}

export interface Sent {
  url: string;
  body: string;
  headers: Record<string, string>;
  redirect: string | undefined;
}

/** A network: notes what is sent, and answers what `answer` says. */
export function network(answer: (sent: Sent) => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const fetcher: Fetcher = async (url, init) => {
    const headers = Object.fromEntries(new Headers(init.headers));
    const one = { url, body: String(init.body), headers, redirect: init.redirect };
    sent.push(one);
    return answer(one);
  };
  return { sent, fetcher };
}

export const accepted = () => new Response(null, { status: 204 });

export const sendDeps = (now: number, fetcher: Fetcher, db: D1Database = env.DB): SendDeps => ({
  env: { ...quietEnv, DB: db },
  config: readConfig(env),
  db,
  now,
  fetcher,
});

export const consumeDeps = (now: number) => ({
  env: quietEnv,
  config: readConfig(env),
  ctx: createExecutionContext(),
  now: () => now,
});

/** Lets everything out that may go out at `now`; gives the requests. */
export async function flush(now: number, answer: (sent: Sent) => Response = accepted): Promise<Sent[]> {
  const { sent, fetcher } = network(answer);
  while ((await sendDeliveries(sendDeps(now, fetcher))) > 0);
  return sent;
}

export interface Row {
  id: string;
  webhook_id: string | null;
  event: string;
  body: string;
  attempts: number;
  due_at: number;
  error: string | null;
  done_at: number | null;
}

export const deliveryRows = async (): Promise<Row[]> =>
  (await env.DB.prepare('select * from deliveries order by created_at, id').all<Row>()).results;
