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
  /** Languages with at least one published article, in the order of the settings. */
  langs: string[];
}

export interface PictureView {
  sha256: string;
  width: number;
  height: number;
  alt: string;
  caption?: string;
}

export interface CardView {
  id: string;
  lang: string;
  /** `/{lang}/{yyyy}/{mm}/{slug}`, percent-encoded. */
  path: string;
  title: string;
  excerpt: string;
  header?: PictureView;
  published_at: number;
  changed_at?: number;
  reading_minutes: number;
  translators: string[];
  topics: { slug: string; name: string }[];
}

export interface CreditView {
  role: CreditRole;
  name: string;
  /** `/{lang}/people/{slug}` */
  path: string;
  affiliation?: string;
  as_written: string;
}

export interface ArticleView extends CardView {
  story_id: string;
  revision: number;
  html: string;
  words: number;
  byline?: string;
  repost?: { name: string; url: string };
  sources: { url: string; title?: string; publisher?: string; lang?: string }[];
  credits: CreditView[];
  disclaimer?: string;
  footer_links: { text: string; url: string }[];
  as_written: string[];
  /** Published articles of the same story in other languages. */
  siblings: { lang: string; path: string; title: string }[];
  corrections: { kind: CorrectionKind; note: string; at: number }[];
  related: CardView[];
}

/** What stands at an article's path. */
export type ArticlePage =
  | { kind: 'article'; site: SiteView; article: ArticleView }
  | { kind: 'moved'; path: string }
  | { kind: 'gone'; site: SiteView; lang: string; title: string; reason: string; at: number }
  | { kind: 'unknown'; site: SiteView };

export interface ListView {
  site: SiteView;
  lang: string;
  cards: CardView[];
  /** Months of the edition with published articles, newest first. */
  months: string[];
}
