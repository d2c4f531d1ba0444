/**
 * The site's API as the import calls it: paced below its rate limit, patient with what passes (a full minute's
 * quota, a restart, a lost connection), and clear about what does not.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { IMPORT_CALLS_PER_SECOND } from '../../limits.ts';

const RETRIES_MAX = 6;
const CALL_MAX_MS = 120_000;

/** An answer that trying again will not change. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

export interface Api {
  get: (path: string) => Promise<unknown>;
  post: (
    path: string,
    body: FormData | Record<string, unknown>,
    headers?: Record<string, string>,
  ) => Promise<unknown>;
}

const problem = z.object({ detail: z.string() });

/** `url` is the site's origin. */
export function openApi(asked: { url: string; token: string }): Api {
  const base = `${asked.url.replace(/\/+$/, '')}/api/v1`;
  let next = 0;
  /** Each call has its own slot of time, so that a minute's quota is never used up at once. */
  const slot = async (): Promise<void> => {
    const at = Math.max(Date.now(), next);
    next = at + 1000 / IMPORT_CALLS_PER_SECOND;
    if (at > Date.now()) await sleep(at - Date.now());
  };
  const call = async (
    method: string,
    path: string,
    body?: FormData | string,
    headers: Record<string, string> = {},
  ): Promise<unknown> => {
    for (let tries = 0; ; tries++) {
      await slot();
      const answer = await attempt(base + path, {
        method,
        headers: { Authorization: `Bearer ${asked.token}`, ...headers },
        ...(body === undefined ? {} : { body }),
      });
      if (answer.ok) return answer.value;
      if (answer.again === undefined) throw new Refused(answer.status, answer.detail);
      if (tries >= RETRIES_MAX) {
        throw new Error(
          `${asked.url} does not answer (${answer.detail}). Is the site running? The same command goes on where it stopped.`,
        );
      }
      const wait = answer.again === 'soon' ? 500 * 2 ** tries : answer.again * 1000;
      // Everybody waits: the quota is the token's.
      if (answer.again !== 'soon') next = Math.max(next, Date.now() + wait);
      else await sleep(wait);
    }
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body, headers = {}) =>
      body instanceof FormData
        ? call('POST', path, body, headers)
        : call('POST', path, JSON.stringify(body), { 'Content-Type': 'application/json', ...headers }),
  };
}

type Attempt =
  | { ok: true; value: unknown }
  | { ok: false; status: number; detail: string; again?: 'soon' | number };

async function attempt(url: string, init: RequestInit): Promise<Attempt> {
  let response: Response;
  let body: string;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(CALL_MAX_MS) });
    body = await response.text();
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return { ok: false, status: 0, detail: cause, again: 'soon' };
  }
  const value = parseJson(body);
  if (response.ok) {
    return value === undefined
      ? {
          ok: false,
          status: response.status,
          detail: `${url} answered with something else than JSON. Is --url the address of a Dragoman site?`,
        }
      : { ok: true, value };
  }
  const said = problem.safeParse(value);
  const status = `${response.status} ${response.statusText}`;
  const detail = said.success
    ? said.data.detail
    : response.status >= 500
      ? status
      : `${url} answered ${status} and no reason. Is --url the address of a Dragoman site?`;
  if (response.status === 429) {
    return {
      ok: false,
      status: 429,
      detail,
      again: Math.min(120, Number(response.headers.get('retry-after')) || 60),
    };
  }
  return {
    ok: false,
    status: response.status,
    detail,
    ...(response.status >= 500 ? { again: 'soon' as const } : {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
