import { expect, it } from 'vitest';
import { contentsOf, standfirstOf, unlike } from '../../src/reader/reading-text.ts';

it('lists the headings of a long piece that can be linked', () => {
  const html =
    '<h2 id="t-a">One &amp; <em>all</em></h2><p>x</p><h2>No id</h2><h2 id="t-b">Two</h2><h3 id="t-c">Deep</h3><h2 id="t-d" lang="la">Tres</h2>';
  const long = (text: string) => contentsOf({ html: text, reading_minutes: 4 });
  expect(long(html)).toEqual([
    { id: 't-a', text: 'One & all' },
    { id: 't-b', text: 'Two' },
    { id: 't-d', text: 'Tres' },
  ]);
  expect(long('<h2 id="a">One</h2><h2 id="b">Two</h2>')).toEqual([]);
  expect(long('<h2 id="a">'.repeat(1000))).toEqual([]);
});

it('lists no headings of a piece that is read before a list is of use', () => {
  const html = ['a', 'b', 'c', 'd'].map((id) => `<h2 id="${id}">${id}</h2><p>x</p>`).join('');
  expect(contentsOf({ html, reading_minutes: 3 })).toEqual([]);
  expect(contentsOf({ html, reading_minutes: 4 })).toHaveLength(4);
});

it('says nothing before the text that its first paragraph says again', () => {
  const html = '<p>The <em>last</em> cable ferry on the Ash crossed before dawn, as ever.</p>';
  expect(standfirstOf('The last cable ferry on the Ash crossed before …', html)).toBeUndefined();
  expect(standfirstOf('Two men, one rope, and a bridge.', html)).toBe('Two men, one rope, and a bridge.');
});

it.each([
  ['Translated by:', 'Translation', false],
  ['ترجمة', 'الترجمة', false],
  ['翻译', '翻译', false],
  ['编剧＆发布', '发布', false],
  ['编剧&发布', '编辑', true],
  ['譯者', '翻译', true],
  ['', 'Editing', false],
  ['By', 'Author', false],
  ['Edited by', 'Editing', false],
  ['Adapted by', 'Editing', true],
])('a label %j beside the role %j is shown: %s', (label, roleName, shown) => {
  expect(unlike({ label, roleName })).toBe(shown);
});
