import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readFiles } from '../../../src/cli/import/read.ts';
import { joinStories } from '../../../src/cli/import/stories.ts';
import { ghostExport, makeFolder } from './files.ts';

const wxr = readFileSync(join(import.meta.dirname, 'fixtures/blog.xml'), 'utf8').replace(
  'PICTURE_URL',
  'https://kiln.example.org/rim-large.jpg',
);
const readXml = (text: string) =>
  readFiles(join(makeFolder({ 'blog.xml': text }), 'blog.xml'), { lang: 'en' });
const readJson = (value: unknown, baseUrl?: string) =>
  readFiles(
    join(
      makeFolder({ 'ghost.json': typeof value === 'string' ? value : JSON.stringify(value, null, 2) }),
      'ghost.json',
    ),
    {
      lang: 'en',
      ...(baseUrl ? { baseUrl } : {}),
    },
  );

it('reads WordPress with Polylang, several authors, header pictures, old addresses and losses', async () => {
  const read = await readXml(wxr);
  expect(read.broken).toEqual([]);
  expect(read.skipped).toEqual([{ item: 'page 14 "About"', reason: expect.stringContaining('page') }]);
  expect(read.items.map(({ lang, state, slug }) => [lang, state, slug])).toEqual([
    ['en', 'published', 'pots-that-ring'],
    ['fr', 'published', 'des-pots-qui-sonnent'],
    ['zh-Hant', 'draft', '陶罐'],
  ]);
  const [first, second] = read.items;
  expect(first?.markdown).toBe(`---
title: Pots that ring like bells
date: 2021-03-04T09:30:00Z
description: Sound tells a crack.
old_address: https://kiln.example.org/2021/03/pots-that-ring/
author:
  - Olwen Prys
  - Sacha Lindqvist
---

![A cracked rim](https://kiln.example.org/rim-large.jpg)

Tap the rim and **listen**, says the potter.

| Clay | Note |
| --- | --- |
| Red | G |

*By ear*

See [the workshop](https://kiln.example.org/about/).
`);
  expect(first?.oldUrls).toEqual([
    'https://kiln.example.org/2021/03/pots-that-ring/',
    'https://kiln.example.org/2021/03/ringing-pots/',
    'https://kiln.example.org/?p=11',
  ]);
  expect(first?.topics).toEqual(['Craft', 'Clay']);
  expect(first?.publishedAt).toBe('2021-03-04T09:30:00Z');
  expect(read.items[2]?.publishedAt).toBeUndefined();
  const losses = first?.losses.join('\n') ?? '';
  for (const lost of ['script element', '1 comments', 'custom fields mood']) expect(losses).toContain(lost);
  expect(second?.markdown).toContain('Puis écoutez, dit la potière.');
  expect(second?.markdown).toContain('![Le bord](https://kiln.example.org/rim.jpg)\n*Un bord fendu*');
  expect(second?.losses.join()).toContain('shortcode [wobble]');
  expect(await joinStories(read.items, { lang: 'en' })).toBe(1);
  expect(new Set(read.items.map((item) => item.sourceUrl))).toEqual(
    new Set(['https://kiln.example.org/2021/03/pots-that-ring/']),
  );
});

it('names line and remedy of a broken WordPress file', async () => {
  const cut = wxr.slice(0, wxr.indexOf('陶罐之聲'));
  await expect(readXml(cut)).rejects.toThrow(/blog\.xml:\d+: The XML is not well-formed: .*Export it again/);
  const crossed = wxr.replace('</wp:post_name>', '</wp:post_nam>');
  const line = wxr.slice(0, wxr.indexOf('</wp:post_name>')).split('\n').length;
  await expect(readXml(crossed)).rejects.toThrow(`blog.xml:${line}: `);
  await expect(readXml('<html><body>Log in</body></html>')).rejects.toThrow(
    /:1: .*no WordPress export.*Tools, Export/,
  );
  await expect(readXml('<rss><channel><title>News</title></channel></rss>')).rejects.toThrow(
    'no wp:wxr_version',
  );
});

it('expands no entity that a file defines', async () => {
  const bomb = `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${wxr.slice(wxr.indexOf('<rss')).replace('Pots that ring', '&b;')}`;
  await expect(readXml(bomb)).rejects.toThrow(/undefined entity/i);
});

