/** Texts as long as the door lets in, of one thing only: what is gathered of them must fit more than a call's arguments. */
import { expect, it } from 'vitest';
import { MARKDOWN_MAX_BYTES } from '../../src/limits.ts';
import { previewSubmission } from '../../src/pipeline/look.ts';

const fill = (piece: string, length = MARKDOWN_MAX_BYTES): string =>
  piece.repeat(Math.floor(length / piece.length));

const longest: Record<string, string> = {
  numbers: fill('7 '),
  'dates and times': fill('1月1日 3:45 pm '),
  'lines of a code block': `\`\`\`\n${fill('\n', MARKDOWN_MAX_BYTES - 10)}\`\`\`\n`,
  'links of one table cell': `|a|b|\n|-|-|\n|${fill('[](b)', MARKDOWN_MAX_BYTES - 20)}|b|\n`,
};

/** They take a second or two; on a machine that does much else, more. */
const RUN_MAX_MS = 60_000;

it.each(Object.entries(longest))('reads a text of nothing but %s', { timeout: RUN_MAX_MS }, (_, markdown) => {
  const { findings } = previewSubmission({
    markdown,
    lang: 'zh-Hans',
    source_lang: 'en',
    source_markdown: markdown,
  });
  expect(findings.map(({ check }) => check)).toContain('title-missing');
});
