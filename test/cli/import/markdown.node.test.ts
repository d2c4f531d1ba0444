import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readExportFile, writeExportFile } from '../../../src/cli/export/file.ts';
import { readMarkdownFolder } from '../../../src/cli/import/markdown/folder.ts';
import { readSourceText } from '../../../src/cli/import/markdown/front-matter.ts';
import { joinStories } from '../../../src/cli/import/stories.ts';
import { makeFolder } from './files.ts';

const find = (read: ReturnType<typeof readMarkdownFolder>, id: string) => {
  const item = read.items.find((one) => one.id === id);
  if (!item) throw new Error(`${id} is not among ${read.items.map((one) => one.id).join(', ')}`);
  return item;
};

it('reads a Jekyll site: names, permalinks, Liquid, pictures, translations by reference', async () => {
  const root = makeFolder({
    '_config.yml': 'url: https://harbour.example.org\nbaseurl: /blog\npermalink: pretty\n',
    '_posts/2022-02-03-low-bridge.md':
      '---\ntitle: Low bridge\nlang: en-GB\nref: bridge\ncategories: [Canal]\ntags: [boats, locks]\nimage: /assets/bridge.jpg\nredirect_from: /old/bridge\n---\n\nText with [a link](../map/) and ![a boat](boat.png).\n\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\n\n{% include video.html id="9" %}\n',
    '_posts/2022-02-04-pont-bas.md': '---\ntitle: Pont bas\nlang: fr\nref: bridge\n---\n\nDu texte.\n',
    '_drafts/later.md': '---\ntitle: Later\n---\n\nNot yet.\n',
    'assets/bridge.jpg': new Uint8Array([0xff, 0xd8, 0xff]),
    'about.md': '---\ntitle: About\n---\n\nWho we are.\n',
  });
  const read = readMarkdownFolder(root, { lang: 'en' });
  expect(read.broken).toEqual([]);
  expect(read.items.map((item) => item.id)).toEqual([
    '_posts/2022-02-03-low-bridge.md',
    '_posts/2022-02-04-pont-bas.md',
    '_drafts/later.md',
  ]);
  const bridge = find(read, '_posts/2022-02-03-low-bridge.md');
  expect(bridge).toMatchObject({
    lang: 'en',
    slug: 'low-bridge',
    topics: ['boats', 'locks', 'Canal'],
    state: 'published',
    headerFile: join(root, 'assets/bridge.jpg'),
    oldUrls: ['/canal/2022/02/03/low-bridge/', '/old/bridge'],
  });
  expect(bridge.markdown).toContain('```ruby\nputs 1\n```');
  expect(bridge.markdown).toContain(
    '![a boat](https://harbour.example.org/blog/canal/2022/02/03/low-bridge/boat.png)',
  );
  expect(bridge.markdown).toContain('\ndate: 2022-02-03\n');
  expect(bridge.losses.join('\n')).toContain('template tag "include" (1×)');
  expect(find(read, '_drafts/later.md').state).toBe('draft');
  expect(await joinStories(read.items, { lang: 'en', baseUrl: 'https://harbour.example.org/blog/' })).toBe(1);
  expect(bridge.sourceUrl).toBe('https://harbour.example.org/blog/canal/2022/02/03/low-bridge/');
  expect(find(read, '_posts/2022-02-04-pont-bas.md')).toMatchObject({
    sourceUrl: bridge.sourceUrl,
    sourceLang: 'en',
  });
});

