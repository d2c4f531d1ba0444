import autocannon from 'autocannon';
import { cpuMillis } from './process.ts';

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Requests a second that were answered with 200, over `seconds`. Throws when anything else was answered. */
export async function requestsPerSecond(url: string, seconds: number): Promise<number> {
  const result = await autocannon({ url, connections: 8, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were not 200 and ${result.errors} failed.`);
  }
  return result['2xx'] / result.duration;
}

/** CPU of a workerd a request, in milliseconds, over a fixed number of requests that must be answered with 200. */
export async function cpuMillisEach(url: string, pid: number, requests: number): Promise<number> {
  const before = cpuMillis(pid);
  const result = await autocannon({ url, connections: 8, amount: requests });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were not 200 and ${result.errors} failed.`);
  }
  return (cpuMillis(pid) - before) / requests;
}

/** Two figures that were measured right after one another. */
export interface Pair {
  a: number;
  b: number;
}

/**
 * The pair with the ratio in the middle. Not the middle of each side: where a machine grows slower while it measures, those
 * would come from different moments, and their ratio would be of nothing that ever was.
 */
export function middlePair(pairs: readonly Pair[]): Pair {
  const middle = pairs.toSorted((one, other) => one.a / one.b - other.a / other.b)[
    Math.floor(pairs.length / 2)
  ];
  if (!middle) throw new Error('Nothing was measured.');
  return middle;
}

/** Measures two things in turns, A B A B …, so that a noisy neighbour disturbs both. */
export async function inTurns(
  rounds: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<Pair> {
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) pairs.push({ a: await a(), b: await b() });
  return middlePair(pairs);
}
