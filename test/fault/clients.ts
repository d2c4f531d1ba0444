/**
 * Clients that work against a site that dies under them. Each writes down what was acknowledged, and what may or
 * may not have happened because the answer never came: that is all that a client can know.
 */
import { z } from 'zod';

export interface Known {
  id: string;
  url?: string;
  /** Changes of the article, by name: how many were acknowledged, and how many nobody answered. */
  sure: Record<string, number>;
  unsure: Record<string, number>;
}

export interface Ledger {
  /** Idempotency keys to the ids that were acknowledged for them; undefined where no answer came. */
  submissions: Map<string, string | undefined>;
  articles: Map<string, Known>;
  /** Changes that were acknowledged, and submissions that nobody answered. */
  answered: number;
  unanswered: number;
}

/** How often a step was asked for with an article, answered or not. */
export const count = (known: Known, step: string): number =>
  (known.sure[step] ?? 0) + (known.unsure[step] ?? 0);

export class Lost extends Error {
  override name = 'Lost';
}

const accepted = z.object({ id: z.string() });
const seen = z.object({ state: z.string(), article: z.object({ id: z.string() }).optional() });
const published = z.object({ url: z.string() });

/** A connection that nobody answers any more need not be closed by anybody. */
const ANSWER_MAX_MS = 20_000;

/** One call. Throws `Lost` when no answer came: then nobody knows. */
async function call(
  place: { url: string; token: string },
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${place.url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { Authorization: `Bearer ${place.token}`, 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MAX_MS),
    });
    text = await response.text();
  } catch {
    throw new Lost();
  }
  // What Miniflare answers for a workerd that is dead, and the Worker for a database that died first.
  if (response.status >= 500) throw new Lost();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

const markdownOf = (key: string): string => `---
title: Report ${key}
---

The ferry ${key} crossed before dawn, as it had for a hundred and ten years.

It carried eleven people and one bicycle.

翻译：Mina Okafor
`;

/** Sends a text under its key: again, when an earlier try was not answered. */
export async function submit(
  place: { url: string; token: string },
  ledger: Ledger,
  key: string,
): Promise<void> {
  if (!ledger.submissions.has(key)) ledger.submissions.set(key, undefined);
  const body = { lang: 'en', markdown: markdownOf(key) };
  const answer = await call(place, '/submissions', body, { 'Idempotency-Key': key }).catch(
    (error: unknown) => {
      if (error instanceof Lost) ledger.unanswered += 1;
      throw error;
    },
  );
  const { id } = accepted.parse(answer);
  const before = ledger.submissions.get(key);
  if (before !== undefined && before !== id) throw new Error(`${key} is ${before} and ${id}.`);
  ledger.submissions.set(key, id);
  ledger.answered += 1;
}

/** The article of a submission, once it is processed. */
export async function findArticle(
  place: { url: string; token: string },
  submission: string,
): Promise<string | undefined> {
  return seen.parse(await call(place, `/submissions/${submission}`)).article?.id;
}

/** Takes one step with an article. What is lost is noted as perhaps done. */
export async function act(
  place: { url: string; token: string },
  ledger: Ledger,
  known: Known,
  step: 'approve' | 'publish' | 'correct' | 'withdraw',
): Promise<void> {
  const bodies = {
    approve: {},
    publish: {},
    correct: { note: `Correction of ${known.id}`, kind: 'update' },
    withdraw: { reason: 'The source took it back.' },
  };
  const note = (list: Record<string, number>): void => {
    list[step] = (list[step] ?? 0) + 1;
  };
  try {
    const answer = await call(place, `/articles/${known.id}/${step}`, bodies[step]);
    note(known.sure);
    ledger.answered += 1;
    if (step === 'publish') known.url = published.parse(answer).url;
  } catch (error) {
    if (error instanceof Lost) note(known.unsure);
    throw error;
  }
}
