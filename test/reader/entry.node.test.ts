/** The text of an article in a feed, where no page of ours stands round it. */
import { expect, it } from 'vitest';
import { entryHtml } from '../../src/reader/entry.ts';
import { frameOf } from '../../src/reader/frame.tsx';
import type { EntryView } from '../../src/store/reader/views.ts';
import { articleOf, site } from './fixtures.ts';

const url = 'https://ash.example';
const inFeed = (html: string): string => {
  const entry: EntryView = { ...articleOf('en'), html, corrections: [], translators: [], authors: [] };
  return entryHtml(frameOf(site, 'en', url), entry);
};

it('leads to our pages, pictures and footnotes from anywhere', () => {
  const text = inFeed(
    '<p><a href="/en/2026/11/eels" title="a > b">x</a><sup><a id="t-ref-1" href="#t-note-1" role="doc-noteref">1</a></sup></p><picture><source type="image/webp" srcset="/images/a/480.webp 480w, /images/a/960.webp 960w"><img src="/images/a/960.jpeg" alt="#"></picture>',
  );
  for (const part of [
    `<a href="${url}/en/2026/11/eels" title="a > b">`,
    `href="${url}/en/2026/11/ferry#t-note-1"`,
    `srcset="${url}/images/a/480.webp 480w, ${url}/images/a/960.webp 960w"`,
    `<img src="${url}/images/a/960.jpeg" alt="#">`,
  ])
    expect(text).toContain(part);
});

it('leaves the samples of HTML in a text as they are', () => {
  const sample = '<pre><code>&lt;a href="/about"&gt;&lt;img src="/a.png" srcset="/b.png 2x"&gt;</code></pre>';
  expect(inFeed(sample)).toContain(sample);
});
