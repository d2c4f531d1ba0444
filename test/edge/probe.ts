import { createStandIn, type StandIn } from '../../src/edge/stand-in.ts';

/** What the Worker behind the cache answers: a value, or a function of the request it got. */
export type Answer = Response | ((request: Request) => Response | Promise<Response>);

export interface Probe {
  cache: StandIn;
  /** Requests that reached the Worker. */
  seen: Request[];
  /** Moves the clock. */
  wait: (seconds: number) => void;
  now: () => number;
  /** Asks through the cache; the Worker behind it would answer with `answer`. */
  ask: (path: string, answer: Answer, init?: RequestInit) => Promise<Response>;
  /** Background work handed to waitUntil so far. */
  settle: () => Promise<void>;
}

/** A cache with a clock that only `wait` moves. */
export function probe(options: { maxBytes?: number } = {}): Probe {
  let at = Date.UTC(2026, 0, 1);
  const now = () => at;
  const cache = createStandIn({ now, maxBytes: options.maxBytes ?? 1_000_000 });
  const seen: Request[] = [];
  const background: Promise<unknown>[] = [];
  return {
    cache,
    seen,
    now,
    wait: (seconds) => {
      at += seconds * 1000;
    },
    ask: (path, answer, init) =>
      cache.fetch(
        new Request(`http://dragoman.test${path}`, init),
        async (request) => {
          seen.push(request);
          return typeof answer === 'function' ? answer(request) : answer;
        },
        (promise) => background.push(promise),
      ),
    settle: async () => {
      await Promise.all(background.splice(0));
    },
  };
}

/** A 200 with these headers. */
export const page = (body: string, headers: Record<string, string> = {}): Response =>
  new Response(body, { headers });

export const statusOf = (response: Response): string | null => response.headers.get('cf-cache-status');
