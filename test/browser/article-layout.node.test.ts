/** How an article is laid out, by a browser that is given the page itself: on a screen, on a phone, on paper. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderArticle } from '../../src/reader/article-page.tsx';
import { renderSearch, type Search } from '../../src/reader/search-page.tsx';
import type { ArticleView } from '../../src/store/reader/views.ts';
import { articleOf, site } from '../reader/fixtures.ts';
import { marked } from '../reader/marked.ts';
import { launchBrowser } from './chromium.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

const url = 'https://ash.example';
const desktop = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 } };

/** Opens a page whose pictures are all of one size. */
async function withPage<T>(
  html: string,
  use: (page: Page) => Promise<T>,
  options: BrowserContextOptions & { picture?: { width: number; height: number } } = {},
): Promise<T> {
  const { picture = { width: 2000, height: 1250 }, ...look } = options;
  const context = await browser.newContext({ ...desktop, ...look });
  try {
    const page = await context.newPage();
    await page.route('**/*', (route) =>
      route.request().resourceType() === 'document'
        ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })
        : route.fulfill({
            contentType: 'image/svg+xml',
            body: `<svg xmlns="http://www.w3.org/2000/svg" width="${picture.width}" height="${picture.height}"/>`,
          }),
    );
    await page.goto(`${url}/`);
    return await use(page);
  } finally {
    await context.close();
  }
}

const boxOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`Nothing is shown of ${selector}.`);
  return box;
};

/** In the browser: each name of the credits with the role that stands on its line or next above it, in the other column. */
const namesByRole = `[...document.querySelectorAll('.colo dd')].map((name) => {
  const at = name.getBoundingClientRect();
  const roles = [...document.querySelectorAll('.colo dt')].map((role) => [role.textContent, role.getBoundingClientRect()]);
  const beside = roles.filter(([, box]) => box.top <= at.top + 1 && (box.right <= at.left + 1 || box.left >= at.right - 1));
  return (beside.at(-1)?.[0] ?? '-') + ': ' + name.textContent.trim();
})`;

it.each([
  [
    'en',
    ['Translation: Mina', 'Translation: Salma', 'Proofreading: Nils', 'Publishing: Lin', 'Publishing: Ada'],
  ],
  ['ar', ['الترجمة: Mina', 'الترجمة: Salma', 'التدقيق اللغوي: Nils', 'النشر: Lin', 'النشر: Ada']],
] as const)(
  'writes each name of the credits beside its role, also where several did it: %s',
  async (lang, named) => {
    const people = [
      ['translator', 'Mina'],
      ['translator', 'Salma'],
      ['proofreader', 'Nils'],
      ['publisher', 'Lin'],
      ['publisher', 'Ada'],
    ] as const;
    const credits = people.map(([role, name]) => ({ role, name, path: '/x', as_written: '' }));
    const html = renderArticle(marked<ArticleView>({ ...articleOf(lang), credits }), site, url);
    for (const media of ['screen', 'print'] as const) {
      await withPage(html, async (page) => {
        await page.emulateMedia({ media });
        expect(await page.evaluate(namesByRole)).toEqual(named);
      });
    }
  },
);

/** An article with a header picture of this size. */
const withHeader = (width: number, height: number): string => {
  const article = articleOf('en');
  const header = { sha256: 'cd'.repeat(32), width, height, alt: 'A ferry' };
  return renderArticle(marked<ArticleView>({ ...article, header }), site, url);
};

it('shows a header picture no larger than it is, and a portrait within the margins of a phone', async () => {
  const shown = (width: number, height: number, look: BrowserContextOptions) =>
    withPage(
      withHeader(width, height),
      async (page) => {
        const { x, width: wide, height: high } = await boxOf(page, '.fig img');
        return [x, wide, high].map(Math.round);
      },
      { ...look, picture: { width, height } },
    );
  expect((await shown(80, 60, desktop)).slice(1)).toEqual([80, 60]);
  expect(await shown(80, 60, phone)).toEqual([20, 80, 60]);
  expect((await shown(60, 80, desktop)).slice(1)).toEqual([60, 80]);
  // A photograph fills the phone from edge to edge.
  expect(await shown(2000, 1250, phone)).toEqual([0, 390, 260]);
  expect((await shown(2000, 1250, desktop))[1]).toBe(1120);
  const [x = 0, wide = 0, high = 0] = await shown(1000, 1600, phone);
  expect(x).toBeGreaterThanOrEqual(20);
  expect(x + wide).toBeLessThanOrEqual(370);
  expect(wide / high).toBeCloseTo(0.625, 1);
});

