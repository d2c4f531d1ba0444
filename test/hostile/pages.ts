/** Every page of the reader with one attack in each place that shows text, links or an article's own HTML. */
import { renderBody } from '../../src/pipeline/markdown/render.ts';
import { renderArticle } from '../../src/reader/article-page.tsx';
import { renderAtom } from '../../src/reader/atom.ts';
import { frameOf } from '../../src/reader/frame.tsx';
import { renderFront } from '../../src/reader/front-page.tsx';
import { renderJsonFeed } from '../../src/reader/json-feed.ts';
import { renderPerson, renderStory, renderTopic } from '../../src/reader/list-pages.tsx';
import { renderMonth } from '../../src/reader/month-page.tsx';
import { renderGone } from '../../src/reader/notice-page.tsx';
import { renderSearch } from '../../src/reader/search-page.tsx';
import type { ArticleView, CardView, EntryView, FeedView, SiteView } from '../../src/store/reader/views.ts';
import { articleOf, cardsOf, site } from '../reader/fixtures.ts';
import { marked } from '../reader/marked.ts';

/** A string in every field that comes from a submission or an editor; structure, paths and ids stay. */
function withText(article: ArticleView, text: string): ArticleView {
  const topics = article.topics.map((topic) => ({ ...topic, name: text }));
  return marked({
    ...article,
    title: text,
    excerpt: text,
    byline: text,
    disclaimer: text,
    translators: [text, text],
    topics,
    ...(article.header ? { header: { ...article.header, alt: text, caption: text } } : {}),
    repost: { name: text, url: text },
    sources: [
      { url: text, title: text, publisher: text, lang: text },
      { url: `https://example.org/?${text}`, title: text },
    ],
    credits: article.credits.map((credit) => ({
      ...credit,
      name: text,
      affiliation: text,
      as_written: text,
      url: text,
    })),
    footer_links: [{ text, url: text }],
    corrections: article.corrections.map((correction) => ({ ...correction, note: text })),
    related: article.related.map((link) => ({ ...link, title: text })),
    siblings: article.siblings.map((sibling) => ({ ...sibling, title: text })),
  });
}

const withHtml = (article: ArticleView, markdown: string): ArticleView => ({
  ...article,
  html: renderBody(markdown, { lang: 'en', pictures: new Map() }).html,
});

export const attackedArticle = (markdown: string): ArticleView =>
  withText(withHtml(articleOf('en'), markdown), markdown);

const attackedSite = (text: string): SiteView => ({ ...site, name: text, footer: { en: text } });

/** One article page whose every part is the attack. */
export const articlePage = (markdown: string, url: string): string =>
  renderArticle(attackedArticle(markdown), site, url);

/** Pages that only show text, each card with an attack of its own; `texts` are at most a front page's worth. */
export function listPages(texts: readonly string[], url: string): string[] {
  const [card] = cardsOf('en');
  if (!card) throw new Error('The fixtures have no card.');
  const cards: CardView[] = texts.map((text) => withText(articleOf('en'), text));
  const [first = ''] = texts;
  const topic = { slug: 'x', name: first, path: '/en/topics/x' };
  const person = { slug: 'x', name: first, path: '/en/people/x' };
  const hits = cards.map(({ title, path, published_at }) => ({ title, path, text: title, published_at }));
  const all = attackedSite(first);
  return [
    renderFront(marked({ site: all, lang: 'en', editions: ['en'], cards, months: ['2026-11'] }), url, '/en/'),
    renderMonth(
      marked({ site: all, links: cards, months: ['2026-11'] }),
      { lang: 'en', month: '2026-11', path: '/x' },
      url,
    ),
    renderTopic(marked({ site: all, topic, cards }), { lang: 'en', path: topic.path }, url),
    renderPerson(
      marked({
        site: all,
        person,
        work: cards.map((one) => ({ role: 'translator' as const, link: one })),
        langs: ['ja'],
      }),
      { lang: 'en', path: person.path },
      url,
    ),
    renderStory(
      marked({
        site: all,
        id: articleOf('en').story_id,
        source: { url: first, title: first, publisher: first, lang: first },
        articles: cards,
        twins: cards,
      }),
      'en',
      url,
    ),
    renderGone({ site: all, title: first, reason: first, at: 1 }, 'en', url),
    // Each attack as a hit, and one in five as what was searched for: that is one field of text.
    ...hits
      .filter((_, at) => at % 5 === 0)
      .map(({ title }) =>
        renderSearch(all, 'en', marked({ kind: 'found', query: title, hits, older: 9 }), url),
      ),
  ];
}

/** Both feeds of these attacks. */
export function feeds(markdowns: readonly string[], url: string): { atom: string; json: string } {
  const entries: EntryView[] = markdowns.map((markdown) => ({
    ...attackedArticle(markdown),
    authors: [markdown],
  }));
  const frame = frameOf(attackedSite(markdowns[0] ?? ''), 'en', url);
  const about = { slug: 'x', name: markdowns[0] ?? '', path: '/x' };
  const view = marked<FeedView>({ site: frame.site, about, entries });
  const place = { home: '/en/', self: '/en/feed.xml' };
  return { atom: renderAtom(frame, view, place), json: renderJsonFeed(frame, view, place) };
}
