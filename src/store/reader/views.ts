/**
 * What reader pages are made of. Every function of this room that returns one of these has added the tags of
 * all the rows in it to `reading.tags`, so a page cannot show a row without carrying its tag.
 */
import type { TagSet } from '../../edge/tags.ts';
import type { CorrectionKind, CreditRole } from '../schema/words.ts';

/** A reader's request: its D1 session, and the tags of what it has read so far. */
export interface Reading {
  db: D1DatabaseSession | D1Database;
  tags: TagSet;
}

export interface SiteView {
  name: string;
  default_lang: string;
  /** WebSub hub that feeds name. */
  hub?: string;
  /** Language to text. */
  footer: Record<string, string>;
  licence: Record<string, string>;
  disclaimer: Record<string, string>;
}

export interface PictureView {
  sha256: string;
  width: number;
  height: number;
  alt: string;
  caption?: string;
}

export interface TopicView {
  slug: string;
  name: string;
  /** `/{lang}/topics/{slug}` */
  path: string;
}

/** An article in a list of links. */
export interface LinkView {
  id: string;
  lang: string;
  /** `/{lang}/{yyyy}/{mm}/{slug}`, percent-encoded. */
  path: string;
  title: string;
  published_at: number;
}

/** An article in a list that invites to read it. */
export interface CardView extends LinkView {
  excerpt: string;
  header?: PictureView;
  changed_at?: number;
  reading_minutes: number;
  translators: string[];
  topics: TopicView[];
}

export interface CreditView {
  role: CreditRole;
  name: string;
  /** `/{lang}/people/{slug}` */
  path: string;
  affiliation?: string;
  as_written: string;
  /** Where the name led, when it was written as a link. */
  url?: string;
}

export interface SourceView {
  url: string;
  title?: string;
  publisher?: string;
  lang?: string;
}

export interface SiblingView {
  lang: string;
  path: string;
}

export interface ArticleView extends CardView {
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
  siblings: SiblingView[];
  corrections: CorrectionView[];
  related: LinkView[];
}

/** What was wrong with an article once it was out; the newest first. */
export interface CorrectionView {
  kind: CorrectionKind;
  note: string;
  at: number;
}

/** What a path answers where no page is: the way to where the article went, why it is gone, or nothing. */
export type Away =
  | { kind: 'moved'; path: string }
  | { kind: 'gone'; site: SiteView; lang: string; title: string; reason?: string; at: number }
  | { kind: 'unknown'; site: SiteView };

/** What stands at an article's path. */
export type ArticlePage = { kind: 'article'; site: SiteView; article: ArticleView } | Away;

/** The front page of an edition. */
export interface FrontView {
  site: SiteView;
  lang: string;
  /** Languages with at least one published article, in the order of the settings. */
  editions: string[];
  cards: CardView[];
  /** `yyyy-mm` with published articles, newest first, at most FRONT_PAGE_MONTHS. */
  months: string[];
  /** Of an edition that is none: what its path answers instead. */
  away?: Away;
}

export interface MonthView {
  site: SiteView;
  links: LinkView[];
  months: string[];
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
  cards: CardView[];
  /** Other editions with articles under this topic. */
  langs?: string[];
  /** Where the next page begins. */
  older?: ListCursor;
}

export interface PersonPageView {
  site: SiteView;
  person: { slug: string; name: string; path: string };
  /** Newest first; one entry a role. */
  work: { role: CreditRole; link: LinkView }[];
  /** Other editions with work of this person. */
  langs: string[];
  older?: ListCursor;
}

export interface StoryView {
  site: SiteView;
  id: string;
  source?: SourceView;
  articles: CardView[];
  /** Of stories that hold the same source. */
  twins: CardView[];
}

/** A feed's entry: the card, its text, and where the report comes from. */
export interface EntryView extends CardView {
  /** Missing where it would not fit the feed. */
  html?: string;
  sources: SourceView[];
  corrections: CorrectionView[];
  authors: string[];
}

export interface FeedView {
  site: SiteView;
  /** What the feed is about: undefined for a whole edition. */
  about?: string;
  entries: EntryView[];
}
