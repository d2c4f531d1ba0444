/**
 * Runs the checks over published translations and over machine-made damage to them.
 *
 *   node test/corpus/checks.ts [folder] [--list check]
 *
 * Prints findings a check and a thousand segments, then what was noticed of 100 mutations (a fixed seed).
 * Ends with 1 when fewer than 95 % are noticed, or when blocking findings exceed one in 200 segments.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inEnglish } from '../../src/i18n/told/tell.ts';
import { findingKey, runChecks } from '../../src/pipeline/checks/run.ts';
import { inputFor, readTranslated, type Translated } from './documents.ts';
import { type Mutation, mutate, noticedBy, randomFrom } from './mutations.ts';

const SEED = 20_261_123;
const EACH = 20;
const NOTICED_MIN = 0.95;
const BLOCKING_MAX = 1 / 200;

const [given] = process.argv.slice(2);
const corpus = given && given !== '--list' ? given : join(import.meta.dirname, '../../../shared/corpus');
const listed = process.argv.includes('--list') ? process.argv.at(-1) : undefined;

if (!existsSync(corpus)) {
  console.log(`corpus checks: skipped, there is no folder ${corpus}`);
  process.exit(0);
}

const documents = readTranslated(corpus);
const published = overPublished(documents);
const mutations = overMutations(documents);
console.log(published.ok && mutations ? 'corpus checks: passed' : 'corpus checks: FAILED');
process.exit(published.ok && mutations ? 0 : 1);

function overPublished(pairs: readonly Translated[]): { ok: boolean } {
  let segments = 0;
  let blocking = 0;
  const counts = new Map<string, number>();
  for (const pair of pairs) {
    const input = inputFor(pair, pair.body);
    segments += input.body.length;
    for (const finding of runChecks(input)) {
      const name = `${finding.severity.padEnd(8)} ${finding.check}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (finding.severity === 'block') blocking++;
      if (finding.check === listed)
        console.log(
          `${pair.name.split('/').slice(-2).join('/')}: ${inEnglish(finding.told)}\n    ${finding.segment ?? ''}`,
        );
    }
  }
  console.log(`${pairs.length} translations, ${segments} segments`);
  for (const [name, count] of [...counts].sort())
    console.log(
      `${name.padEnd(34)} ${String(count).padStart(5)} ${((count * 1000) / segments).toFixed(1).padStart(7)} per 1,000 segments`,
    );
  const ok = blocking <= segments * BLOCKING_MAX;
  console.log(
    `blocking: 1 in ${blocking > 0 ? Math.round(segments / blocking) : '∞'} segments (at most 1 in ${1 / BLOCKING_MAX})`,
  );
  return { ok };
}

function overMutations(pairs: readonly Translated[]): boolean {
  const random = randomFrom(SEED);
  let noticed = 0;
  let made = 0;
  for (const kind of Object.keys(noticedBy) as Mutation[]) {
    let found = 0;
    for (let n = 0; n < EACH; ) {
      const pair = pairs[Math.floor(random() * pairs.length)];
      if (!pair) return false;
      const input = inputFor(pair, pair.body);
      const mutated = mutate(kind, input, random);
      if (!mutated) continue;
      n++;
      const before = new Set(runChecks(input).map(findingKey));
      const after = runChecks(inputFor(pair, mutated.markdown)).filter(
        (finding) => !before.has(findingKey(finding)),
      );
      if (after.some((finding) => noticedBy[kind].test(finding.check))) found++;
      else console.log(`missed ${kind}: ${pair.name.split('/').slice(-2).join('/')}: ${mutated.did}`);
    }
    console.log(`${kind.padEnd(10)} ${found} of ${EACH} noticed`);
    noticed += found;
    made += EACH;
  }
  console.log(`mutations: ${noticed} of ${made} noticed (at least ${NOTICED_MIN * 100} %)`);
  return noticed >= made * NOTICED_MIN;
}
