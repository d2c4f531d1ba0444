/** The API as a client program sees it, in the Worker, with people of each role and articles in each state. */
import { env, exports } from 'cloudflare:workers';
import { newToken } from '../../src/auth/new-token.ts';
import { readConfig } from '../../src/config.ts';
import { processSubmission } from '../../src/queue/process-submission.ts';
import type { MemberRole } from '../../src/store/schema/words.ts';

export const SITE = 'http://dragoman.test';

/** A token of a new member, who is bound to `lang` where it is given. */
export async function tokenOf(role: MemberRole, name: string, lang?: string): Promise<string> {
  const made = await newToken({ role, name, now: Date.now() });
  for (const statement of made.statements) await env.DB.prepare(statement).run();
  if (lang) await env.DB.prepare('update members set lang = ? where name = ?').bind(lang, name).run();
  return made.token;
}

export interface Sent {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export const ask = (token: string, path: string, sent: Sent = {}): Promise<Response> =>
  exports.default.fetch(
    new Request(`${SITE}/api/v1${path}`, {
      method: sent.method ?? (sent.body === undefined ? 'GET' : 'POST'),
      headers: {
        Authorization: `Bearer ${token}`,
        ...(sent.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...sent.headers,
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    }),
  );

// biome-ignore lint/suspicious/noExplicitAny: an answer is looked at field by field
export const read = async (response: Response): Promise<any> => response.json();

/** Sends a text in and processes it; the ids of the submission and of its article. */
export async function sendIn(
  token: string,
  fields: Record<string, unknown>,
): Promise<{ submission: string; article: string }> {
  const { id } = await read(await ask(token, '/submissions', { body: fields }));
  await processSubmission({ env, config: readConfig(env), db: env.DB, now: Date.now() }, id);
  const { article } = await read(await ask(token, `/submissions/${id}`));
  return { submission: id, article: article.id };
}

/** Takes an article through decisions by somebody else's token. */
export async function decide(token: string, article: string, ...decisions: string[]): Promise<void> {
  for (const decision of decisions) {
    const answer = await ask(token, `/articles/${article}/${decision}`, {
      body: { note: 'Because.', reason: 'Because.' },
    });
    if (!answer.ok) throw new Error(`${decision}: ${await answer.text()}`);
  }
}
