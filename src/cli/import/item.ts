/** What every reader of files hands on, and the sender sends: one article in one language. */
import type { SiteFile } from '../export/site-file.ts';

export interface ImportItem {
  /** Stable from run to run: the path in the folder, or kind and number in an export file. */
  id: string;
  /** Canonical BCP 47 tag. */
  lang: string;
  /** For people who read the report; the pipeline reads the title from the Markdown. */
  title: string;
  /** With its front matter, as it is submitted. */
  markdown: string;
  slug?: string;
  /** Names, as they are sent. */
  topics: string[];
  /** What they are known by, where that is known. */
  topicSlugs?: string[];
  /** Items with one key tell the same story in several languages. */
  storyKey?: string;
  sourceUrl?: string;
  sourceLang?: string;
  /** Absolute path of a picture file to upload as the header picture. */
  headerFile?: string;
  state: 'published' | 'withdrawn' | 'draft';
  /** RFC 3339: when readers first saw it; a draft has none. */
  publishedAt?: string;
  /** RFC 3339: when readers last saw it change. */
  changedAt?: string;
  withdrawn?: { at: string; reason: string };
  /** Paths or URLs under which readers knew it; the first is the main one. */
  oldUrls: string[];
  /** Slugs of its month that led to it. */
  oldSlugs: string[];
  /** Addresses that lead to it here, as `lib/old-path.ts` spells them: what of `oldUrls` can. */
  oldPaths: string[];
  /** Public notes to publish again, oldest first. */
  corrections: { kind: string; note: string; at: string }[];
  /** What of it cannot be carried over, each with its reason. */
  losses: string[];
}

export interface Loss {
  item: string;
  reason: string;
}

export interface ReadFiles {
  /** What an export says of the whole site. */
  site?: SiteFile;
  items: ImportItem[];
  /** What was read and is no article, and why. */
  skipped: Loss[];
  /** Files that could not be read: place and remedy. */
  broken: Loss[];
  /** Address of the old site, as the operator or its own files name it. */
  baseUrl?: string;
}

/** What the operator said, for all readers. */
export interface ReadOptions {
  /** For items that name no language. */
  lang: string;
  /** Origin of the old site, with a trailing slash: what relative addresses are relative to. */
  baseUrl?: string;
}
