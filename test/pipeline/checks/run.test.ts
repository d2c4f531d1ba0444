import { describe, expect, it } from 'vitest';
import { type Told, tell } from '../../../src/i18n/told/tell.ts';
import { FINDING_QUOTE_CHARS, FINDINGS_MAX, TITLE_MAX_CHARS } from '../../../src/limits.ts';
import { findingKey, runChecks } from '../../../src/pipeline/checks/run.ts';
import { inputOf, names } from './run-case.ts';

const term = {
  term: 'Riverside Council',
  translation: '河畔议会',
  variants: ['河畔市议会'],
  forbidden: ['河边委员会'],
};

describe('runChecks', () => {
  it('blocks an empty body', () => {
    const findings = runChecks(inputOf('>en', '', '![](https://a.example/p.png)'));
    expect(findings[0]).toMatchObject({ check: 'empty-body', severity: 'block' });
  });

  it('blocks a claimed source without a link', () => {
    const input = { ...inputOf('>en', '', 'Text.'), sourceClaimed: true };
    expect(runChecks({ ...input, sources: [] })[0]).toMatchObject({
      check: 'source-missing',
      severity: 'block',
    });
    expect(runChecks(input)).toEqual([]);
  });

  it('puts what blocks first and stays within its bounds', () => {
    const source = Array.from({ length: 300 }, (_, n) => `Some ${n + 400} people came to place ${n}x.`).join(
      '\n\n',
    );
    const translation = Array.from({ length: 300 }, (_, n) => `有${n + 4000}人来,了（地点的的。`).join(
      '\n\n',
    );
    const findings = runChecks(inputOf('en>zh-hans', source, translation));
    expect(findings.length).toBeLessThanOrEqual(FINDINGS_MAX);
    const severities = findings.map(({ severity }) => severity);
    expect(severities.lastIndexOf('block')).toBeLessThan(
      severities.findIndex((severity) => severity !== 'block'),
    );
    expect(Math.max(...findings.map(({ segment }) => segment?.length ?? 0))).toBeLessThanOrEqual(
      FINDING_QUOTE_CHARS,
    );
  });

  it.each([
    ['', 'title-missing'],
    ['x'.repeat(150), 'title-long'],
    ['题'.repeat(61), ''],
    ['x'.repeat(TITLE_MAX_CHARS), 'title-long'],
  ])('says of the title "%s": %s', (title, check) => {
    expect(names(runChecks({ ...inputOf('>en', '', 'Text.'), title }))).toBe(check);
  });

  it('finds a title left in the language of the source', () => {
    const input = inputOf('en>de', 'The bridge is open.', 'Die Brücke ist offen.');
    const source = { lang: 'en', segments: input.body, title: 'The bridge' };
    expect(names(runChecks({ ...input, pairs: [], source, title: 'The bridge' }))).toContain(
      'title-untranslated',
    );
  });

  it('finds a paragraph that is missing, and says where', () => {
    const source =
      'The bridge over the river was opened this morning.\n\nNobody from the council came to the opening, which surprised many.\n\nThe mayor said that he had not been invited.';
    const translation = '河上的大桥今天早上通车了。\n\n市长说他没有接到邀请。';
    const [found] = runChecks(inputOf('en>zh-hans', source, translation)).filter(
      ({ check }) => check === 'paragraph-missing',
    );
    expect(found).toMatchObject({
      severity: 'warning',
      segment: expect.stringContaining('Nobody from the council'),
    });
  });

  it('says where code is missing, and what was added', () => {
    const source = 'The bridge was opened by the mayor.';
    const translation = '市长为大桥剪彩通车。';
    const code = '```\nnpm run bridge\n```';
    const added = '译者以为，这座桥早就应该通车了，否则两岸的孩子每天都要绕远路去上学。';
    expect(runChecks(inputOf('en>zh-hans', `${source}\n\n${code}`, translation))).toEqual([
      {
        check: 'code-missing',
        severity: 'note',
        told: tell('code-missing', { after: translation }),
        segment: 'npm run bridge',
      },
    ]);
    expect(runChecks(inputOf('en>zh-hans', source, `${translation}\n\n${added}`))).toEqual([
      { check: 'paragraph-added', severity: 'note', told: tell('paragraph-added'), segment: added },
    ]);
  });

  it('finds a text that is far too short for its source', () => {
    const source = 'The bridge over the river was opened this morning by the mayor of the town. '.repeat(12);
    expect(names(runChecks(inputOf('en>zh-hans', source, '大桥通车了。')))).toContain('length');
    const whole = '河上的大桥今天早上由镇长宣布正式通车。'.repeat(12);
    expect(names(runChecks(inputOf('en>zh-hans', source, whole)))).not.toContain('length');
  });
});

describe('glossary', () => {
  const run = (source: string, translation: string) =>
    runChecks({
      ...inputOf(source ? 'en>zh-hans' : '>zh-hans', source, translation),
      glossary: [term],
    }).filter(({ check }) => check === 'glossary');

  it.each([
    ['The Riverside Council met.', '河畔议会开会。', 0],
    ['The Riverside Council met.', '河畔市议会开会。', 0],
    ["The riverside council's members met.", '委员开会。', 1],
    ['The Riverside Councillor met.', '委员开会。', 0],
    ['', '河边委员会开会。', 1],
    ['', '河畔议会开会。', 0],
  ])('%s = %s: %i', (source, translation, count) => {
    expect(run(source, translation)).toHaveLength(count);
  });
});

describe('findingKey', () => {
  const at = (told: Told, segment = 'text', check = 'a') =>
    findingKey({ check, severity: 'warning', told, segment });
  const changed = (from: string, to = '4') => tell('number-changed', { from, to });

  it('holds while the text and what is said of it stay the same, whatever the wording', () => {
    expect(at(changed('3'))).toBe(at(tell('number-rounded', { from: '3', to: '4' })));
  });

  it('goes with the text, the detail or the check', () => {
    const keys = [
      at(changed('3')),
      at(changed('3', '5')),
      at(changed('3'), 'other'),
      at(changed('3'), 'text', 'b'),
    ];
    expect(new Set(keys).size).toBe(4);
  });

  it('is what the rows of earlier releases hold', () => {
    expect([
      at(changed('3'), 'text', 'number-changed'),
      at(tell('doubled', { words: 'of of' }), 'a roof of of slate', 'doubled'),
      at(tell('untranslated'), 'left as it was', 'untranslated'),
    ]).toEqual([
      'number-changed:f4487fedcf68c60c',
      'doubled:a5db55d055b3a426',
      'untranslated:3b3631505b85e673',
    ]);
  });
});
