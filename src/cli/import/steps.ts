/** The steps of one item through the API. Each may be repeated without harm; `Refused` says that it will not help. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { sha256 } from '../../lib/hash.ts';
import { PICTURE_MAX_BYTES, TOPICS_MAX } from '../../limits.ts';
import { type Api, Refused } from './api.ts';
import type { ImportItem } from './item.ts';
import type { Done } from './state.ts';

/** A queue batch waits a second; asking sooner costs a call of the quota for nothing. */
const FIRST_LOOK_MS = 1_500;
const LOOK_MAX_MS = 15_000;
const READY_MAX_MS = 900_000;

const accepted = z.object({ id: z.string(), state: z.string() });
const submission = z.object({
  state: z.enum(['queued', 'processing', 'ready', 'failed']),
  reason: z.string().nullish(),
  article: z.object({ id: z.string(), state: z.string() }).nullish(),
  findings: z
    .array(z.object({ check: z.string(), message: z.string(), segment: z.string().nullish() }))
    .default([]),
});

export function readHeader(item: ImportItem, losses: string[]): Uint8Array<ArrayBuffer> | undefined {
  if (item.headerFile === undefined) return undefined;
  const bytes = new Uint8Array(readFileSync(item.headerFile));
  if (bytes.byteLength <= PICTURE_MAX_BYTES) return bytes;
  losses.push(
    `header picture ${basename(item.headerFile)}: it is larger than ${PICTURE_MAX_BYTES / 1024 / 1024} MB; save it smaller`,
  );
  return undefined;
}

export const fieldsOf = (item: ImportItem): Record<string, string | string[]> => ({
  lang: item.lang,
  markdown: item.markdown,
  topics: item.topics.slice(0, TOPICS_MAX),
  ...(item.sourceUrl ? { source_url: item.sourceUrl } : {}),
  ...(item.sourceLang ? { source_lang: item.sourceLang } : {}),
  ...(item.slug ? { slug: cut(item.slug) } : {}),
});

/** The door refuses longer ones; the pipeline cuts at a word's end. */
const cut = (slug: string): string => [...slug].slice(0, 80).join('');

export async function submit(
  fields: Record<string, string | string[]>,
  picture: Uint8Array<ArrayBuffer> | undefined,
  content: string,
  item: ImportItem,
  api: Api,
  losses: string[],
): Promise<string> {
  const headers = {
    'Idempotency-Key': `import-${(await sha256(item.id)).slice(0, 20)}-${content.slice(0, 40)}`,
  };
  let body: FormData | Record<string, unknown> = fields;
  if (picture && item.headerFile) {
    body = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      if (typeof value === 'string') body.set(name, value);
      else for (const one of value) body.append(`${name}[]`, one);
    }
    body.set('header_image', new Blob([picture]), basename(item.headerFile));
  }
  const received = accepted.parse(await api.post('/submissions', body, headers));
  return whenReady(received.id, received.state === 'ready' ? 0 : FIRST_LOOK_MS, api, losses);
}

/** A file that changed since it was imported is a new revision of its article; what else changed stays as it was. */
export async function change(
  item: ImportItem,
  done: Done,
  digests: { text: string; content: string },
  api: Api,
  losses: string[],
): Promise<string> {
  if (done.text === digests.text) {
    losses.push(
      'source, topics, slug or picture changed since it was imported: an article keeps those it came with',
    );
    return done.article;
  }
  const headers = { 'Idempotency-Key': `import-again-${digests.content.slice(0, 40)}` };
  const body = { markdown: item.markdown, reason: 'Imported again, changed' };
  const answer = accepted.parse(await api.post(`/articles/${done.article}/revisions`, body, headers));
  return whenReady(answer.id, 0, api, losses);
}

/** The article's id. What the pipeline could not get of it is added to `losses`. */
async function whenReady(id: string, firstLookMs: number, api: Api, losses: string[]): Promise<string> {
  const until = Date.now() + READY_MAX_MS;
  let wait = firstLookMs;
  while (Date.now() < until) {
    await sleep(wait);
    const seen = submission.parse(await api.get(`/submissions/${id}`));
    if (seen.state === 'failed')
      throw new Refused(422, seen.reason ?? 'The site could not process it and gives no reason.');
    if (seen.state === 'ready' && seen.article) {
      for (const finding of seen.findings) {
        if (finding.check === 'picture-unavailable')
          losses.push(`picture ${finding.segment ?? ''}: ${finding.message}`);
      }
      return seen.article.id;
    }
    wait = Math.min(LOOK_MAX_MS, Math.max(1_000, wait * 1.6));
  }
  throw new Refused(
    504,
    `It was not processed within ${READY_MAX_MS / 60_000} minutes. Run the same command again later.`,
  );
}
