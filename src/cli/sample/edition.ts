/** The sample edition's table of contents. The texts are our own; the places and people in them are invented. */
export interface SampleArticle {
  /** Markdown beside this file. */
  file: string;
  lang: string;
  /** Articles with the same source are one story in several languages. */
  source_url: string;
  source_lang: string;
  slug: string;
  topics: string[];
  /** JPEG in `pictures/`. */
  picture?: string;
}

export const sampleEdition: readonly SampleArticle[] = [];
