/** Which revision of an article readers have, while the desk goes on with another. */
import type { ArticleRow } from '../store/articles.ts';
import type { DeskScreen } from './screen.ts';

/** A withdrawn article keeps the number of the revision that readers had. */
const revisionOut = ({ state, published_revision }: ArticleRow): number | null =>
  state === 'published' ? published_revision : null;

/** In sentences, for one who looks at revision `n`. */
export function readersHave({ t }: DeskScreen, article: ArticleRow, n: number): string {
  const out = revisionOut(article);
  if (out === null) return t.groupHints.put_away;
  if (out === n) return t.groupHints.published;
  const said = n > out ? t.newsroom.newerWaits : t.newsroom.shownRevision;
  return said.replace('{shown}', String(out)).replace('{n}', String(n));
}

/** Beside the number of the revision that is looked at: the state alone would say that readers have this one. */
export const ReadersMark = (props: { s: DeskScreen; article: ArticleRow; n: number }) => {
  const { s, article, n } = props;
  const out = revisionOut(article);
  if (out === null || out === n) return null;
  return (
    <a class="state in_review" href={`/desk/articles/${article.id}?revision=${out}`}>
      {s.t.newsroom.readersAt.replace('{n}', String(out))}
    </a>
  );
};
