/**
 * Sends the sample edition the way a newsroom would: through the API, the queue and the pipeline, then
 * approved by a second person and published by a third. Nothing is written to the database behind the
 * Worker's back but three short-lived tokens. Stopped half-way, the next start goes on where it was.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readStamp, writeStamp } from '../database.ts';
import { makeTokens } from '../short-tokens.ts';
import { call } from './call.ts';
import { type SampleArticle, sampleEdition } from './edition.ts';

const TOKEN_MS = 3_600_000;
const READY_MAX_MS = 180_000;
const POLL_MS = 250;

const roles = ['translator', 'proofreader', 'publisher'] as const;
/** Of the three, in their order. */
type Tokens = readonly string[];

const accepted = z.object({ id: z.string() });
const progress = z.object({
  state: z.enum(['queued', 'processing', 'ready', 'failed']),
  reason: z.string().nullish(),
  article: z.object({ id: z.string(), title: z.string(), state: z.string() }).optional(),
});
const published = z.object({ url: z.string() });

/** False once the sample edition was loaded into this folder, or found not to be wanted there. */
export const mayWantSample = (persistTo: string): boolean => readStamp(persistTo, 'sample') !== 'done';

function submissionForm(article: SampleArticle): FormData {
  const form = new FormData();
  form.set('lang', article.lang);
  form.set('markdown', readFileSync(join(import.meta.dirname, article.file), 'utf8'));
  form.set('source_url', article.source_url);
  form.set('source_lang', article.source_lang);
  form.set('slug', article.slug);
  for (const topic of article.topics) form.append('topics[]', topic);
  if (article.picture) {
    const bytes = readFileSync(join(import.meta.dirname, 'pictures', article.picture));
    form.set('header_image', new Blob([bytes], { type: 'image/jpeg' }), article.picture);
  }
  return form;
}

async function whenReady(
  api: string,
  id: string,
  token: string,
): Promise<NonNullable<z.infer<typeof progress>['article']>> {
  const until = Date.now() + READY_MAX_MS;
  while (Date.now() < until) {
    const seen = progress.parse(await call(`${api}/submissions/${id}`, token, {}));
    if (seen.state === 'failed')
      throw new Error(`Submission ${id} failed: ${seen.reason ?? 'no reason given'}`);
    if (seen.state === 'ready' && seen.article) return seen.article;
    await sleep(POLL_MS);
  }
  throw new Error(`Submission ${id} was not ready after ${READY_MAX_MS / 1000} s.`);
}

/** Loads the edition when nothing was ever submitted to this database. Throws when the site refuses it. */
export async function loadSample(asked: {
  persistTo: string;
  url: string;
  say: (line: string) => void;
}): Promise<void> {
  const api = `${asked.url}/api/v1`;
  const { persistTo } = asked;
  const people = roles.map((role) => ({ role, name: `Sample ${role}` }));
  const { tokens, submissions, revoke } = await makeTokens({ persistTo }, people, TOKEN_MS);
  const wanted = submissions === 0 || readStamp(persistTo, 'sample') === 'started';
  try {
    if (wanted) {
      writeStamp(persistTo, 'sample', 'started');
      await sendAll({ api, tokens, say: asked.say });
    }
    writeStamp(persistTo, 'sample', 'done');
  } finally {
    await revoke();
  }
}

async function sendAll(to: { api: string; tokens: Tokens; say: (line: string) => void }): Promise<void> {
  const { api, tokens, say } = to;
  const [translator = '', proofreader = '', publisher = ''] = tokens;
  say(
    `Loading the sample edition: ${sampleEdition.length} articles through the door, the queue and the desk …`,
  );
  const post = (path: string, token: string): Promise<unknown> =>
    call(`${api}${path}`, token, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    });
  const sent: string[] = [];
  for (const article of sampleEdition) {
    const answer = await call(`${api}/submissions`, translator, {
      method: 'POST',
      headers: { 'Idempotency-Key': `sample-${article.file}` },
      body: submissionForm(article),
    });
    sent.push(accepted.parse(answer).id);
  }
  for (const [n, id] of sent.entries()) {
    const article = await whenReady(api, id, translator);
    if (article.state === 'in_review') await post(`/articles/${article.id}/approve`, proofreader);
    if (article.state !== 'published') {
      const answer = published.parse(await post(`/articles/${article.id}/publish`, publisher));
      say(`  ${n + 1}/${sent.length} ${article.title}\n      ${decodeURI(answer.url)}`);
    }
  }
}
