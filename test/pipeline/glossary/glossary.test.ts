import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GLOSSARY_MAX_BYTES, GLOSSARY_MAX_TERMS } from '../../../src/limits.ts';
import { parseGlossaryCsv, printGlossaryCsv } from '../../../src/pipeline/glossary/csv.ts';
import { parseGlossaryTbx, printGlossaryTbx } from '../../../src/pipeline/glossary/tbx.ts';

const pair = { from: 'en', to: 'zh-hans' };
const council = {
  term: 'Riverside Council',
  translation: '河畔议会',
  variants: ['河畔市议会'],
  forbidden: ['河边委员会'],
  note: 'Say “a, b”.',
};

const word = fc
  .string({
    unit: fc.constantFrom('a', 'B', ' ', ',', '"', '|', '\\', '=', '-', "'", '<', '&', '议', '\n', ';'),
    minLength: 1,
    maxLength: 12,
  })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const entry = fc.record({
  term: word,
  translation: word,
  variants: fc.array(word, { maxLength: 3 }),
  forbidden: fc.array(word, { maxLength: 3 }),
  note: fc.oneof(fc.constant(''), word),
});

describe('CSV', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), (entries) => {
        expect(parseGlossaryCsv(printGlossaryCsv(entries))).toEqual({ ok: true, value: entries });
      }),
      { numRuns: 500 },
    );
  });

  it('writes no cell that a spreadsheet would run', () => {
    const printed = printGlossaryCsv([{ ...council, note: '=HYPERLINK("http://evil.example")' }]);
    expect(printed).toContain(`"'=HYPERLINK`);
  });

  it.each([
    [
      '﻿Translation,TERM,more\r\n河畔议会,Riverside Council,x\r\n',
      { ...council, variants: [], forbidden: [], note: '' },
    ],
    [
      'term,translation,variants\nRiverside Council,河畔议会,a|b\\|c | d\n\n',
      { ...council, variants: ['a', 'b|c', 'd'], forbidden: [], note: '' },
    ],
  ])('reads %j', (text, expected) => {
    expect(parseGlossaryCsv(text)).toEqual({ ok: true, value: [expected] });
  });

  it.each([
    ['term,meaning\na,b\n', 'columns', 1],
    ['term,translation\na,\n', 'syntax', 2],
    ['term,translation\n"a\n', 'syntax', 2],
    ['term,translation\na"b,c\n', 'syntax', 2],
    ['term,translation\n"line\nbreak",x\nd,\n', 'syntax', 4],
    ['term,translation\n', 'no_terms', undefined],
    ['', 'columns', 1],
    ['x'.repeat(GLOSSARY_MAX_BYTES + 1), 'too_large', undefined],
    [`term,translation\n${'a,b\n'.repeat(GLOSSARY_MAX_TERMS + 1)}`, 'too_many', undefined],
  ])('refuses a bad file', (text, reason, line) => {
    const read = parseGlossaryCsv(text);
    expect(read).toMatchObject({ ok: false, error: { reason } });
    expect(read.ok ? undefined : read.error.line).toBe(line);
  });
});

describe('TBX', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), (entries) => {
        expect(parseGlossaryTbx(printGlossaryTbx(entries, pair, 'A & B'), pair)).toEqual({
          ok: true,
          value: entries,
        });
      }),
      { numRuns: 300 },
    );
  });

  it('reads version 2', () => {
    const text = `<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
  <termEntry id="1"><!-- a comment -->
    <langSet xml:lang="en"><tig><term>Riverside Council</term></tig></langSet>
    <langSet xml:lang="ZH"><ntig><termGrp><term>河畔议会</term></termGrp></ntig>
      <tig><term><![CDATA[河边委员会]]></term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
  </termEntry></body></text></martif>`;
    expect(parseGlossaryTbx(text, pair)).toEqual({
      ok: true,
      value: [{ ...council, variants: [], note: '' }],
    });
  });

  it.each([
    ['<tbx><text></tbx>', 'syntax'],
    ['<tbx a="1" a="2"></tbx>', 'syntax'],
    ['<tbx>&nbsp;</tbx>', 'syntax'],
    ['<!DOCTYPE tbx [<!ENTITY a "aaaa">]><tbx>&a;</tbx>', 'syntax'],
    ['<html></html>', 'syntax'],
    ['<tbx/><tbx/>', 'syntax'],
    ['not xml', 'syntax'],
    [`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`, 'syntax'],
    ['<tbx></tbx>', 'no_terms'],
    [' '.repeat(GLOSSARY_MAX_BYTES + 1), 'too_large'],
  ])('refuses %.40s', (text, reason) => {
    expect(parseGlossaryTbx(text, pair)).toMatchObject({ ok: false, error: { reason } });
  });
});
