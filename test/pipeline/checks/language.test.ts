import { expect, it } from 'vitest';
import { type Case, findingsOf } from './run-case.ts';

it('names only the name, not the words round it', () => {
  const row: Case = ['>zh-hans', '', '前任部长安娜·科瓦奇和玛丽·贝尔格说，她们会来。', ''];
  expect(findingsOf(row).map(({ told }) => told.values.name)).toEqual(['安娜·科瓦奇', '玛丽·贝尔格']);
});

it('says once that a transcript stands in two languages', () => {
  const lines = Array.from(
    { length: 12 },
    (_, n) => `第${n}句说的是这件事。 This is what was said of it in line ${n} of the talk.`,
  );
  expect(findingsOf(['>zh-hans', '', lines.join('\n\n'), ''])).toMatchObject([
    { check: 'untranslated', severity: 'note' },
  ]);
});
