import type { CorrectionKind, CreditRole } from '../store/schema/words.ts';

/** A sentence with named gaps; a translation that forgets one does not compile. */
type With<Gap extends string> = `${string}{${Gap}}${string}`;

/** Forms by CLDR plural category, `{n}` standing for the number. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Every string a reader sees. A catalogue without one of them does not compile. */
export interface Messages {
  skip: string;
  tagline: string;
  editions: string;
  languages: string;
  /** A link to the page in the language of this catalogue, for one who came to it in another. */
  pageInThis: string;
  frontPage: string;
  latest: string;
  more: string;
  topics: string;
  archive: string;
  feeds: string;
  empty: string;
  older: string;

  search: string;
  searchEdition: string;
  searchResults: With<'query'>;
  searchNone: With<'query'>;
  searchHint: string;
  searchBusy: string;
  moreResults: string;

  translatedBy: With<'names'>;
  translatedFrom: With<'language'>;
  reposted: With<'name'>;
  updated: With<'date'>;
  readingTime: With<'time'>;
  alsoIn: string;
  contents: string;
  corrections: string;
  correctionKinds: Record<CorrectionKind, string>;
  source: string;
  sources: string;
  readOriginal: string;
  originalLanguage: With<'language'>;
  credits: string;
  asWritten: With<'label'>;
  roles: Record<CreditRole, string>;
  disclaimer: string;
  links: string;
  related: string;
  plainText: string;

  allLanguages: string;
  allLanguagesLead: string;
  otherTranslations: string;
  articles: Plural;

  notFound: string;
  notFoundText: string;
  withdrawn: string;
  withdrawnOn: With<'date'>;
  withdrawnReason: With<'reason'>;
}
