import type { Voice } from '../i18n/speak.ts';
import { around } from '../i18n/speak.ts';
import { rfc3339 } from '../lib/clock.ts';
import type { CardView, LinkView } from '../store/reader/views.ts';
import { inLang } from './frame.tsx';
import { Picture } from './picture.tsx';

export const Day = ({ at, text }: { at: number; text: string }) => <time datetime={rfc3339(at)}>{text}</time>;

/** Names joined as the language joins them, each isolated from the direction of the others. */
export const Names = ({ voice, names }: { voice: Voice; names: string[] }) => {
  const [before, after] = around(voice.t.translatedBy, 'names');
  return (
    <>
      {before}
      <bdi>{voice.list(names)}</bdi>
      {after}
    </>
  );
};

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

/** A card below a heading of the second level; in a section the heading names the topic already. */
export const Card = (props: {
  voice: Voice;
  card: CardView;
  pictures: Pictures;
  kicker: 'topic' | 'none';
}) => {
  const { voice, card, pictures } = props;
  const header = pictures === 'with pictures' ? card.header : undefined;
  return (
    <article class={header ? 'card' : 'card bare'}>
      {header ? (
        <Picture of={header} sizes="(min-width: 60rem) 22rem, 100vw" loading="lazy" alt={silent} />
      ) : null}
      {props.kicker === 'topic' ? <Kicker card={card} /> : null}
      <h3>
        <a href={card.path}>{card.title}</a>
      </h3>
      <p>{card.excerpt}</p>
      <By voice={voice} card={card} />
    </article>
  );
};

/** A headline in a list, with what the list wants to say below it. */
export const Line = (props: {
  link: Pick<LinkView, 'path' | 'title' | 'lang'>;
  lang: string;
  children?: unknown;
}) => {
  const { link, lang } = props;
  const foreign = link.lang === lang ? {} : { ...inLang(link.lang), hreflang: link.lang };
  return (
    <li>
      <a href={link.path} {...foreign}>
        {link.title}
      </a>
      {props.children}
    </li>
  );
};
