/** The front page's arrangement: lead, grid, sections by topic, the rest. */
import { expect, it } from 'vitest';
import { arrange, renderFront } from '../../src/reader/front-page.tsx';
import type { CardView, FrontView } from '../../src/store/reader/views.ts';
import { cardsOf, site } from './fixtures.ts';
import { marked } from './marked.ts';

const [model] = cardsOf('en');

/** Cards of these topics, newest first: one letter a card, the topic's name; `-` for none; capitals have a picture. */
function cardsIn(letters: string): CardView[] {
  if (!model) throw new Error('The fixtures have cards.');
  const { header, ...bare } = model;
  return [...letters].map((letter, n) => {
    const slug = letter.toLowerCase();
    return marked({
      ...bare,
      id: `${n}`,
      title: `${n}${letter}`,
      topics: letter === '-' ? [] : [{ slug, name: slug, path: `/en/topics/${slug}` }],
      ...(header && letter !== slug ? { header } : {}),
    });
  });
}

const shown = (letters: string) => {
  const { top, sections, rest } = arrange(cardsIn(letters));
  const titles = (cards: CardView[]) => cards.map((card) => card.title).join(' ');
  return {
    top: titles(top),
    sections: sections.map(({ topic, cards }) => `${topic.name}: ${titles(cards)}`),
    rest: titles(rest),
  };
};

it('gives seven cards the top, topics of three or more a section, and the others the rest', () => {
  expect(shown('aaaaaaabcbcbcd-')).toEqual({
    top: '0a 1a 2a 3a 4a 5a 6a',
    sections: ['b: 7b 9b 11b', 'c: 8c 10c 12c'],
    rest: '13d 14-',
  });
});

it('makes no section of what stands on top, nor of two', () => {
  expect(shown('bbbbbbbbbcc')).toEqual({ top: '0b 1b 2b 3b 4b 5b 6b', sections: [], rest: '7b 8b 9c 10c' });
  expect(shown('ab')).toEqual({ top: '0a 1b', sections: [], rest: '' });
  expect(shown('')).toEqual({ top: '', sections: [], rest: '' });
});

it('ends a section at six and begins it with what has a picture', () => {
  expect(shown('-------bBbbBbbb')).toMatchObject({
    sections: ['b: 8B 11B 7b 9b 10b 12b'],
    rest: '13b 14b',
  });
});

it('shows a card of two topics once', () => {
  const cards = cardsIn('-------aaabbb');
  const both = cards[9];
  const b = cards[10]?.topics[0];
  if (!both || !b) throw new Error('There are thirteen cards.');
  both.topics.push(b);
  const { sections, rest } = arrange(cards);
  expect(sections.map(({ cards: own }) => own.map((card) => card.title))).toEqual([
    ['7a', '8a', '9a'],
    ['10b', '11b', '12b'],
  ]);
  expect(rest).toEqual([]);
});

it('shows lead, grid, sections and rest in that order, each section under the link to its topic', () => {
  const cards = cardsIn('AaaaaaabcbcbcdDe');
  const html = renderFront(
    marked({ site, lang: 'en', editions: ['en'], cards, months: [] }),
    'https://ash.example',
    '/en/',
  );
  const titles = [...html.matchAll(/<h([1-3])><a [^>]*>(?:<bdi>)?([^<]+)/g)].map(
    ([, level, text]) => `${level} ${text}`,
  );
  expect(titles).toEqual([
    `1 ${site.name}`,
    '2 0A',
    ...['1a', '2a', '3a', '4a', '5a', '6a'].map((title) => `3 ${title}`),
    ...['2 b', '3 7b', '3 9b', '3 11b'],
    ...['2 c', '3 8c', '3 10c', '3 12c'],
  ]);
  expect(html.indexOf('13d')).toBeGreaterThan(html.indexOf('12c'));
});

it('shows the footer of the edition with its links and paragraphs, and nothing that could run', () => {
  const view = {
    lang: 'en',
    editions: marked<FrontView['editions']>([]),
    cards: marked<FrontView['cards']>([]),
  };
  const months = marked<FrontView['months']>([]);
  const foot = (footer: string): string => {
    const page = renderFront(
      { ...view, months, site: { ...site, footer: { en: footer } } },
      'https://ash.example',
      '/en/',
    );
    return /<footer class="foot".*<\/footer>/s.exec(page)?.[0] ?? '';
  };
  const whole = foot(site.footer.en ?? '');
  expect(whole).toContain('<a href="https://ash.example/about">about us</a>');
  expect(whole).toContain('<a href="mailto:desk@ash.example">write to us</a>');
  expect(whole).toMatch(/<p[^>]*>Answerable for the contents: R. Abara, Landing 2.<\/p>/);
  expect(foot('[<b>](javascript:alert) <script>')).toMatch(
    />\[&lt;b&gt;\]\(javascript:alert\) &lt;script&gt;</,
  );
});
