/** The Worker's process is killed with -9 amid submissions, publications and purges, again and again. */
import { expect, it } from 'vitest';
import { runRounds } from './rounds.ts';

it('loses nothing that was acknowledged and doubles nothing, over ten deaths', async () => {
  const outcome = await runRounds({ rounds: 10, seed: 20_261_123 });
  console.log(JSON.stringify(outcome));
  expect(outcome.submissions).toBeGreaterThan(20);
  expect(outcome.published).toBeGreaterThan(5);
  expect(outcome.purges).toBeGreaterThan(10);
}, 600_000);
