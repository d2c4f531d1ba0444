/** A change that was refused because of a newer revision: nothing that was typed is lost. */
import type { ArticleDetail } from '../../store/articles.ts';
import { Post } from '../layout.tsx';
import type { DeskScreen } from '../screen.ts';
import type { ReviewView } from './view.ts';

export interface KeptText {
  text: string;
  reason: string;
  /** The segment of the newest revision that it belongs to, with its pair; undefined when it is gone. */
  spot: { segment: number; at: number } | undefined;
}

/** The text beside the newest one, as a form that saves it there. */
export const Kept = (props: { s: DeskScreen; detail: ArticleDetail; view: ReviewView; kept: KeptText }) => {
  const { s, detail, view, kept } = props;
  const t = s.t.review;
  const place = kept.spot && view.places[kept.spot.segment];
  const text = (
    <div class="field">
      <label for="kept">{t.yourText}</label>
      <textarea id="kept" name="text" rows={8} dir="auto" lang={detail.article.lang}>
        {`\n${kept.text}`}
      </textarea>
    </div>
  );
  if (!kept.spot || !place) {
    return (
      <section>
        <p>{t.segmentLost}</p>
        {text}
      </section>
    );
  }
  return (
    <Post s={s} to={`/desk/articles/${detail.article.id}/review/segment`}>
      <input type="hidden" name="base_revision" value={String(detail.revision.number)} />
      <input type="hidden" name="segment" value={String(kept.spot.segment)} />
      <input type="hidden" name="at" value={String(kept.spot.at)} />
      <input type="hidden" name="reason" value={kept.reason} />
      <p class="hint">{t.newestText}</p>
      <blockquote dir="auto" lang={detail.article.lang}>
        {detail.revision.markdown.slice(place.start, place.end)}
      </blockquote>
      {text}
      <button type="submit" class="main">
        {s.t.saveRevision}
      </button>
    </Post>
  );
};
