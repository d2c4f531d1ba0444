/** A text that is published already, a little changed: somebody may have sent it twice. The same for the queue and for a preview. */
import { tell } from '../i18n/told/tell.ts';
import { NEAR_DUPLICATE_MIN_WORDS } from '../limits.ts';
import { findNearDuplicate } from '../store/near-duplicates.ts';
import type { Db } from '../store/statement.ts';
import type { Finding } from './types.ts';

/** One finding, or none; `articleId`: the article that the text is of, where there is one. */
export async function nearDuplicate(
  db: Db,
  text: { lang: string; simhash: string | null; words: number; articleId?: string },
): Promise<Finding[]> {
  const { simhash } = text;
  if (simhash === null || text.words < NEAR_DUPLICATE_MIN_WORDS) return [];
  const near = await findNearDuplicate(db, { ...text, simhash });
  if (!near) return [];
  return [
    {
      check: 'near-duplicate',
      severity: 'warning',
      told: tell('near-duplicate', { title: near.title }),
      // Its page at the desk, which the desk shows as a link.
      segment: `/desk/articles/${near.article_id}`,
    },
  ];
}
