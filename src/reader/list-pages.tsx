/** Pages of a topic and of a person in one edition, and of a story in all of them. */
import { nativeName } from '../i18n/languages.ts';
import type { Voice } from '../i18n/speak.ts';
import { personPath, topicPath } from '../lib/paths.ts';
import type {
  CardView,
  ListCursor,
  PersonPageView,
  SiteView,
  StoryView,
  TopicPageView,
} from '../store/reader/views.ts';
import { creditRoles } from '../store/schema/words.ts';
import { Sources } from './article-parts.tsx';
import { Day, Line, Names } from './card.tsx';
import { below, frameOf, inLang, renderPage } from './frame.tsx';
import { type Alternate, alternatesOf } from './head.ts';

const About = ({ voice, card }: { voice: Voice; card: CardView }) => (
  <>
    <p>{card.excerpt}</p>
    <span class="by">
      {card.translators.length > 0 ? (
        <>
          <Names voice={voice} names={card.translators} /> ·{' '}
        </>
      ) : null}
      <Day at={card.published_at} text={voice.date(card.published_at)} />
    </span>
  </>
);

const Older = (props: { voice: Voice; path: string; older: ListCursor | undefined }) =>
  props.older === undefined ? null : (
    <p class="row">
      <a href={`${props.path}/before/${props.older.at}-${props.older.id}`} rel="next">
        {props.voice.t.older}
      </a>
    </p>
  );

/** The way to the same list in other editions. */
const OtherEditions = (props: { voice: Voice; langs: string[]; pathIn: (lang: string) => string }) =>
  props.langs.length === 0 ? null : (
    <p class="also">
      {props.voice.t.alsoIn}{' '}
      {props.langs.map((lang, n) => (
        <>
          {n > 0 ? ' · ' : ''}
          <a href={props.pathIn(lang)} hreflang={lang} {...inLang(lang)}>
            {nativeName(lang)}
          </a>
        </>
      ))}
    </p>
  );

/** The first page of a list in each edition that has one; a later page has no counterpart. */
function listAlternates(
  list: { langs: string[]; pathIn: (lang: string) => string; shown: number },
  at: { lang: string; path: string },
  site: SiteView,
): Alternate[] {
  if (at.path !== list.pathIn(at.lang) || list.shown === 0) return [];
  const all = [at.lang, ...list.langs].map((lang) => ({ lang, path: list.pathIn(lang) }));
  return alternatesOf(all, site.default_lang);
}

/** `path` is that of the page asked for: the topic's own or a later page's. */
export function renderTopic(
  view: TopicPageView,
  at: { lang: string; path: string },
  siteUrl: string,
): string {
  const frame = frameOf(view.site, at.lang, siteUrl);
  const { voice } = frame;
  const { topic, langs = [] } = view;
  const pathIn = (lang: string) => topicPath(lang, topic.slug);
  const content = (
    <div class="page">
      <p class="kick">{voice.t.topics}</p>
      <h1>
        <bdi>{topic.name}</bdi>
      </h1>
      <OtherEditions voice={voice} langs={langs} pathIn={pathIn} />
      <ul class="lines">
        {view.cards.map((card) => (
          <Line link={card} lang={at.lang} {...(card.header ? { picture: card.header } : {})}>
            <About voice={voice} card={card} />
          </Line>
        ))}
      </ul>
      <Older voice={voice} path={topic.path} older={view.older} />
      <FeedLinks path={topic.path} label={voice.t.feeds} />
    </div>
  );
  const head = {
    title: topic.name,
    description: `${topic.name} – ${frame.site.name}`,
    path: at.path,
    alternates: listAlternates({ langs, pathIn, shown: view.cards.length }, at, view.site),
    feeds: [{ title: topic.name, base: `${topic.path}/` }],
  };
  return renderPage(frame, head, content);
}

const FeedLinks = ({ path, label }: { path: string; label: string }) => (
  <nav class="row" aria-label={label}>
    <a href={`${path}/feed.xml`}>Atom</a>
    <a href={`${path}/feed.json`}>JSON Feed</a>
  </nav>
);

export function renderPerson(
  view: PersonPageView,
  at: { lang: string; path: string },
  siteUrl: string,
): string {
  const frame = frameOf(view.site, at.lang, siteUrl);
  const { voice } = frame;
  const { person } = view;
  const pathIn = (lang: string) => personPath(lang, person.slug);
  const roles = creditRoles.filter((role) => view.work.some((one) => one.role === role));
  const articles = new Set(view.work.map((one) => one.link.id)).size;
  const content = (
    <div class="page">
      <h1>
        <bdi>{person.name}</bdi>
      </h1>
      <p class="say soft">
        {voice.list(roles.map((role) => voice.t.roles[role]))}
        {view.older === undefined && at.path === person.path ? (
          <> · {voice.plural(voice.t.articles, articles)}</>
        ) : null}
      </p>
      <OtherEditions voice={voice} langs={view.langs} pathIn={pathIn} />
      {roles.map((role) => (
        <>
          <h2>{voice.t.roles[role]}</h2>
          <ul class="lines">
            {view.work
              .filter((one) => one.role === role)
              .map(({ link }) => (
                <Line link={link} lang={at.lang}>
                  <span class="by">
                    <Day at={link.published_at} text={voice.date(link.published_at)} />
                  </span>
                </Line>
              ))}
          </ul>
        </>
      ))}
      <Older voice={voice} path={person.path} older={view.older} />
      <FeedLinks path={person.path} label={voice.t.feeds} />
    </div>
  );
  const head = {
    title: person.name,
    description: `${person.name} – ${frame.site.name}`,
    path: at.path,
    alternates: listAlternates({ langs: view.langs, pathIn, shown: view.work.length }, at, view.site),
    feeds: [{ title: person.name, base: `${person.path}/` }],
  };
  return renderPage(frame, head, content);
}

export function renderStory(view: StoryView, lang: string, siteUrl: string): string {
  const frame = frameOf(view.site, lang, siteUrl);
  const { voice } = frame;
  const { t } = voice;
  const source = view.source;
  const Translations = ({ cards }: { cards: CardView[] }) => (
    <ul class="lines">
      {cards.map((card) => (
        <Line link={card} lang={lang}>
          <span class="by">
            <span {...inLang(card.lang)}>{nativeName(card.lang)}</span>
            {card.translators.length > 0 ? (
              <>
                {' '}
                · <Names voice={voice} names={card.translators} />
              </>
            ) : null}{' '}
            · <Day at={card.published_at} text={voice.date(card.published_at)} />
          </span>
        </Line>
      ))}
    </ul>
  );
  const content = (
    <div class="page">
      <h1>{t.allLanguages}</h1>
      <p class="say soft">{t.allLanguagesLead}</p>
      <Sources voice={voice} sources={source ? [source] : []} />
      <Translations cards={view.articles} />
      {view.twins.length > 0 ? (
        <>
          <h2>{t.otherTranslations}</h2>
          <Translations cards={view.twins} />
        </>
      ) : null}
    </div>
  );
  const path = below(lang, `stories/${view.id}`);
  const title = source?.title ?? view.articles[0]?.title ?? t.allLanguages;
  const langs = [...new Set(view.articles.map((card) => card.lang))];
  const alternates = langs.includes(lang)
    ? alternatesOf(
        langs.map((other) => ({ lang: other, path: below(other, `stories/${view.id}`) })),
        view.site.default_lang,
      )
    : [];
  return renderPage(
    frame,
    { title: `${title} – ${t.languages}`, description: t.allLanguagesLead, path, alternates },
    content,
  );
}
