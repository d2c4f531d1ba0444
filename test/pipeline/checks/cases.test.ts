/** Every table of cases, and a count of what they cover. */
import { describe, expect, it } from 'vitest';
import { money, parts, small, times } from './cases/amounts.ts';
import { arabic } from './cases/arabic.ts';
import { blocks } from './cases/blocks.ts';
import { simplified, traditional } from './cases/chinese.ts';
import { french } from './cases/french.ts';
import { german } from './cases/german.ts';
import { hindi } from './cases/hindi.ts';
import { japanese } from './cases/japanese.ts';
import { korean } from './cases/korean.ts';
import { lengths } from './cases/lengths.ts';
import { brackets, doubled, punctuation, script } from './cases/marks.ts';
import { large, separators } from './cases/numbers.ts';
import { others } from './cases/others.ts';
import { persian } from './cases/persian.ts';
import { portuguese } from './cases/portuguese.ts';
import { russian } from './cases/russian.ts';
import { spanish } from './cases/spanish.ts';
import { turkish } from './cases/turkish.ts';
import { vietnamese } from './cases/vietnamese.ts';
import { links, original, untranslated } from './cases/wording.ts';
import { findingsOf, names } from './run-case.ts';

const tables = {
  'large numbers': large,
  'separators and words': separators,
  'percent and fractions': parts,
  'years, names and small numbers': small,
  money,
  'dates and times': times,
  brackets,
  punctuation,
  script,
  'doubled words': doubled,
  links,
  untranslated,
  'originals of names': original,
  lengths,
  'whole blocks': blocks,
  'Chinese, simplified': simplified,
  'Chinese, traditional': traditional,
  Japanese: japanese,
  Korean: korean,
  German: german,
  French: french,
  Spanish: spanish,
  Portuguese: portuguese,
  Russian: russian,
  Arabic: arabic,
  Persian: persian,
  Hindi: hindi,
  Turkish: turkish,
  Vietnamese: vietnamese,
  'other languages': others,
};

describe.each(Object.entries(tables))('%s', (_name, cases) => {
  it.each(cases)('%s: %s = %s → "%s"', (...row) => {
    const found = findingsOf(row);
    expect(names(found)).toBe(row[3]);
    // Nothing else of what a case can hold may block.
    const blocking = found.filter(({ severity }) => severity === 'block');
    expect(blocking.map(({ check }) => check).filter((check) => check !== 'number-changed')).toEqual([]);
  });
});

/** The text with its first digit as another one, in the same kind of digits. */
function withAnotherDigit(text: string): string {
  const zeros = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xff10];
  return text.replace(/[0-9٠-٩۰-۹०-९০-৯０-９]/u, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = zeros.find((first) => code >= first && code < first + 10) ?? code;
    const value = code - zero;
    return String.fromCharCode(zero + (value === 0 ? 3 : value === 9 ? 4 : value + 1));
  });
}

describe('the tables together', () => {
  const all = Object.values(tables).flat();

  it('hold at least 400 cases, each once', () => {
    const keys = all.map(([pair, source, translation]) => `${pair}\n${source}\n${translation}`);
    expect(new Set(keys).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(400);
  });

  it('hold at least twelve cases, right and wrong, of several checks, for twelve pairs of languages', () => {
    const pairs = Map.groupBy(
      all.filter(([pair]) => /^[a-z].*>/.test(pair)),
      ([pair]) => pair,
    );
    const covered = [...pairs.values()].filter((cases) => {
      const wrong = cases.filter(([, , , checks]) => checks !== '');
      const checks = new Set(wrong.flatMap(([, , , spoken]) => spoken.split(' ')));
      return cases.length >= 12 && wrong.length >= 4 && cases.length - wrong.length >= 4 && checks.size >= 3;
    });
    expect(covered.length).toBeGreaterThanOrEqual(12);
  });

  it('let a changed digit of a right translation pass in 2 of 100 at most, in any language', () => {
    const right = all.filter(
      ([pair, , translation, checks]) =>
        checks === '' &&
        /^[a-z].*>/.test(pair) &&
        !translation.includes('://') &&
        /\p{Nd}/u.test(translation),
    );
    const passed = right.filter(([pair, source, translation]) => {
      const found = names(findingsOf([pair, source, withAnotherDigit(translation), '']));
      return !/\b(?:number|date|time)-/.test(found);
    });
    expect(right.length).toBeGreaterThan(200);
    expect(passed.length / right.length).toBeLessThanOrEqual(0.02);
  });
});
