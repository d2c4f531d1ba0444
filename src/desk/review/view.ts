/** An article beside its source: read once for the page and for the changes made from it. */
import type { Context } from 'hono';
import { REVIEW_PAIRS_PER_PAGE } from '../../limits.ts';
import { type Pair, type PairedText, pairSegments } from '../../pipeline/door.ts';
import type { ArticleDetail } from '../../store/articles.ts';
import { findReviewRows, type ReviewRows } from '../../store/desk/review.ts';
import type { DeskEnv } from '../screen.ts';
import { type Place, placeSegments, placeTitle } from './place.ts';

export interface ReviewView extends ReviewRows, PairedText {
  /** Where each segment of the translation stands in the Markdown; after the last one, where the title does. */
  places: (Place | undefined)[];
}

/** One round trip, and the reading of both texts. */
export async function readReview(c: Context<DeskEnv>, detail: ArticleDetail): Promise<ReviewView> {
  const { article, revision, source } = detail;
  const rows = await findReviewRows(c.get('db'), {
    articleId: article.id,
    lang: article.lang,
    submissionId: revision.submission_id,
  });
  const paired = await pairSegments({
    source: rows.source && {
      lang: rows.source.lang ?? source.source_lang ?? 'en',
      markdown: rows.source.markdown,
    },
    translation: { lang: article.lang, markdown: revision.markdown },
    ...(rows.own ? { own: rows.own } : {}),
  });
  const segments = translationOf(paired.pairs);
  const places = placeSegments(
    revision.markdown,
    segments.map(({ markdown }) => markdown),
  );
  return { ...rows, ...paired, places: [...places, placeTitle(revision.markdown, revision.title)] };
}

/** The translation's segments, by number. */
export const translationOf = (pairs: readonly Pair[]) => pairs.flatMap(({ translation }) => translation);

/** The number under which the title is edited. */
export const titleNumber = (view: ReviewView): number => view.places.length - 1;

/** Path of a pair on its part of the page. */
export const pairPath = (articleId: string, at: number): string => {
  const part = partOf(at);
  return `/desk/articles/${articleId}/review${part > 1 ? `?part=${part}` : ''}#p${at + 1}`;
};

export const partOf = (at: number): number => Math.floor(at / REVIEW_PAIRS_PER_PAGE) + 1;

/** The same with a word on what was done. */
export const donePath = (articleId: string, at: number, done: string): string => {
  const part = partOf(at);
  return `/desk/articles/${articleId}/review?done=${done}${part > 1 ? `&part=${part}` : ''}#p${at + 1}`;
};