it('gives a portrait in the text no more height than one above it, and the text no gap before it', async () => {
  const picture =
    '<figure><img src="/images/p.jpeg" srcset="/images/p.jpeg 960w" sizes="42rem" width="1000" height="1600" alt=""></figure>';
  const html = renderArticle(
    marked<ArticleView>({ ...articleOf('en'), html: `${picture}<p>Text.</p>` }),
    site,
    url,
  );
  await withPage(
    html,
    async (page) => {
      const body = await boxOf(page, '.body');
      const shown = await boxOf(page, '.body img');
      expect(Math.round(shown.y - body.y)).toBe(0);
      expect(shown.height).toBeLessThanOrEqual(640);
    },
    { picture: { width: 1000, height: 1600 } },
  );
});

it('prints long lines of code broken, and what is folded away on a screen', async () => {
  const long = 'word_'.repeat(300);
  const folded = `<details><summary>More</summary><p id="in">Folded text.</p></details><pre><code>${long}</code></pre>`;
  const html = renderArticle(marked<ArticleView>({ ...articleOf('en'), html: folded }), site, url);
  await withPage(
    html,
    async (page) => {
      const isShown = () =>
        page.evaluate(`document.querySelector('#in').checkVisibility({ contentVisibilityAuto: true })`);
      const overflow = () =>
        page.evaluate(
          `document.querySelector('pre').scrollWidth - document.querySelector('pre').clientWidth`,
        );
      expect(await isShown()).toBe(false);
      expect(await overflow()).toBeGreaterThan(0);
      await page.emulateMedia({ media: 'print' });
      await expect.poll(isShown).toBe(true);
      expect(await overflow()).toBe(0);
    },
    { viewport: { width: 642, height: 971 } },
  );
});

it('draws one line below the related articles', async () => {
  await withPage(renderArticle(articleOf('en'), site, url), async (page) => {
    const lines = `[...document.querySelectorAll('.rel, .rel li, .end > p')].map((one) => {
      const { borderTopWidth, borderBottomWidth } = getComputedStyle(one);
      return one.tagName + ' ' + parseInt(borderTopWidth) + ' ' + parseInt(borderBottomWidth);
    })`;
    const drawn = (await page.evaluate<string[]>(lines)).slice(-2);
    expect(drawn).toEqual(['LI 0 0', 'P 1 0']);
  });
});

it('sets a footnote’s number close to the Han character before it', async () => {
  const note = '<sup class="footnote-ref"><a href="#fn-1">1</a></sup>';
  const html = renderArticle(
    marked<ArticleView>({
      ...articleOf('zh'),
      html: `<p id="of">渡船${note}</p><p id="bare">渡船<sup>1</sup></p>`,
    }),
    site,
    url,
  );
  await withPage(html, async (page) => {
    // The room between the two belongs to the text before it: two characters are as wide as two and no more.
    const characters = (id: string) =>
      page.evaluate(`(() => {
        const text = document.querySelector('#${id}');
        const range = document.createRange();
        range.selectNodeContents(text.firstChild);
        return range.getBoundingClientRect().width / parseFloat(getComputedStyle(text).fontSize);
      })()`);
    expect(await characters('of')).toBeCloseTo(2, 2);
    expect(await characters('bare')).toBeCloseTo(2, 2);
  });
});

it('turns the search field to the side of what is asked', async () => {
  const asked = (query: string) => renderSearch(site, 'en', marked<Search>({ kind: 'asked', query }), url);
  const direction = (page: Page) =>
    page.evaluate(`getComputedStyle(document.querySelector('.search input')).direction`);
  expect(await withPage(asked('عبّارة'), direction)).toBe('rtl');
  expect(await withPage(asked('ferry'), direction)).toBe('ltr');
});
