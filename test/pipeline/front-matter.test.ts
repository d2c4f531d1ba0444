import { describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../src/pipeline/front-matter.ts';

const title = (line: string): string | undefined => readFrontMatter(`---\n${line}\n---\nBody`).title;

describe('the title', () => {
  it.each([
    ['title: Harbour reopens', 'Harbour reopens'],
    ['title: Harbour: the long way back', 'Harbour: the long way back'],
    ['title: Team wins race #4 of the year', 'Team wins race #4 of the year'],
    ['title: #4 is the best', '#4 is the best'],
    ['title: "Quoted # title"', 'Quoted # title'],
    ["title: 'It''s quoted'", "It's quoted"],
    ['title: "Yes" says the mayor', '"Yes" says the mayor'],
    ['title: [Update] Harbour reopens', '[Update] Harbour reopens'],
    ['title: [a, b]', '[a, b]'],
    ['title: {a}', '{a}'],
    ['title: *Harbour reopens', '*Harbour reopens'],
    ['title: &#8220;Harbour&#8221; &amp; town &#124; news', '“Harbour” & town | news'],
    ['title: !important Harbour', '!important Harbour'],
    ['title: @harbour reopens', '@harbour reopens'],
    ['title: `harbour` reopens', '`harbour` reopens'],
    ['title: % of the harbour', '% of the harbour'],
    ['title: - a dash', '- a dash'],
    ['title: 2021-10-05', '2021-10-05'],
    ['title: yes', 'yes'],
    ['title: >\n  Harbour\n  reopens', 'Harbour reopens'],
    ['title: Harbour\n  reopens', 'Harbour reopens'],
    ['Title: Harbour', 'Harbour'],
    ['title:', undefined],
  ])('of %j', (line, expected) => {
    expect(title(line)).toBe(expected);
  });
});

describe('front matter', () => {
  it('keeps every key, lists and nested ones too', () => {
    const { fields, rest } = readFrontMatter(
      '---\ntitle: T\ntags:\n  - sea\n  - trade\nauthor: {name: Ann Lee, mail: a@example.org}\nweight: 3\n---\n\nBody\n',
    );
    expect(fields).toEqual([
      { key: 'tags', values: ['sea', 'trade'] },
      { key: 'author', values: ['name: Ann Lee', 'mail: a@example.org'] },
      { key: 'weight', values: ['3'] },
    ]);
    expect(rest).toBe('\nBody\n');
  });

  it('reads the lines of invalid YAML and says so', () => {
    const read = readFrontMatter('---\ntitle: A: b\ndate: 2024-01-05\ntags: [a\n---\nBody');
    expect(read.title).toBe('A: b');
    expect(read.fields).toEqual([
      { key: 'date', values: ['2024-01-05'] },
      { key: 'tags', values: ['[a'] },
    ]);
    expect(read.findings.map(({ check }) => check)).toEqual(['front-matter']);
  });

  it.each([
    ['---\ntitle: Never closed\nlang: en\n\nBody', 'Never closed', '\nBody'],
    ['---\nlang: en\ntitle: Never closed\nBody: of words', 'Never closed', 'Body: of words'],
    [`---\ntitle: Too long\nlang: en\n\n${'note: x\n'.repeat(4_000)}---\nBody`, 'Too long', undefined],
  ])('reads the first lines of a block without an end: %.60j', (markdown, title, rest) => {
    const read = readFrontMatter(markdown);
    expect(read).toMatchObject({ title, fields: [{ key: 'lang', values: ['en'] }] });
    expect(markdown.endsWith(rest ?? read.rest)).toBe(true);
    expect(read.rest.length).toBeGreaterThan(3);
    expect(read.findings.map(({ check }) => check)).toEqual(['front-matter']);
  });

  it('reads TOML between plus signs', () => {
    const read = readFrontMatter('+++\ntitle = "Harbour # 4"\nslug = "harbour"\n+++\nBody');
    expect(read).toMatchObject({
      title: 'Harbour # 4',
      fields: [{ key: 'slug', values: ['harbour'] }],
      rest: 'Body',
    });
  });

  it.each([
    '---\n\nA rule first\n\n---\nand text',
    '---\nnote: never closed\n\nBody',
    '---\nHe said: never closed\ntitle: T\n\nBody',
    'Body\n---\ntitle: T\n---',
    '',
  ])('is not seen in %j', (markdown) => {
    expect(readFrontMatter(markdown)).toEqual({ fields: [], rest: markdown, findings: [] });
  });

  it.each([
    ['aliases', `a: &a [x,x]\nb: &b [*a,*a]\nc: [${'*b,'.repeat(500)}]\ntitle: Bomb`],
    ['depth in flow style', `x: ${'['.repeat(7_000)}\ntitle: Bomb`],
    ['depth in block style', `x:\n  ${'- '.repeat(7_000)}\ntitle: Bomb`],
    ['explicit keys', `a: b\n${'? '.repeat(7_000)}\ntitle: Bomb`],
    ['thousands of keys', `title: Bomb\n${'a: b\n'.repeat(2_500)}`],
  ])('survives %s', (_, yaml) => {
    const read = readFrontMatter(`---\n${yaml}\n---\nBody`);
    expect(read.title).toBe('Bomb');
    expect(read.fields.length).toBeLessThanOrEqual(60);
    expect(read.rest).toBe('Body');
  });
});
