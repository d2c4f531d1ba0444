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

/**
 * Measures two things in turns, A B A B …, so that a noisy neighbour disturbs both, and takes medians.
 */
export async function inTurns(
  rounds: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<{ a: number; b: number }> {
  const seen: { a: number[]; b: number[] } = { a: [], b: [] };
  for (let round = 0; round < rounds; round++) {
    seen.a.push(await a());
    seen.b.push(await b());
  }
  return { a: median(seen.a), b: median(seen.b) };
}
