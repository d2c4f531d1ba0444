/**
 * Counts the cases that fast-check tries in each test, into the report from which `npm test` prints their sums. A
 * failure is told as without this: the seed, the path and the counterexample.
 */
import fc from 'fast-check';
import { afterEach, beforeEach } from 'vitest';
import './fuzz-targets.ts';

let tried = 0;

/** For `fc.check`, which reports to nobody but its caller. */
export function countCases({ numRuns }: { numRuns: number }): void {
  tried += numRuns;
}

fc.configureGlobal({
  reporter(run) {
    countCases(run);
    if (run.failed) throw new Error(fc.defaultReportMessage(run), { cause: run.errorInstance });
  },
});

beforeEach(() => {
  tried = 0;
});

afterEach(({ task }) => {
  if (tried > 0) task.meta.cases = tried;
});
