import { nativeName } from '../i18n/languages.ts';
import type { Voice } from '../i18n/speak.ts';
import { editionPath, monthPath } from '../lib/paths.ts';
import type { CardView, FrontView, TopicView } from '../store/reader/views.ts';
import { Card, Day, isWide, Lead, Line } from './card.tsx';
import { type Frame, frameOf, inLang, renderPage, searchPath } from './frame.tsx';
import { editionAlternates, editionFeeds } from './head.ts';

/** A topic gets a section of its own on the front page from this many articles on. */
const SECTION_MIN = 3;
const SECTION_MAX = 6;
/** The lead, and two rows of three where the window is wide. */
const TOP = 7;

interface Section {
  topic: TopicView;
  cards: CardView[];
}

/** Rows without holes: what has a picture stands before what has none, each as new as its place. */
const picturesFirst = (cards: CardView[]): CardView[] => [
  ...cards.filter((card) => card.header),
  ...cards.filter((card) => !card.header),
];

/** Each card once: in the section of its first topic that has enough of them, or among the rest. */
export function arrange(cards: CardView[]): { top: CardView[]; sections: Section[]; rest: CardView[] } {
  const top = cards.slice(0, TOP);
  const left = new Set(cards.slice(TOP));
  const byTopic = new Map<string, Section>();
  for (const card of left) {
    for (const topic of card.topics) {
      const section = byTopic.get(topic.slug) ?? { topic, cards: [] };
      section.cards.push(card);
      byTopic.set(topic.slug, section);
    }
  }
  const sections: Section[] = [];
  for (const { topic, cards: all } of byTopic.values()) {
    const own = all.filter((card) => left.has(card)).slice(0, SECTION_MAX);
    if (own.length < SECTION_MIN) continue;
    for (const card of own) left.delete(card);
    sections.push({ topic, cards: picturesFirst(own) });
  }
  return { top, sections, rest: [...left] };
}

/** Every edition in its own words, this one marked. */
export const Languages = ({ frame, editions }: { frame: Frame; editions: string[] }) => (
  <nav class="row" id="languages" aria-label={frame.voice.t.editions}>
    {editions.map((lang) => (
      <a
        href={editionPath(lang)}
        hreflang={lang}
        {...inLang(lang)}
        {...(lang === frame.lang ? { 'aria-current': 'page' as const } : {})}
      >
        {nativeName(lang)}
      </a>
    ))}
  </nav>
);

const Sections = ({ voice, sections }: { voice: Voice; sections: Section[] }) => (
  <>
    {sections.map(({ topic, cards }) => (
      <section class="sect">
        <h2>
          <a href={topic.path}>
            <bdi>{topic.name}</bdi>
          </a>
        </h2>
        <div class="grid">
          {cards.map((card, n) => (
            <Card
              voice={voice}
              card={card}
              pictures={n < SECTION_MIN ? 'with pictures' : 'text only'}
              kicker="none"
              width={isWide(n, cards.length) ? 'half' : 'third'}
            />
          ))}
        </div>
      </section>
    ))}
  </>
);

/** The front page of an edition; `atRoot` is the path it was asked for by. */
export function renderFront(view: FrontView, siteUrl: string, path: string): string {
  const frame = frameOf(view.site, view.lang, siteUrl);
  const { voice } = frame;
  const { t } = voice;
  const { top, sections, rest } = arrange(view.cards);
  const [lead, ...later] = top;
  const others = picturesFirst(later);
  const content = (
    <>
      <div class="strip">
        <div class="wrap">
          <Languages frame={frame} editions={view.editions} />
          <a class="find" href={searchPath(view.lang)}>
            {t.search}
          </a>
        </div>
      </div>
      <div class="wrap">
        {lead ? <Lead voice={voice} card={lead} /> : <p>{t.empty}</p>}
        {others.length > 0 ? (
          <section aria-label={t.latest}>
            <div class="grid">
              {others.map((card, n) => (
                <Card
                  voice={voice}
                  card={card}
                  pictures="with pictures"
                  kicker="topic"
                  width={isWide(n, others.length) ? 'half' : 'third'}
                />
              ))}
            </div>
          </section>
        ) : null}
        <Sections voice={voice} sections={sections} />
        {rest.length > 0 ? (
          <section class="sect">
            <h2>{t.more}</h2>
            <ul class="lines cols">
              {rest.map((card) => (
                <Line link={card} lang={view.lang}>
                  <span class="by">
                    <Day at={card.published_at} text={voice.date(card.published_at)} />
                  </span>
                </Line>
              ))}
            </ul>
          </section>
        ) : null}
        {view.months.length > 0 ? (
          <section class="sect">
            <h2>{t.archive}</h2>
            <nav class="row" aria-label={t.archive}>
              {view.months.map((month) => (
                <a href={monthPath(view.lang, month)}>{voice.month(month)}</a>
              ))}
            </nav>
          </section>
        ) : null}
      </div>
    </>
  );
  const head = {
    title: view.site.name,
    description: `${view.site.name}: ${t.tagline}`,
    path,
    alternates: editionAlternates(view.editions, view.site.default_lang),
    feeds: editionFeeds(frame),
  };
  return renderPage(frame, head, content, 'front');
}
