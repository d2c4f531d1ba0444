/** What the side by side view shows beyond the article itself. */
import type { OwnPairs } from '../checks.ts';
import type { Db } from '../statement.ts';
import { type CommentRow, commentsStatement } from './comments.ts';
import { type TermRow, termsOfLang } from './glossary.ts';

export interface ReviewRows {
  /** The text that was translated: what came with the revision's submission, else the story's. */
  source: { markdown: string; lang: string | null } | undefined;
  own: OwnPairs | undefined;
  comments: CommentRow[];
  terms: TermRow[];
}

/** One round trip. */
export async function findReviewRows(
  db: Db,
  of: { articleId: string; lang: string; submissionId: string },
): Promise<ReviewRows> {
  const [source, own, comments, terms] = await db.batch([
    db
      .prepare(
        `select coalesce(s.source_markdown, st.source_markdown) as markdown, coalesce(s.source_lang, st.source_lang) as lang
         from articles a join stories st on st.id = a.story_id left join submissions s on s.id = ?2 where a.id = ?1`,
      )
      .bind(of.articleId, of.submissionId),
    db.prepare('select pairs from pairings where article_id = ?').bind(of.articleId),
    commentsStatement(db, of.articleId),
    termsOfLang(db, of.lang),
  ]);
  const text = source?.results[0] as { markdown: string | null; lang: string | null } | undefined;
  const pairs = own?.results[0] as { pairs: string } | undefined;
  return {
    source: text?.markdown ? { markdown: text.markdown, lang: text.lang } : undefined,
    own: pairs && (JSON.parse(pairs.pairs) as OwnPairs),
    comments: (comments?.results ?? []) as CommentRow[],
    terms: (terms?.results ?? []) as TermRow[],
  };
}

export interface RevisionText {
  number: number;
  markdown: string;
  title: string;
  author: string | null;
  created_at: number;
}

/** Two revisions of an article, for a comparison. One round trip; those that do not exist are missing. */
export async function findRevisionTexts(
  db: Db,
  articleId: string,
  numbers: readonly [number, number],
): Promise<RevisionText[]> {
  const { results } = await db
    .prepare(
      `select r.number, r.markdown, r.title, m.name as author, r.created_at from revisions r left join members m on m.id = r.created_by
       where r.article_id = ? and r.number in (?, ?) order by r.number`,
    )
    .bind(articleId, ...numbers)
    .all<RevisionText>();
  return results;
}
