/** A text that is published already, a little changed: somebody may have sent it twice. */
import { tell } from '../../i18n/told/tell.ts';
import { distance } from '../../lib/simhash.ts';
import { NEAR_DUPLICATE_MAX_BITS, NEAR_DUPLICATE_MIN_WORDS } from '../../limits.ts';
import type { Finding } from '../types.ts';

interface Published {
  article_id: string;
  title: string;
  simhash: string;
}

/** The nearest of `published`, where it is near. Its segment is the article's page at the desk. */
export function checkNearDuplicate(input: {
  fingerprint: string;
  words: number;
  published: readonly Published[];
}): Finding[] {
  if (input.words < NEAR_DUPLICATE_MIN_WORDS) return [];
  let nearest: Published | undefined;
  let least = NEAR_DUPLICATE_MAX_BITS + 1;
  for (const one of input.published) {
    const bits = distance(input.fingerprint, one.simhash);
    if (bits < least) [nearest, least] = [one, bits];
  }
  if (!nearest) return [];
  return [
    {
      check: 'near-duplicate',
      severity: 'warning',
      told: tell('near-duplicate', { title: nearest.title }),
      segment: `/desk/articles/${nearest.article_id}`,
    },
  ];
}
