/** What claims a source without a link to it holds an approval back; what claims none does not. */
import { expect, it } from 'vitest';
import { previewSubmission } from '../../src/pipeline/look.ts';

const text = '# 港口\n\n港务局周五说，港口已经重新开放。';
const source_markdown = '# The harbour\n\nThe harbour is open again, the port authority said on Friday.';
const source_url = 'https://news.example/harbour';

it.each([
  ['nothing', text, {}, false],
  ['a source that is only named', `${text}\n\n来源：海港报`, {}, true],
  ['an empty label', `${text}\n\n原文链接：`, {}, true],
  ['an empty label, and the address in the form', `${text}\n\n原文链接：`, { source_url }, false],
  ['an empty label, and another with the address', `${text}\n\n原文：\n\n来源：${source_url}`, {}, false],
  [
    'the text of the source in the form, as of one on paper',
    text,
    { source_markdown, source_lang: 'en' },
    false,
  ],
  ['the text and the address in the form', text, { source_markdown, source_url }, false],
  [
    'the text in the form, the address in the text',
    `${text}\n\n来源：${source_url}`,
    { source_markdown },
    false,
  ],
  ['the language alone', text, { source_lang: 'en' }, false],
])('%s', (_, markdown, given, isMissing) => {
  const { findings } = previewSubmission({ lang: 'zh-Hans', markdown, ...given });
  const blocking = findings.filter(({ severity }) => severity === 'block').map(({ check }) => check);
  expect(blocking).toEqual(isMissing ? ['source-missing'] : []);
});
