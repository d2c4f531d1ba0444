/**
 * Looks at published translations as the door does when they are sent in, and runs the checks over machine-made damage
 * to them.
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
import { previewSubmission } from '../../src/pipeline/look.ts';
import { segmentsOf } from '../../src/pipeline/segments/segment.ts';
import { inputFor, readTranslated, type Translated } from './documents.ts';
import { type Mutation, mutate, noticedBy, randomFrom } from './mutations.ts';

const SEED = 20_261_123;
const EACH = 20;
const NOTICED_MIN = 0.95;
const BLOCKING_MAX = 1 / 200;
/** All kinds that there are; each is printed, also when there is none of it. */
const blockingKinds = ['empty-body', 'unsafe-markup', 'number-changed', 'source-missing'];

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
  const blocking = new Map(blockingKinds.map((kind) => [kind, 0]));
  const counts = new Map<string, number>();
  for (const pair of pairs) {
    const preview = previewSubmission(pair.sent);
    segments += segmentsOf(preview.parts.body).length;
    for (const finding of preview.findings) {
      const name = `${finding.severity.padEnd(8)} ${finding.check}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (finding.severity === 'block') blocking.set(finding.check, (blocking.get(finding.check) ?? 0) + 1);
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
  const sum = [...blocking.values()].reduce((all, one) => all + one, 0);
  console.log(
    `blocking: 1 in ${sum > 0 ? Math.round(segments / sum) : '∞'} segments (at most 1 in ${1 / BLOCKING_MAX}); ${[...blocking].map(([kind, count]) => `${kind} ${count}`).join(', ')}`,
  );
  const ok = sum <= segments * BLOCKING_MAX;
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
