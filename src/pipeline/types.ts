/**
 * What the steps of the pipeline hand on. Text goes in, text comes out; rows are the store's business.
 */
import type { Told } from '../i18n/told/tell.ts';
import type { CreditRole, Severity } from '../store/schema/words.ts';

export interface Link {
  name: string;
  url: string;
}

export interface Source {
  url: string;
  title?: string;
  publisher?: string;
  lang?: string;
}

export interface Credit {
  role: CreditRole;
  name: string;
  affiliation?: string;
  /** The label as the volunteer wrote it, also where it is misspelt. */
  as_written: string;
  /** Where the volunteer's name leads, when it was written as a link. */
  url?: string;
}

export interface FoundPicture {
  /** As written, entities decoded: fetched from here. */
  url: string;
  alt: string;
  caption?: string;
}

/** A picture that is ours: its SHA-256 names all its files. Pixels as a reader sees them. */
export interface StoredPicture {
  sha256: string;
  width: number;
  height: number;
}

/** What a check says about a place. `segment` quotes the text it is about. */
export interface Finding {
  check: string;
  severity: Severity;
  told: Told;
  segment?: string;
}

/** A submission read: each part of it found, and the rest left in `body`. */
export interface Parts {
  title?: string;
  byline?: string;
  repost?: Link;
  header?: FoundPicture;
  /** In the order written; the first is the article's source. */
  sources: Source[];
  /** A source that is only named, without an address. */
  source_publisher?: string;
  /** A label for the source stands in the text with nothing behind it. */
  source_open?: true;
  credits: Credit[];
  disclaimer?: string;
  footer_links: { text: string; url: string }[];
  /** Markdown of what is left: the article itself. */
  body: string;
  /** Visible text of the recognised lines that left the body, as written. */
  as_written: string[];
  findings: Finding[];
  /** From front matter, as written there; `as_written` has them too. */
  slug?: string;
  description?: string;
  lang?: string;
  dated?: string;
  topics?: string[];
}
