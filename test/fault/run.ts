/** `npm run fault -- --rounds N [--seed S]`: as test/fault/kill.node.test.ts, for as long as one likes. */
import { parseArgs } from 'node:util';
import { runRounds } from './rounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: `${Date.now() % 1e9}` },
  },
});
const started = Date.now();
console.log(`seed ${values.seed}`);
const outcome = await runRounds({
  rounds: Number(values.rounds),
  seed: Number(values.seed),
  say: (line) => console.log(line),
});
console.log(JSON.stringify({ ...outcome, seconds: Math.round((Date.now() - started) / 1000) }));