it('reads a Hugo site: bundles, TOML, languages by suffix and folder, shortcodes', async () => {
  const root = makeFolder({
    'hugo.toml': 'baseURL = "https://mill.example.org/"\n',
    'content/_index.md': '---\ntitle: All\n---\n',
    'content/posts/wheel/index.md':
      '+++\ntitle = "The wheel"\ndate = 2023-07-01T10:00:00Z\ndraft = false\naliases = ["/w/"]\n[cover]\nimage = "wheel.jpg"\n+++\n\nIt turns.\n\n{{< figure src="gear.png" alt="A gear" caption="Oak" >}}\n\n{{< youtube abc123 >}}\n',
    'content/posts/wheel/index.zh-cn.md': '---\ntitle: 水轮\n---\n\n它在转。\n',
    'content/posts/wheel/wheel.jpg': new Uint8Array([0xff, 0xd8, 0xff]),
    'content/de/posts/stone.md': '---\ntitle: Der Stein\ndraft: true\n---\n\nEr mahlt.\n',
    'content/posts/stone.md': '{\n  "title": "The stone",\n  "tags": ["flour"]\n}\n\nIt grinds.\n',
  });
  const read = readMarkdownFolder(root, { lang: 'en' });
  expect(read.broken).toEqual([]);
  expect(read.skipped).toHaveLength(1);
  const wheel = find(read, 'content/posts/wheel/index.md');
  expect(wheel).toMatchObject({
    slug: 'wheel',
    headerFile: join(root, 'content/posts/wheel/wheel.jpg'),
    oldUrls: ['/posts/wheel/', '/w/'],
  });
  expect(wheel.markdown).toContain('![A gear](https://mill.example.org/posts/wheel/gear.png)\n\n*Oak*');
  expect(wheel.markdown).toContain('<https://www.youtube.com/watch?v=abc123>');
  expect(find(read, 'content/posts/wheel/index.zh-cn.md').lang).toBe('zh-Hans');
  expect(find(read, 'content/de/posts/stone.md')).toMatchObject({ lang: 'de', state: 'draft' });
  expect(find(read, 'content/posts/stone.md').markdown).toMatch(/^---\ntitle: The stone\ntags:\n/);
  expect(await joinStories(read.items, { lang: 'en', baseUrl: 'https://mill.example.org/' })).toBe(2);
});

it('reads a Hexo site: front matter without its first line, tags, permalinks, drafts', () => {
  const root = makeFolder({
    '_config.yml': 'url: https://lamp.example.org\npermalink: :year/:month/:title/\n',
    'source/_posts/wick.md':
      'title: The wick\ndate: 2019-11-30 08:00:00\ntags:\n- oil\n- light\n---\n\nIt burns.\n\n<!-- more -->\n\n{% asset_img flame.png A flame %}\n\n{% codeblock lang:js %}\nlight()\n{% endcodeblock %}\n',
    'source/_drafts/oil.md': '---\ntitle: Oil\n---\n\nSoon.\n',
    'source/_posts/dashes.md': 'title: not a field, says the second line\nbut a sentence\n---\n\nText.\n',
  });
  const read = readMarkdownFolder(root, { lang: 'en' });
  const wick = find(read, 'source/_posts/wick.md');
  expect(wick).toMatchObject({ slug: 'wick', topics: ['oil', 'light'], oldUrls: ['/2019/11/wick/'] });
  expect(wick.markdown).toBe(
    '---\ntitle: The wick\ndate: 2019-11-30 08:00:00\ntags:\n- oil\n- light\n---\n\nIt burns.\n\n\n\n![A flame](https://lamp.example.org/2019/11/wick/flame.png)\n\n\n```\nlight()\n```\n\n',
  );
  expect(find(read, 'source/_drafts/oil.md').state).toBe('draft');
  expect(find(read, 'source/_posts/dashes.md').markdown).toMatch(/^title: not a field/);
});

it('leaves plain files byte for byte, and names what only a running site or a base address could give', async () => {
  const text = '---\ntitle: "Plain"\nsource: https://paper.example.net/report\n---\n\nBody.\n';
  const root = makeFolder({
    'en/plain.md': text,
    'ar/plain.md': '# عنوان\n\nنص.\n',
    'en/notes.md': '# Notes\n\nFirst words.\n\n![x](shot.png)\n',
    'en/odd.rst': 'Odd\n===\n',
    'README.md': 'About the folder.\n',
  });
  const read = readMarkdownFolder(root, { lang: 'en' });
  expect(find(read, 'en/plain.md').markdown).toBe(text);
  expect(find(read, 'en/notes.md').losses.join()).toContain('--base-url');
  expect(read.skipped.map(({ item }) => item).sort()).toEqual(['README.md', 'en/odd.rst']);
  await joinStories(read.items, { lang: 'en' });
  expect(find(read, 'ar/plain.md').sourceUrl).toBe('https://paper.example.net/report');
});