it('reads Ghost posts from lexical, mobiledoc and HTML', async () => {
  const read = await readJson(ghostExport(), 'https://tide.example.org/');
  expect(read.broken).toEqual([]);
  expect(read.items.map(({ lang, state, slug }) => [lang, state, slug])).toEqual([
    ['en', 'published', 'causeway'],
    ['en', 'published', 'gulls'],
    ['fr', 'draft', 'maree'],
  ]);
  const [causeway, gulls, tide] = read.items;
  expect(causeway?.markdown).toBe(`---
title: Causeway
date: 2024-05-01T08:00:00.000Z
old_address: https://tide.example.org/causeway/
author:
  - Wren Okafor
  - Ivo Marsh
---

![The road](https://tide.example.org/content/c.jpg)
*By me*

## Low tide

The ***causeway***  
[opens](https://tide.example.org/map/)

1.  Wait

![Mud](https://tide.example.org/a.jpg)
*At **noon***

\`\`\`sh
tide < 2
\`\`\`

* kept **as is**
`);
  expect(causeway?.losses.join()).toContain('card "signup"');
  expect(causeway?.publishedAt).toBe('2024-05-01T08:00:00Z');
  expect(tide?.publishedAt).toBeUndefined();
  expect(gulls?.markdown).toContain('### Gulls & crabs');
  expect(gulls?.markdown).toContain('**Bold**  \n[link](https://tide.example.org/x?a=1&b=2) <end>');
  expect(gulls?.markdown).toContain('-   one\n-   two');
  expect(tide?.losses.join()).toContain('visibility "members"');
  expect(read.skipped.map(({ item }) => item)).toEqual(['post a4 "Imprint"']);
});

it('names line and remedy of a broken Ghost file, and goes on after a broken post', async () => {
  const text = JSON.stringify(ghostExport(), null, 2);
  const at = text.indexOf('"slug": "gulls"');
  const line = text.slice(0, at).split('\n').length;
  await expect(readJson(`${text.slice(0, at)}slug": "gulls"${text.slice(at + 15)}`)).rejects.toThrow(
    new RegExp(`ghost\\.json:${line}: The JSON cannot be read`),
  );
  await expect(readJson(text.slice(0, 400))).rejects.toThrow(/ghost\.json:\d+: .*cut off/);
  await expect(readJson('{"db": []}')).rejects.toThrow('no Ghost export');
  const read = await readJson(
    ghostExport([{ id: 'z', title: 'Z', type: 'post', status: 'published', lexical: '{"no": 1}' }]),
  );
  expect(read.items).toHaveLength(3);
  expect(read.broken).toEqual([
    { item: 'post z "Z"', reason: expect.stringContaining('save the post in Ghost') },
  ]);
});

it('takes no two articles for one, and no news feed for an export', async () => {
  const entry = (title: string, id = ''): string =>
    `<item><title>${title}</title>${id}<content:encoded><![CDATA[<p>Text.</p>]]></content:encoded></item>`;
  const rss = (inside: string): string =>
    `<rss xmlns:content="c" xmlns:wp="w"><channel><title>Kiln</title>${inside}</channel></rss>`;
  await expect(readXml(rss(entry('Rim') + entry('Glaze')))).rejects.toThrow('is no WordPress export');
  const id = '<wp:post_id>7</wp:post_id>';
  const version = '<wp:wxr_version>1.2</wp:wxr_version>';
  const read = await readXml(rss(version + entry('Rim', id) + entry('Glaze', id) + entry('Clay')));
  expect(read.items.map(({ title }) => title)).toEqual(['Rim']);
  expect(read.broken).toEqual([
    { item: 'post "Clay" (line 1)', reason: expect.stringContaining('has no wp:post_id') },
    { item: 'post 7 "Glaze"', reason: expect.stringContaining('the same number') },
  ]);
  const post = { id: 'a1', title: 'Twice', html: '<p>Text.</p>', type: 'post', status: 'published' };
  expect((await readJson(ghostExport([post]))).broken).toEqual([
    { item: 'post a1 "Twice"', reason: expect.stringContaining('the same number') },
  ]);
});

it('reads a file in the encoding that it names, and stops where a byte does not fit', async () => {
  const text =
    '<?xml version="1.0" encoding="iso-8859-1"?><rss xmlns:wp="w" xmlns:content="c"><channel><wp:wxr_version>1.1</wp:wxr_version><item><title>Caf\u00e9</title><content:encoded>Text.</content:encoded><wp:post_id>1</wp:post_id></item></channel></rss>';
  const read = (bytes: Uint8Array) =>
    readFiles(join(makeFolder({ 'blog.xml': bytes }), 'blog.xml'), { lang: 'en' });
  const utf16 = Buffer.from(`\ufeff${text.replace('iso-8859-1', 'utf-16')}`, 'utf16le');
  for (const bytes of [Buffer.from(text, 'latin1'), utf16])
    expect((await read(bytes)).items[0]?.title).toBe('Caf\u00e9');
  const wrong = Buffer.from(text.replace('iso-8859-1', 'utf-8'), 'latin1');
  await expect(read(wrong)).rejects.toThrow(/blog\.xml:1: The text is not in utf-8\. Save the file as UTF-8/);
});

it('reads the names of terms and people as WordPress shows them', async () => {
  const item = '<![CDATA[R&amp;D &#8211; &lt;lab&gt;]]>';
  const read = await readXml(
    wxr
      .replace('<![CDATA[Craft]]>', item)
      .replace('<category domain="author" nicename="cap-olwen"><![CDATA[Olwen Prys]]>', (all) =>
        all.replace('Prys', '&amp; Prys'),
      ),
  );
  expect(read.items[0]?.topics[0]).toBe('R&D \u2013 <lab>');
  expect(read.items[0]?.markdown).toContain('- Olwen & Prys\n');
});
