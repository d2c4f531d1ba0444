/** What every answer must be, whatever was asked, and the words that nobody should believe. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { ORIGIN } from './world.ts';

/** Change it by hand to try others. */
export const seed = 20_261_123;
export const RUN_MAX_MS = 60_000;

/** Looked for in every page: written out as it is, it would be markup, or, within a tag, end an attribute. */
export const marker = `<zq"'>`;

/** What every answer must be, whatever was asked. Gives its length in characters. */
export async function expectClean(asked: unknown, answer: Response): Promise<number> {
  const { headers, status } = answer;
  const say = (what: string, value: unknown): [unknown, string, unknown] => [asked, what, value];
  expect(say('status', status < 500)).toEqual(say('status', true));
  const cache = headers.get('cache-control') ?? '';
  const isPublic = cache.startsWith('public');
  expect(say('policy', isPublic || cache === 'private, no-store')).toEqual(say('policy', true));
  expect(say('cookie', isPublic && headers.has('set-cookie'))).toEqual(say('cookie', false));
  expect(say('sniff', headers.get('x-content-type-options'))).toEqual(say('sniff', 'nosniff'));
  expect(say('csp', headers.get('content-security-policy'))).toEqual(
    say('csp', expect.stringContaining("default-src 'none'")),
  );
  const location = headers.get('location');
  if (location !== null) {
    const target = new URL(location, ORIGIN);
    expect(
      say('location', [target.origin, /^(?:\/(?![/\\])|http:\/\/dragoman\.test\/)/.test(location)]),
    ).toEqual(say('location', [ORIGIN, true]));
  }
  const type = headers.get('content-type') ?? '';
  const written = new TextDecoder().decode(await answer.arrayBuffer());
  if (status >= 400 && type.startsWith('application/problem+json')) {
    const problem = JSON.parse(written) as Record<string, unknown>;
    expect(say('problem', [problem.status, typeof problem.title, typeof problem.detail])).toEqual(
      say('problem', [status, 'string', 'string']),
    );
  }
  if (/html|xml|javascript|css/.test(type)) {
    expect(say('markup', /<zq|<[^<>]*zq["']/.exec(written)?.[0])).toEqual(say('markup', undefined));
  }
  // No word of the inside.
  expect(say('inside', /\bat [\w.]+ \(|D1_ERROR|SQLITE|drizzle|TypeError/.test(written))).toEqual(
    say('inside', false),
  );
  return written.length;
}

const nasty = fc.constantFrom(
  marker,
  `javascript:alert(1)//${marker}`,
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example/',
  'http:evil.example',
  '\u0000',
  '\ud800',
  '\udfff\ud800',
  '\ufeff',
  '\u202e\u200b',
  '__proto__',
  'constructor',
  '../../..',
  "' or 1=1 --",
  '"; drop table articles; --',
  '{{7*7}}',
  '%s%n%x',
  '-1',
  '1e999',
  'NaN',
  '9007199254740993',
  '0x10',
  'a'.repeat(5_000),
  '𓂀'.repeat(200),
);
export const text = fc.oneof(
  nasty,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', ' ', 'en', 'zh-Hans', 'ferry'),
);

/** What a header can hold: printable Latin-1. */
export const fieldValue = text.map((each) =>
  each
    .replace(/[^\x20-\x7e\xa0-\xff]/g, '')
    .trim()
    .slice(0, 1_000),
);

/** Answers by status: a fuzz test that is refused at the door every time tries nothing. */
export class Tally {
  private readonly of: Record<number, number> = {};
  async take(asked: unknown, sent: number, answer: Response): Promise<void> {
    this.of[answer.status] = (this.of[answer.status] ?? 0) + 1;
    const length = await expectClean(asked, answer);
    // A page of the desk or a list, and what was sent, escaped, in a few places.
    expect([asked, length]).toEqual([asked, Math.min(length, 200_000 + 20 * sent)]);
  }
  expectReached(...statuses: number[]): void {
    for (const status of statuses) expect([status, this.of[status] ?? 0]).not.toEqual([status, 0]);
    const taken = Object.entries(this.of).filter(([status]) => Number(status) < 400);
    expect(taken.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThan(50);
  }
}

export const markdown = fc
  .array(
    fc.constantFrom(
      ...[
        '# A title\n\n',
        '---\ntitle: T\ntags: [a]\n---\n',
        'Translated by: Ann Lee\n\n',
        '翻译：阿明\n\n',
        '> quoted\n',
      ],
      ...[
        'Some words, and 3,000 more on 5 May.\n\n',
        '[x](https://example.org/) ',
        '![](https://example.org/a.png)\n\n',
      ],
      ...[
        '[^1]\n\n[^1]: note\n\n',
        '| a |\n|-|\n| b |\n\n',
        '<b>x',
        '```\n',
        '- a\n',
        'Source: https://example.org/s\n\n',
        marker,
      ],
    ),
    { minLength: 1, maxLength: 12, size: 'max' },
  )
  .map((parts) => parts.join(''));
export const value = fc.oneof(
  { weight: 3, arbitrary: text },
  { weight: 2, arbitrary: markdown },
  fc.jsonValue({ maxDepth: 3 }),
  fc.integer(),
  fc.array(text, { maxLength: 20 }),
);
export const fieldName = fc.constantFrom(
  ...[
    'lang',
    'markdown',
    'source_url',
    'source_lang',
    'source_markdown',
    'slug',
    'topics',
    'reason',
    'note',
    'kind',
  ],
  ...['at', 'revision', 'base_revision', 'header_image', '__proto__', 'constructor', marker],
);
