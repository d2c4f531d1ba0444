/** Text that is written the other way round stands alone, so that it does not turn the sentence it stands in. */
import { expect, it } from 'vitest';
import { renderArticle } from '../../src/reader/article-page.tsx';
import { renderFront } from '../../src/reader/front-page.tsx';
import { renderStory } from '../../src/reader/list-pages.tsx';
import { renderGone } from '../../src/reader/notice-page.tsx';
import { renderSearch, type Search } from '../../src/reader/search-page.tsx';
import type { FrontView, StoryView } from '../../src/store/reader/views.ts';
import type { Hits } from '../../src/store/search.ts';
import { articleOf, cardsOf, site } from './fixtures.ts';
import { marked } from './marked.ts';

const url = 'https://ash.example';
const translators = ['Mina Okafor', 'سلمى حداد', 'Nils'];
const named = 'ترجمة <bdi>Mina Okafor</bdi> و<bdi>سلمى حداد</bdi> و<bdi>Nils</bdi>';
const article = { ...articleOf('ar'), translators };

it('isolates each of several names, wherever they are listed', () => {
  const cards = cardsOf('ar').map((card) => ({ ...card, translators }));
  const view = marked<FrontView>({ site, lang: 'ar', editions: ['ar'], cards, months: [] });
  const count = (html: string): number => html.split(named).length - 1;
  expect(count(renderArticle(article, site, url))).toBe(1);
  // All but the rest below the sections, which is headlines alone.
  expect(count(renderFront(view, url, '/'))).toBeGreaterThan(7);
  const story = marked<StoryView>({ site, id: article.story_id, articles: [article], twins: [] });
  expect(count(renderStory(story, 'ar', url))).toBe(1);
  const english = renderArticle({ ...articleOf('en'), translators }, site, url);
  expect(english).toContain('<bdi>Mina Okafor</bdi>, <bdi>سلمى حداد</bdi>, and <bdi>Nils</bdi>');
});

it('isolates a label as written from the words and brackets around it', () => {
  const [first] = article.credits;
  if (!first) throw new Error('The fixture has credits.');
  const credits = [{ ...first, as_written: 'Untertitel (DE)' }];
  const html = renderArticle({ ...article, credits }, site, url);
  expect(html).toContain('(كما وردت: <bdi>Untertitel (DE)</bdi>)');
});

it('isolates what a visitor asked for', () => {
  const asked = marked<Search & Hits>({ kind: 'found', query: 'ferry (Ash)', hits: [] });
  expect(renderSearch(site, 'ar', asked, url)).toContain('لم يُعثر على شيء عن «<bdi>ferry (Ash)</bdi>».');
  const hits = cardsOf('ar').map((card) => ({ ...card, text: card.excerpt }));
  const found = renderSearch(site, 'ar', marked<Search & Hits>({ ...asked, hits }), url);
  expect(found).toContain('<h2>نتائج البحث عن «<bdi>ferry (Ash)</bdi>»</h2>');
});

it.each([
  ['zh-Hans', '<b>原因：</b><span dir="auto">Taken back.</span>'],
  ['fr', '<b>Motif\u202f: </b><span dir="auto">Taken back.</span>'],
  ['en', '<b>Reason: </b><span dir="auto">Taken back.</span>'],
])('puts before the reason of a withdrawal what the language puts there: %s', (lang, line) => {
  expect(renderGone({ site, title: 'T', reason: 'Taken back.', at: 0 }, lang, url)).toContain(line);
});
