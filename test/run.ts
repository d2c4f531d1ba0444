/**
 * `npm test`: everything that must hold, once, without retries. Each step streams what it finds; the last line
 * is the sum. Types, style and dead code count as one test each.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { tellFailures } from './failures.ts';
import { sumCases, tellCases, untried } from './fuzz-targets.ts';

const root = resolve(import.meta.dirname, '..');
const bin = join(root, 'node_modules/.bin');

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

/** As Vitest wrote them, for what failed and the cases that test/count-cases.ts counted. */
const reports: unknown[] = [];

/** Runs a tool with its output on this terminal; its exit code, or 1 when a signal ended it. */
function run(command: string, args: string[]): Promise<number> {
  return new Promise((done) => {
    const child = spawn(join(bin, command), args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', () => done(127));
    child.once('exit', (code) => done(code ?? 1));
  });
}

async function check(command: string, args: string[]): Promise<Count> {
  const code = await run(command, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

const numberAt = (report: unknown, key: string): number => {
  const value = typeof report === 'object' && report !== null ? Reflect.get(report, key) : undefined;
  return typeof value === 'number' ? value : 0;
};

/** A project of vitest.config.ts, counted by its JSON report. */
async function project(name: string, more: string[] = []): Promise<Count> {
  const file = join(root, '.cache', `vitest-${name}.json`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run('vitest', ['run', '--project', name, ...reporters, ...more]);
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  reports.push(report);
  const failed = numberAt(report, 'numFailedTests');
  return {
    passed: numberAt(report, 'numPassedTests'),
    // A file that cannot be loaded, or an error outside any test, fails the run without failing a test.
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: numberAt(report, 'numPendingTests') + numberAt(report, 'numTodoTests'),
  };
}

/** Vitest leaves one core to itself, of two that would be half; its own part is small. */
const inParallel = [`--maxWorkers=${Math.max(2, availableParallelism() - 1)}`];

const steps: [string, () => Promise<Count>][] = [
  ['Types', () => check('tsc', ['--noEmit'])],
  ['Style', () => check('biome', ['check', '.'])],
  ['Dead code', () => check('knip', ['--no-progress'])],
  ['Pure functions in workerd', () => project('pure', inParallel)],
  ['In workerd', () => project('workerd', inParallel)],
  // Each of these files starts a site, and some a browser beside it, which wait for each other: two at a time, and
  // not more, however many cores there are, for the sake of memory.
  ['With processes and a browser', () => project('node', ['--maxWorkers=2'])],
];

const total: Count = { passed: 0, failed: 0, skipped: 0 };
const overview: string[] = [];
for (const [name, step] of steps) {
  console.log(`\n== ${name}`);
  const started = Date.now();
  const count = await step();
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += count[key];
  overview.push(
    `${name}: ${count.passed} passed, ${count.failed} failed, ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
}
const cases = sumCases(reports);
console.log(`\n${overview.join('\n')}\n${tellCases(cases)}\n`);
// Nothing that is said to be fuzzed goes without it, whatever became of its test.
for (const target of untried(cases)) {
  console.log(`No generated case for: ${target} (test/fuzz-targets.ts).`);
  total.failed += 1;
}
for (const told of tellFailures(reports, root)) console.log(told);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
