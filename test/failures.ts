/** What failed, told once more below everything else: of a long log often only the end is kept. */
import { stripVTControlCharacters } from 'node:util';
import { listAt, valueAt } from './reports.ts';

/** Of a message, which may hold a whole page or a counterexample of a hundred steps. */
const SHOWN_LINES = 6;
const SHOWN_CHARS = 400;

const shorten = (message: string): string =>
  stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, SHOWN_LINES)
    .map((line) => `    ${line.length > SHOWN_CHARS ? `${line.slice(0, SHOWN_CHARS)}…` : line}`)
    .join('\n');

/** A paragraph for each failed test, or file that could not be run, of reports as Vitest writes them in JSON. */
export function tellFailures(reports: readonly unknown[], root: string): string[] {
  return reports
    .flatMap((report) => listAt(report, 'testResults'))
    .flatMap((file) => {
      const name = String(valueAt(file, 'name')).replace(`${root}/`, '');
      const failed = listAt(file, 'assertionResults').filter((test) => valueAt(test, 'status') === 'failed');
      if (failed.length === 0 && valueAt(file, 'status') === 'failed') {
        return [`FAILED ${name}\n${shorten(String(valueAt(file, 'message')))}`];
      }
      return failed.map((test) => {
        const messages = listAt(test, 'failureMessages').map((message) => shorten(String(message)));
        return [`FAILED ${name} > ${String(valueAt(test, 'fullName'))}`, ...messages].join('\n');
      });
    });
}
