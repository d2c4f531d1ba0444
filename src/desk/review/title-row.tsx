/** The two titles, above the pairs: they are no segments of the body. */
import { TITLE_MAX_CHARS } from '../../limits.ts';
import type { ArticleDetail } from '../../store/articles.ts';
import { Post } from '../layout.tsx';
import type { DeskScreen } from '../screen.ts';
import { type ReviewView, titleNumber } from './view.ts';

export const TitleRow = (props: {
  s: DeskScreen;
  detail: ArticleDetail;
  view: ReviewView;
  sourceLang: string;
  can: { edit: boolean };
}) => {
  const { s, detail, view, can } = props;
  const { article, revision } = detail;
  const t = s.t.review;
  const number = titleNumber(view);
  return (
    <div class="pair top">
      <div class="cell source">
        <span class="side">{t.articleTitle}</span>
        <p lang={props.sourceLang} dir="auto">
          {view.sourceTitle ?? detail.source.source_title ?? ''}
        </p>
      </div>
      <div class="cell translation">
        <p lang={article.lang} dir="auto">
          {revision.title}
        </p>
      </div>
      {can.edit && view.places[number] && (
        <div class="remarks doing">
          <details class="edit">
            <summary aria-label={t.editTitle}>{s.t.actions.edit}</summary>
            <Post s={s} to={`/desk/articles/${article.id}/review/segment`} class="line">
              <input type="hidden" name="base_revision" value={String(revision.number)} />
              <input type="hidden" name="segment" value={String(number)} />
              <input type="hidden" name="at" value="0" />
              <label>
                {t.articleTitle}{' '}
                <input
                  name="text"
                  value={revision.title}
                  maxlength={TITLE_MAX_CHARS}
                  required
                  lang={article.lang}
                  dir="auto"
                />
              </label>
              <button type="submit" class="main">
                {s.t.saveRevision}
              </button>
            </Post>
          </details>
        </div>
      )}
    </div>
  );
};
