/** Comments on a segment: what was said, a reply, and an end. */
import { NOTE_MAX_CHARS } from '../../limits.ts';
import type { ArticleDetail } from '../../store/articles.ts';
import { Post } from '../layout.tsx';
import { Time } from '../parts.tsx';
import type { DeskScreen } from '../screen.ts';
import type { Thread } from './spots.ts';

/** A comment or a reply: both are remarks with the thread's quote. */
export const CommentForm = (props: {
  s: DeskScreen;
  detail: ArticleDetail;
  at: number;
  quote: string;
  button: string;
  /** Tells the forms of one pair apart. */
  nth?: number;
}) => {
  const { s, detail, at, quote } = props;
  const id = `comment-${at}-${props.nth ?? 'new'}`;
  return (
    <Post s={s} to={`/desk/articles/${detail.article.id}/review/comments`}>
      <input type="hidden" name="quote" value={quote} />
      <input type="hidden" name="at" value={String(at)} />
      <div class="field">
        <label for={id}>{s.t.review.yourComment}</label>
        <textarea id={id} name="note" rows={3} maxlength={NOTE_MAX_CHARS} dir="auto" required></textarea>
      </div>
      <button type="submit">{props.button}</button>
    </Post>
  );
};

const OneThread = (props: {
  s: DeskScreen;
  detail: ArticleDetail;
  at: number;
  nth: number;
  thread: Thread;
  can: { edit: boolean; comment: boolean };
}) => {
  const { s, detail, at, thread, can } = props;
  const t = s.t.review;
  const [first] = thread.comments;
  const last = thread.comments.findLast(({ resolved_at }) => resolved_at !== null);
  const turn = thread.state === 'open' ? 'resolve' : 'reopen';
  return (
    <>
      <ol class="talk">
        {thread.comments.map((one) => (
          <li>
            <p class="about">
              <bdi>{one.member}</bdi>
              <Time s={s} at={one.created_at} />
              <span>{t.onRevision.replace('{n}', String(one.revision))}</span>
            </p>
            <p dir="auto" class="note">
              {one.note}
            </p>
          </li>
        ))}
      </ol>
      {thread.state === 'resolved' && last?.resolver && (
        <p class="hint">{t.resolvedBy.replace('{name}', last.resolver)}</p>
      )}
      <div class="doing">
        {can.comment && thread.state === 'open' && (
          <details>
            <summary>{t.reply}</summary>
            <CommentForm
              s={s}
              detail={detail}
              at={at}
              quote={thread.quote}
              button={t.reply}
              nth={props.nth}
            />
          </details>
        )}
        {can.edit && first && (
          <Post s={s} to={`/desk/articles/${detail.article.id}/review/comments/${first.id}/${turn}`}>
            <input type="hidden" name="at" value={String(at)} />
            <button type="submit">{t[turn]}</button>
          </Post>
        )}
      </div>
    </>
  );
};

/** Open threads stand open, ended ones are folded. */
export const ThreadList = (props: {
  s: DeskScreen;
  detail: ArticleDetail;
  at: number;
  threads: Thread[];
  can: { edit: boolean; comment: boolean };
}) => (
  <>
    {props.threads.map((thread, nth) =>
      thread.state === 'open' ? (
        <div class="thread">
          <OneThread {...props} nth={nth} thread={thread} />
        </div>
      ) : (
        <details class="thread">
          <summary>
            {props.s.t.review.comments}
            {props.s.t.colon}
            {props.s.t.review.resolvedBy.replace('{name}', thread.comments.at(-1)?.resolver ?? '–')}
          </summary>
          <OneThread {...props} nth={nth} thread={thread} />
        </details>
      ),
    )}
  </>
);