it('joins translations by path without any address, and says that the address is made up', async () => {
  const root = makeFolder({ 'one.en.md': '# One\n\nText.\n', 'one.fr.md': '# Un\n\nTexte.\n' });
  const read = readMarkdownFolder(root, { lang: 'en' });
  expect(await joinStories(read.items, { lang: 'en' })).toBe(1);
  const [first, second] = read.items;
  expect(first?.sourceUrl).toMatch(/^https:\/\/import\.invalid\//);
  expect(second?.sourceUrl).toBe(first?.sourceUrl);
  expect(first?.losses.join()).toContain('made-up address');
});

it.each([
  ['yaml', '---\nlang: en\ntitle: Half: a story\n---\n\nText.\n', 3, 'quotes'],
  ['unclosed', '---\ntitle: Endless\n\nText.\n', 1, 'Put a line ---'],
  ['toml', '+++\ntitle = "A"\nbroken = \n+++\n\nText.\n', 3, 'stand in quotes'],
  ['json', '{\n  "title": "A"\n  "slug": "b"\n}\n\nText.\n', 3, 'Check quotes and commas'],
])('names line and remedy of a malformed file: %s', (_, text, line, remedy) => {
  const root = makeFolder({ 'bad.md': text, 'good.md': '# Good\n\nText.\n' });
  const read = readMarkdownFolder(root, { lang: 'en' });
  expect(read.items.map((item) => item.id)).toEqual(['good.md']);
  expect(read.broken.map(({ item }) => item)).toEqual([`bad.md:${line}`]);
  expect(read.broken[0]?.reason).toContain(remedy);
});

it('names the line of the first byte that is not UTF-8', () => {
  const root = makeFolder({ 'latin.md': new Uint8Array([...Buffer.from('# A\n\nnaive caf'), 0xe9, 0x0a]) });
  expect(readMarkdownFolder(root, { lang: 'en' }).broken).toMatchObject([{ item: 'latin.md:3' }]);
});

it('gets the exact text back out of every exported file', () => {
  const fields = {
    title: 'T: "x"',
    sha256: 's',
    id: 'i',
    story: 'o',
    lang: 'ar',
    slug: 's',
    state: 'published',
    topics: ['a: b'],
    tags: [],
    old_slugs: [],
    old_paths: [],
    corrections: [],
    pictures: [],
  };
  const line = fc.oneof(
    fc.constantFrom(
      '---',
      '...',
      'title: A',
      'title: |',
      '  deep',
      'dragoman: 1',
      '- x',
      '# c',
      '',
      '+++',
      '"open',
    ),
    fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\r', '')),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.boolean(), (lines, hasFront) => {
      const markdown = `${hasFront ? '---\n' : ''}${lines.join('\n')}`;
      const text = writeExportFile(fields, markdown);
      const source = readSourceText(text);
      if (!source.ok) throw new Error(`${source.error.line}: ${source.error.message}\n${text}`);
      expect(readExportFile(text, source.value.fields.dragoman)?.markdown).toBe(markdown);
    }),
    { numRuns: 2_000 },
  );
});

it('takes an exported file that was edited as the text it is now', () => {
  const fields = {
    title: 'T',
    sha256: 's',
    id: 'i',
    story: 'o',
    lang: 'en',
    slug: 'tee',
    state: 'published',
    topics: [],
    tags: [],
    old_slugs: [],
    old_paths: [],
    corrections: [],
    pictures: [],
  };
  const root = makeFolder({ 'en/2026/01/tee.md': writeExportFile(fields, '# Tee\n\nBefore.\n') });
  const file = join(root, 'en/2026/01/tee.md');
  writeFileSync(file, readFileSync(file, 'utf8').replace('Before', 'After'));
  expect(readMarkdownFolder(root, { lang: 'fr' }).items).toMatchObject([
    { lang: 'en', slug: 'tee', markdown: '# Tee\n\nAfter.\n' },
  ]);
});

