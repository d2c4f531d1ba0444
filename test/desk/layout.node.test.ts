/** What the desk's style sheet does with texts that are long, or written the other way. */
import { raw } from 'hono/html';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { style } from '../../src/desk/assets/style.ts';
import { Table } from '../../src/desk/parts.tsx';
import { reviewStyle } from '../../src/desk/review/style.ts';
import { launchBrowser } from '../browser/chromium.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

async function show<T>(markup: string, use: (page: Page) => Promise<T>, width = 1280): Promise<T> {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  try {
    await page.setContent(`<!doctype html><style>${style}${reviewStyle}</style><main>${markup}</main>`);
    return await use(page);
  } finally {
    await page.close();
  }
}

it('shows code from left to right in the preview of an Arabic text', async () => {
  const code = `<pre><code>const far = ${'here, '.repeat(80)}there;</code></pre>`;
  const markup = `<section class="preview"><article lang="ar" dir="rtl"><p>استخدم <code>code_here()</code> أولًا.</p>${code}</article></section>`;
  await show(markup, async (page) => {
    const seen = await page.evaluate(`(() => {
      const [inline] = document.querySelectorAll('p code');
      const at = (from, to) => {
        const range = document.createRange();
        range.setStart(inline.firstChild, from);
        range.setEnd(inline.firstChild, to);
        return range.getBoundingClientRect().left;
      };
      const block = document.querySelector('pre');
      return {
        // The brackets stand behind the name, and the block begins where its lines begin.
        bracketsAfterName: at(9, 11) > at(0, 9),
        beginning: Math.round(block.querySelector('code').getBoundingClientRect().left - block.getBoundingClientRect().left) >= 0,
      };
    })()`);
    expect(seen).toEqual({ bracketsAfterName: true, beginning: true });
  });
});

it('keeps a long title within its column of the stories', async () => {
  const long = 'Donaudampfschifffahrtsgesellschaft'.repeat(6);
  const markup = `<section class="wide stories"><table><tr><td><a class="title">${long}</a></td><td id="next">in review</td></tr></table></section>`;
  await show(markup, async (page) => {
    const title = await page.locator('.title').boundingBox();
    const next = await page.locator('#next').boundingBox();
    expect((title?.x ?? 0) + (title?.width ?? Infinity)).toBeLessThanOrEqual(next?.x ?? 0);
  });
});

it('marks what was added by more than a colour', async () => {
  const lines = await show('<p class="change"><del>Friday</del><ins>Saturday</ins></p>', (page) =>
    page.evaluate(
      `['del', 'ins'].map((tag) => getComputedStyle(document.querySelector(tag)).textDecorationLine)`,
    ),
  );
  expect(lines).toEqual(['line-through', 'underline']);
});

it('makes a list of a table’s rows on a phone, each value beside its name', async () => {
  const row = [
    ['Name', '<bdi>استيراد النشرة الأسبوعية من الموقع القديم</bdi>'],
    ['Member', '<bdi>Noor Haddad</bdi>'],
    ['Expires', '<time>3 Dec 2026, 23:19 UTC</time>'],
    ['Error', ''],
    ['Action', '<form class="line"><button class="danger">Revoke</button></form>'],
  ];
  const table = String(
    Table({ heads: row.map(([head]) => head ?? ''), rows: [row.map(([, html]) => (html ? raw(html) : ''))] }),
  );
  const seen = (page: Page) =>
    page.evaluate(`(() => {
      const box = document.querySelector('.wide');
      const cells = [...document.querySelectorAll('td')];
      const rtl = getComputedStyle(box).direction === 'rtl';
      const start = (one) => { const r = one.getBoundingClientRect(); return Math.round(rtl ? r.right : r.left); };
      return {
        sideways: box.scrollWidth - box.clientWidth,
        heads: cells.map((one) => getComputedStyle(one).display === 'none' ? '' : getComputedStyle(one, '::before').content),
        stacked: cells.every((one, n) => n === 0 || !one.offsetHeight || one.getBoundingClientRect().top > cells[n - 1].getBoundingClientRect().top),
        starts: new Set(cells.flatMap((one) => one.firstElementChild ? [start(one.firstElementChild)] : [])).size,
      };
    })()`);
  const good = {
    sideways: 0,
    heads: ['"Name"', '"Member"', '"Expires"', '', '"Action"'],
    stacked: true,
    starts: 1,
  };
  expect(await show(table, seen, 375)).toEqual(good);
  expect(await show(`<div dir="rtl">${table}</div>`, seen, 375)).toEqual(good);
});

it('begins a title, a name and a slug of the other direction where their neighbours begin', async () => {
  const arabic = '<span>ميناء صغير</span>';
  const markup = `<h1 lang="ar" dir="auto">${arabic}</h1>
    <dl class="facts"><dt>Slug</dt><dd dir="auto">${arabic}</dd><dt>Byline</dt><dd dir="auto"><span>Ann</span></dd></dl>
    <table><tr><th><span>Name</span></th></tr><tr><td dir="auto">${arabic}</td></tr></table>`;
  const edges = (page: Page, side: 'left' | 'right') =>
    page.evaluate<number[]>(
      `[...document.querySelectorAll('h1, h1 > span, dd > span, th > span, td > span, main')].map((one) => Math.round(one.getBoundingClientRect().${side}))`,
    );
  const [main, h1, title, slug, byline, head, name] = await show(markup, (page) => edges(page, 'left'));
  expect([h1, title, byline, name]).toEqual([main, main, slug, head]);
  // A page that itself goes from right to left has them on its right.
  const other = await show(`<div dir="rtl">${markup}</div>`, (page) => edges(page, 'right'));
  expect([other[1], other[2], other[4]]).toEqual([other[0], other[0], other[3]]);
  expect(other[5]).toBe(other[6]);
});
