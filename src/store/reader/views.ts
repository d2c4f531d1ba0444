/**
 * What reader pages are made of. What comes of a row is `Shown`: it cannot be made without putting the row's tag
 * (shown.ts). A list is marked too, with the tag of what enters and leaves it. Without a mark stand parts of a row
 * inside a marked one, what the reader asked for, and places in a list.
 */
import type { TagKind } from '../../edge/tags.ts';
import type { CorrectionKind, CreditRole } from '../schema/words.ts';
import type { Shown } from './shown.ts';

export type SiteView = Shown<
  {
    name: string;
    default_lang: string;
    /** WebSub hub that feeds name. */
    hub?: string;
    /** Language to text. */
    footer: Record<string, string>;
    licence: Record<string, string>;
    disclaimer: Record<string, string>;
  },
  'site'
>;

export interface PictureView {
  sha256: string;
  width: number;
  height: number;
  alt: string;
  caption?: string;
}

export type TopicView = Shown<
  {
    slug: string;
    name: string;
    /** `/{lang}/topics/{slug}` */
    path: string;
  },
  'topic'
>;

export type PersonView = Shown<
  {
    slug: string;
    name: string;
    /** `/{lang}/people/{slug}` */
    path: string;
  },
  'person'
>;

/** Languages that have something, as the tag of its kind says. */
export type Langs<Kind extends 'site' | 'topicArticles' | 'personArticles'> = Shown<string[], Kind>;

/** `yyyy-mm` with published articles of an edition, newest first. */
export type Months = Shown<string[], 'months'>;

/** An article in a list of links. */
export type LinkView = Shown<
  {
    id: string;
    lang: string;
    /** `/{lang}/{yyyy}/{mm}/{slug}`, percent-encoded. */
    path: string;
    title: string;
    published_at: number;
  },
  'article'
>;

/** An article in a list that invites to read it. */
export type CardView = LinkView & {
  excerpt: string;
  header?: PictureView;
  changed_at?: number;
  reading_minutes: number;
  translators: string[];
  topics: TopicView[];
};

export type CreditView = Shown<
  {
    role: CreditRole;
    name: string;
    /** `/{lang}/people/{slug}` */
    path: string;
    affiliation?: string;
    as_written: string;
    /** Where the name led, when it was written as a link. */
    url?: string;
  },
  'person'
>;

export interface SourceView {
  url: string;
  title?: string;
  publisher?: string;
  lang?: string;
}

export type SiblingView = Shown<{ lang: string; path: string }, 'article'>;

export type ArticleView = CardView & {
  story_id: string;
  /** `yyyy-mm` */
  month: string;
  revision: number;
  html: string;
  words: number;
  byline?: string;
  repost?: { name: string; url: string };
  sources: SourceView[];
  credits: CreditView[];
  disclaimer?: string;
  footer_links: { text: string; url: string }[];
  /** Published articles of the same story in other languages. */
  siblings: Shown<SiblingView[], 'story'>;
  corrections: CorrectionView[];
  related: Shown<LinkView[], 'topicPast'>;
};

/** What was wrong with an article once it was out; the newest first. */
export interface CorrectionView {
  kind: CorrectionKind;
  note: string;
  at: number;
}

/** The way to where an article went. */
export type Moved = Shown<{ kind: 'moved'; path: string }, 'article'>;
export type Gone = Shown<
  { kind: 'gone'; site: SiteView; lang: string; title: string; reason?: string; at: number },
  'article'
>;
type Nothing = { kind: 'unknown'; site: SiteView };
/** Carries what may come to stand here: any article's old address, or an article that readers may not know of. */
export type Unknown = Shown<Nothing, 'oldPaths'> | Shown<Nothing, 'article'>;

/** What a path answers where no page is: the way to where the article went, why it is gone, or nothing. */
export type Away = Moved | Gone | Unknown;

export type ArticleMarkdown = Shown<{ kind: 'markdown'; markdown: string }, 'article'>;

/** A list that there is not, or with nothing in it: only the site. */
export type Missing<Kind extends TagKind = 'edition'> = Shown<{ site: SiteView }, Kind>;

/** What stands at an article's path. */
export type ArticlePage = { kind: 'article'; site: SiteView; article: ArticleView } | Away;

/** The front page of an edition. */
export interface FrontView {
  site: SiteView;
  lang: string;
  /** Languages with at least one published article, in the order of the settings. */
  editions: Langs<'site'>;
  cards: Shown<CardView[], 'edition' | 'lead'>;
  /** At most FRONT_PAGE_MONTHS. */
  months: Months;
  /** Of an edition that is none: what its path answers instead. */
  away?: Away;
}

export interface MonthView {
  site: SiteView;
  links: Shown<LinkView[], 'month'>;
  months: Months;
  /** Where the next page of a month with very many articles begins. */
  older?: Cursor;
}

/** A place in an edition: the time and row of the last article shown. */
export interface Cursor {
  at: number;
  row: number;
}

/** A place in the list of a topic or a person: the last article shown. */
export interface ListCursor {
  at: number;
  id: string;
}

export interface TopicPageView {
  site: SiteView;
  topic: TopicView;
  cards: Shown<CardView[], 'topicArticles'>;
  /** Other editions with articles under this topic. */
  langs?: Langs<'topicArticles'>;
  /** Where the next page begins. */
  older?: ListCursor;
}

export interface PersonPageView {
  site: SiteView;
  person: PersonView;
  /** Newest first; one entry a role. */
  work: Shown<{ role: CreditRole; link: LinkView }[], 'personArticles'>;
  /** Other editions with work of this person. */
  langs: Langs<'personArticles'>;
  older?: ListCursor;
}

export type StoryView = Shown<
  {
    site: SiteView;
    id: string;
    source?: SourceView;
    articles: CardView[];
    /** Of stories that hold the same source. */
    twins: CardView[];
  },
  'story' | 'storyTwins'
>;

/** A feed's entry: the card, its text, and where the report comes from. */
export type EntryView = CardView & {
  /** Missing where it would not fit the feed. */
  html?: string;
  sources: SourceView[];
  corrections: CorrectionView[];
  authors: string[];
};

export interface FeedView {
  site: SiteView;
  /** What the feed is about: undefined for a whole edition. */
  about?: TopicView | PersonView;
  entries:
    | Shown<EntryView[], 'edition'>
    | Shown<EntryView[], 'topicArticles'>
    | Shown<EntryView[], 'personArticles'>;
}
