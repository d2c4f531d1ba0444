import type { Voice } from '../i18n/speak.ts';
import { rfc3339 } from '../lib/clock.ts';
import type { CardView, LinkView, PictureView } from '../store/reader/views.ts';
import { inLang } from './frame.tsx';
import { Picture } from './picture.tsx';
import { Sentence } from './sentence.tsx';

export const Day = ({ at, text }: { at: number; text: string }) => <time datetime={rfc3339(at)}>{text}</time>;

/** Names joined as the language joins them, each isolated from the direction of the others. */
export const Names = ({ voice, names }: { voice: Voice; names: string[] }) => (
  <Sentence of={voice.t.translatedBy} gap="names">
    {voice.listParts(names).map(({ type, value }) => (type === 'element' ? <bdi>{value}</bdi> : value))}
  </Sentence>
);

const By = ({ voice, card }: { voice: Voice; card: CardView }) => (
  <p class="by">
    {card.translators.length > 0 ? (
      <>
        <Names voice={voice} names={card.translators} /> ·{' '}
      </>
    ) : null}
    <Day at={card.published_at} text={voice.date(card.published_at)} />
  </p>
);

const Kicker = ({ card }: { card: CardView }) => {
  const [topic] = card.topics;
  return topic ? (
    <p class="kick">
      <a href={topic.path}>
        <bdi>{topic.name}</bdi>
      </a>
    </p>
  ) : null;
};

/** An empty alt text: the picture stands beside its headline and would only repeat it. */
const silent = '';

export const Lead = ({ voice, card }: { voice: Voice; card: CardView }) => (
  <article class={card.header ? 'card lead pic' : 'card lead'}>
    {card.header ? (
      <Picture of={card.header} sizes="(min-width: 70rem) 41rem, 100vw" loading="first" alt={silent} />
    ) : null}
    <div>
      <Kicker card={card} />
      <h2>
        <a href={card.path}>{card.title}</a>
      </h2>
      <p>{card.excerpt}</p>
      <By voice={voice} card={card} />
    </div>
  </article>
);

export type Pictures = 'with pictures' | 'text only';

/**
 * Rows of three, and of two where three would leave a hole: of four and seven cards the last four, of five and
 * eight the last two take half the width each.
 */
export function isWide(n: number, count: number): boolean {
  if (count % 3 === 2) return n >= count - 2;
  return count % 3 === 1 && count > 1 && n >= count - 4;
}

/** A card below a heading of the second level; in a section the heading names the topic already. */
export const Card = (props: {
  voice: Voice;
  card: CardView;
  pictures: Pictures;
  kicker: 'topic' | 'none';
  width: 'third' | 'half';
}) => {
  const { voice, card, pictures, width } = props;
  const header = pictures === 'with pictures' ? card.header : undefined;
  const wide = width === 'half' ? ' wide' : '';
  const sizes = `(min-width: 60rem) ${width === 'half' ? 34 : 22}rem, (min-width: 40rem) 50vw, 100vw`;
  return (
    <article class={header ? `card${wide}` : `card bare${wide}`}>
      {header ? <Picture of={header} sizes={sizes} loading="lazy" alt={silent} /> : null}
      {props.kicker === 'topic' ? <Kicker card={card} /> : null}
      <h3>
        <a href={card.path}>{card.title}</a>
      </h3>
      <p>{card.excerpt}</p>
      <By voice={voice} card={card} />
    </article>
  );
};

/**
 * A headline in a list, with what the list wants to say below it. One of another language has its direction on an
 * element of its own inside the link, so that all of its lines begin at the page's edge: the link is a block, whose lines
 * begin where its own direction does, and Chromium knows no `text-align: match-parent`.
 */
export const Line = (props: {
  link: Pick<LinkView, 'path' | 'title' | 'lang'>;
  lang: string;
  picture?: PictureView;
  children?: unknown;
}) => {
  const { link, lang } = props;
  const foreign = link.lang !== lang;
  return (
    <li class={props.picture ? 'with' : undefined}>
      <a href={link.path} hreflang={foreign ? link.lang : undefined}>
        {foreign ? <bdi {...inLang(link.lang)}>{link.title}</bdi> : link.title}
      </a>
      {props.children}
      {props.picture ? <Picture of={props.picture} sizes="11rem" loading="lazy" alt={silent} /> : null}
    </li>
  );
};
