/** What the form says of the source, beside what the text says. The same for the queue and for a preview. */
import { sourceKey } from '../lib/source-key.ts';
import type { Source } from './types.ts';

export interface GivenSource {
  source_url: string | null;
  source_lang: string | null;
  source_markdown: string | null;
}

/** What the form says comes first; the same address in the text adds what it knows. */
export function mergeSources(given: GivenSource, found: Source[]): Source[] {
  if (given.source_url === null) return found;
  const key = sourceKey(given.source_url);
  const same = found.find((source) => sourceKey(source.url) === key);
  const first: Source = {
    ...same,
    url: given.source_url,
    ...(given.source_lang === null ? {} : { lang: given.source_lang }),
  };
  return [first, ...found.filter((source) => source !== same)];
}

export const sourceText = (given: GivenSource): { lang: string; markdown: string } | undefined =>
  given.source_markdown === null
    ? undefined
    : { lang: given.source_lang ?? 'en', markdown: given.source_markdown };