it('holds back what was still to come, and names a date that it cannot read', () => {
  const dated = (date: string): string => `---\ntitle: Weir\n${date}\n---\n\nText.\n`;
  const root = makeFolder({
    'later.md': dated('date: 2999-01-01'),
    'shown-later.md': dated('date: 2021-01-01\npublishDate: 2999-01-01'),
    'held.md': dated('date: 2999-01-01\ndraft: true'),
    'over.md': dated('date: 2021-03-04\nexpiryDate: 2021-04-01T10:00:00Z'),
    'over-and-held.md': dated('date: 2021-03-04\nexpiryDate: 2021-04-01\ndraft: true'),
    'over-later.md': dated('date: 2021-03-04\nexpiryDate: "2999-04-01"'),
    'named.md': dated('date: March 4, 2021'),
    'nowhere.md': dated('date: 2021-02-31'),
    'slashes.md': dated('date: 2021/3/4'),
  });
  const read = readMarkdownFolder(root, { lang: 'en' });
  const seen = read.items.map(({ id, state, publishedAt, losses }) => [id, state, publishedAt, losses]);
  const toCome = 'date 2999-01-01: it is still to come, so it comes in as a draft; schedule it at the desk';
  expect(seen).toEqual([
    ['held.md', 'draft', undefined, []],
    ['later.md', 'draft', undefined, [toCome]],
    ['named.md', 'published', undefined, [expect.stringContaining('date March 4, 2021: it is no date')]],
    ['nowhere.md', 'published', undefined, [expect.stringContaining('date 2021-02-31: it is no date')]],
    ['over-and-held.md', 'draft', undefined, []],
    [
      'over-later.md',
      'published',
      '2021-03-04T00:00:00Z',
      ['expiryDate 2999-04-01: nothing is taken back by itself; withdraw it at the desk then'],
    ],
    [
      'over.md',
      'draft',
      undefined,
      [
        expect.stringMatching(
          /^expiryDate 2021-04-01T10:00:00\S*: its time is over there, so it comes in as a draft$/,
        ),
      ],
    ],
    ['shown-later.md', 'draft', undefined, [toCome]],
    ['slashes.md', 'published', '2021-03-04T00:00:00Z', []],
  ]);
});

it('finds pictures whose names have blanks, brackets, percent signs and other scripts', () => {
  const names = ['a pic.png', '\u56fe \u7247.png', '100%.png', '50%20off.png', 'pic(1).png'];
  const root = makeFolder({
    ...Object.fromEntries(names.map((name) => [name, new Uint8Array([1])])),
    'angled.md': '# A\n\n![a](<a pic.png>)\n\nText.\n',
    'han.md': '# B\n\n![b](<\u56fe \u7247.png> "B")\n\nText.\n',
    'percent.md': '# C\n\n![c](100%.png)\n\nText.\n',
    'field.md': '---\ntitle: D\nimage: 50%20off.png\n---\n\nText [on](<b c.md>) and [off](d.md).\n',
    'round.md': '# E\n\n![e](pic(1).png)\n\nText.\n',
    'lost.md': '# F\n\n![f](lost.png)\n\nText.\n',
  });
  const read = readMarkdownFolder(root, { lang: 'en' });
  expect(read.items.map(({ id, headerFile }) => [id, headerFile?.slice(root.length + 1)])).toEqual([
    ['angled.md', 'a pic.png'],
    ['field.md', '50%20off.png'],
    ['han.md', '\u56fe \u7247.png'],
    ['lost.md', undefined],
    ['percent.md', '100%.png'],
    ['round.md', 'pic(1).png'],
  ]);
  expect(find(read, 'field.md').losses.map((loss) => loss.split(':')[0])).toEqual([
    'link b c.md',
    'link d.md',
  ]);
  expect(find(read, 'lost.md').losses).toEqual([expect.stringContaining('lost.png: there is no such file')]);
  const there = readMarkdownFolder(root, { lang: 'en', baseUrl: 'https://old.example.org/' });
  expect(find(there, 'field.md').markdown).toContain('[on](<https://old.example.org/field/b%20c.md>)');
});
