import { expect, it } from 'vitest';
import { missingLines } from './visible-text.ts';

const markdown = `---
title: 雾中的桥
---
第一段提到[一座桥](https://example.org/a_(b))和 **三条** 河。

> 引文里有 [[zh:山]]谷。

翻译：阿青｜校对：石头

<!-- 不给人看 -->
`;
const html =
  '<p>第一段提到<a href="https://example.org/a_(b)">一座桥</a>和 <strong>三条</strong> 河。</p><blockquote><p>引文里有 山谷。</p></blockquote>';
const fields = ['雾中的桥', '翻译', '阿青', '校对', '石头'];

it('finds all text of a document in its HTML and fields', () => {
  expect(missingLines(markdown, { html, fields })).toEqual([]);
});

it.each([
  ['a paragraph', { html: html.replace(/<blockquote>.*/, ''), fields }, '> 引文里有 山谷。'],
  [
    'one word',
    { html: html.replace('<strong>三条</strong>', ''), fields },
    '第一段提到[一座桥 和 **三条** 河。',
  ],
  ['the title', { html, fields: fields.slice(1) }, '雾中的桥'],
  ['a credited name', { html, fields: fields.slice(0, -1) }, '翻译：阿青｜校对：石头'],
])('reports %s that was lost', (_what, shown, line) => {
  const missing = missingLines(markdown, shown).map((text) => text.replace(/\s+/g, ' ').trim());
  expect(missing).toEqual([line.replace(/\s+/g, ' ')]);
});

it('does not take text of elements that never show', () => {
  expect(missingLines('看得见', { html: '<script>看得见</script>', fields: [] })).toEqual(['看得见']);
});
