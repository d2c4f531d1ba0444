import { describe, expect, it } from 'vitest';
import { tellFailures } from '../failures.ts';

const report = (...testResults: object[]) => ({ numFailedTests: testResults.length, testResults });

describe('what failed', () => {
  it('is named with its file and the first lines of why, without colours', () => {
    const failed = {
      status: 'failed',
      fullName: 'the ferry sails',
      failureMessages: [
        `\u001b[31mAssertionError\u001b[39m: expected 'ice'\n\n    at ferry.ts:3\n${'row\n'.repeat(50)}`,
      ],
    };
    const file = {
      name: '/checkout/test/ferry.test.ts',
      status: 'failed',
      assertionResults: [{ status: 'passed', fullName: 'the ferry waits', failureMessages: [] }, failed],
    };
    expect(tellFailures([report(file)], '/checkout')).toEqual([
      [
        'FAILED test/ferry.test.ts > the ferry sails',
        "    AssertionError: expected 'ice'",
        '        at ferry.ts:3',
        ...Array.from({ length: 4 }, () => '    row'),
      ].join('\n'),
    ]);
  });

  it('may be a file that could not be run, and one line of a whole page', () => {
    const file = {
      name: '/checkout/test/ferry.test.ts',
      status: 'failed',
      message: 'x'.repeat(5000),
      assertionResults: [],
    };
    const [told] = tellFailures([report(file)], '/checkout');
    expect(told).toBe(`FAILED test/ferry.test.ts\n    ${'x'.repeat(400)}…`);
  });

  it('is nothing where all passed, or a report is none', () => {
    expect(tellFailures([report(), undefined, 3, { testResults: 'none' }], '/checkout')).toEqual([]);
  });
});
