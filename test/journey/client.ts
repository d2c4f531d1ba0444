/** The API as a client program uses it, with answers parsed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { LEASE_MS, OUTBOX_GRACE_MS } from '../../src/limits.ts';
import type { Site } from '../browser/site.ts';

const text = z.string();
const article = z.object({
  id: text,
  title: text,
  byline: text.nullable(),
  repost: z.object({ name: text, url: text }).optional(),
  header_image: z
    .object({ sha256: text, width: z.number(), height: z.number(), source_url: text })
    .partial()
    .optional(),
  source: z.object({ url: text }).optional(),
  credits: z.array(z.object({ role: text, name: text, as_written: text })),
  disclaimer: text.optional(),
  footer_links: z.array(z.object({ text, url: text })),
  findings: z.array(z.object({ check: text, severity: text, message: text })),
  state: text,
  revision: z.number(),
});
const submission = z.object({
  state: z.enum(['queued', 'processing', 'ready', 'failed']),
  reason: text.optional(),
  article: z.object({ id: text }).optional(),
});
const accepted = z.object({ id: text });
const published = z.object({ url: text, state: text });
const listed = z.object({ articles: z.array(z.object({ id: text, title: text, url: text.optional() })) });
const purges = z.object({ purges: z.array(z.object({ phase: text, state: text })) });

/** A consumer that was killed in its work holds its lease to the end; then the next sweep finds the row. */
const READY_MAX_MS = LEASE_MS + OUTBOX_GRACE_MS + 20_000;

export function clientFor(site: Site, token: string) {
  async function call(path: string, body?: unknown): Promise<unknown> {
    const authorization = { Authorization: `Bearer ${token}` };
    const json = { ...authorization, 'Content-Type': 'application/json' };
    const request =
      body === undefined
        ? { headers: authorization }
        : body instanceof FormData
          ? { method: 'POST', headers: authorization, body }
          : { method: 'POST', headers: json, body: JSON.stringify(body) };
    const response = await fetch(`${site.url}/api/v1${path}`, request);
    const answer = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${answer}`);
    return JSON.parse(answer);
  }
  return {
    submit: async (fields: Record<string, unknown> | FormData) =>
      accepted.parse(await call('/submissions', fields)).id,
    /** Waits until the submission is processed; the id of its article. */
    whenReady: async (id: string): Promise<string> => {
      const until = Date.now() + READY_MAX_MS;
      while (Date.now() < until) {
        const seen = submission.parse(await call(`/submissions/${id}`));
        if (seen.state === 'ready' && seen.article) return seen.article.id;
        if (seen.state === 'failed') throw new Error(`Submission failed: ${seen.reason}`);
        await sleep(200);
      }
      throw new Error(`Submission ${id} was not ready in time.`);
    },
    article: async (id: string) => article.parse(await call(`/articles/${id}`)),
    /** The id of the submission that becomes the revision. */
    revise: async (id: string, markdown: string, reason: string) =>
      accepted.parse(await call(`/articles/${id}/revisions`, { markdown, reason })).id,
    approve: (id: string) => call(`/articles/${id}/approve`, {}),
    publish: async (id: string) => published.parse(await call(`/articles/${id}/publish`, {})),
    correct: (id: string, fields: { note: string; markdown?: string }) =>
      call(`/articles/${id}/correct`, fields),
    withdraw: (id: string, reason: string) => call(`/articles/${id}/withdraw`, { reason }),
    articles: async (query: string) => listed.parse(await call(`/articles?${query}`)).articles,
    /** Waits until every purge of the article, those after the settle time included, is done. */
    whenPurged: async (id: string) => {
      const until = Date.now() + READY_MAX_MS;
      while (Date.now() < until) {
        const rows = purges.parse(await call(`/articles/${id}/purges`)).purges;
        if (rows.length > 0 && rows.every((row) => row.state === 'done')) return rows;
        await sleep(300);
      }
      throw new Error(
        `The purges of ${id} were not done in time: ${JSON.stringify(await call(`/articles/${id}/purges`))}`,
      );
    },
  };
}

/** A page as a reader's client gets it. */
export async function read(url: string): Promise<{ status: number; cache: string | null; html: string }> {
  const response = await fetch(url);
  return {
    status: response.status,
    cache: response.headers.get('Cf-Cache-Status'),
    html: await response.text(),
  };
}
