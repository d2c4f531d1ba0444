/** One pair: source, translation, what was remarked on it, and what may be done there. */

import type { Child } from 'hono/jsx';
import { type Pair, type Segment, unwantedIn } from '../../pipeline/door.ts';
import type { ArticleDetail } from '../../store/articles.ts';
import type { FindingRow } from '../../store/submissions.ts';
import { type Dismissal, Dismissed, Finding, openOf } from '../findings.tsx';
import { Post } from '../layout.tsx';
import type { DeskScreen } from '../screen.ts';
import { type Move, moves } from './pairing.ts';
import type { Place } from './place.ts';
import { quoteOf, type Thread } from './spots.ts';
import { CommentForm, ThreadList } from './threads.tsx';

export interface RowProps {
  s: DeskScreen;
  detail: ArticleDetail;
  /** From 0. */
  at: number;
  pair: Pair;
  places: (Place | undefined)[];
  findings: FindingRow[];
  threads: Thread[];
  terms: { id: string; translation: string; forbidden: string[] }[];
  sourceLang: string;
  can: { edit: boolean; comment: boolean; pair: Move[] };
  dismissal: Dismissal | undefined;
  /** The next pair with a remark, from 0. */
  next: { at: number; path: string } | undefined;
}

const Text = ({ s, segment }: { s: DeskScreen; segment: Segment }) => {
  switch (segment.kind) {
    case 'code':
    case 'table':
      return <pre>{segment.kind === 'code' ? segment.text : segment.markdown}</pre>;
    case 'picture':
      return (
        <p class="hint">
          {s.t.review.pictureOf}
          {s.t.colon}
          {segment.pictures.map(({ alt, url }) => alt || url).join(', ')}
        </p>
      );
    default:
      return <p class={segment.kind}>{segment.text}</p>;
  }
};

const Cell = (props: { s: DeskScreen; label: string; lang: string; segments: Segment[]; kind: string }) => (
  <div class={`cell ${props.kind}`}>
    <span class="side">{props.label}</span>
    <div lang={props.lang} dir="auto">
      {props.segments.map((segment) => (
        <Text s={props.s} segment={segment} />
      ))}
    </div>
    {props.segments.length === 0 && <p class="hint">{props.s.t.review.nothingHere}</p>}
  </div>
);

const EditForm = (props: RowProps & { segment: Segment; place: Place | undefined; index: number }) => {
  const { s, detail, at, segment, place } = props;
  const t = s.t.review;
  if (!place) {
    return (
      <p class="hint">
        {t.segmentGone}
        {s.t.gap}
        <a href={`/desk/articles/${detail.article.id}`}>{t.wholeArticle}</a>
      </p>
    );
  }
  const id = `edit-${segment.n}`;
  return (
    <Post s={s} to={`/desk/articles/${detail.article.id}/review/segment`}>
      <input type="hidden" name="base_revision" value={String(detail.revision.number)} />
      <input type="hidden" name="segment" value={String(segment.n)} />
      <input type="hidden" name="at" value={String(at)} />
      <div class="field">
        <label for={id}>{t.segmentText}</label>
        <textarea id={id} name="text" lang={detail.article.lang} dir="auto" rows={rowsFor(segment.markdown)}>
          {`\n${detail.revision.markdown.slice(place.start, place.end).replaceAll(`\n${place.indent}`, '\n')}`}
        </textarea>
      </div>
      <div class="line">
        <label>
          {s.t.editReason} <input name="reason" maxlength={500} />
        </label>
        <button type="submit" class="main">
          {s.t.saveRevision}
        </button>
      </div>
    </Post>
  );
};

const rowsFor = (text: string): number =>
  Math.min(14, Math.max(3, Math.ceil(text.length / 60) + text.split('\n').length - 1));

/** Unwanted forms of the glossary in this pair, each with a button that puts the wanted one in. */
const Replacements = (props: RowProps) => {
  const { s, detail, at, pair, terms, places } = props;
  const offers = pair.translation
    .filter(({ n }) => places[n] !== undefined)
    .flatMap((segment) =>
      terms.flatMap((term) =>
        unwantedIn(segment.markdown, [{ term: '', variants: [], ...term }]).map((offer) => ({
          ...offer,
          id: term.id,
          n: segment.n,
        })),
      ),
    );
  return (
    <>
      {offers.map(({ word, translation, id, n }) => (
        <Post s={s} to={`/desk/articles/${detail.article.id}/review/replace`} class="line">
          <input type="hidden" name="base_revision" value={String(detail.revision.number)} />
          <input type="hidden" name="segment" value={String(n)} />
          <input type="hidden" name="at" value={String(at)} />
          <input type="hidden" name="term" value={id} />
          <input type="hidden" name="word" value={word} />
          <button type="submit">
            {s.t.review.replaceBy.replace('{word}', word).replace('{translation}', translation)}
          </button>
        </Post>
      ))}
    </>
  );
};

const PairingForm = ({ s, detail, at, can }: RowProps) => (
  <Post s={s} to={`/desk/articles/${detail.article.id}/review/pair`} class="buttons">
    <input type="hidden" name="base_revision" value={String(detail.revision.number)} />
    <input type="hidden" name="at" value={String(at)} />
    {moves
      .filter((move) => can.pair.includes(move))
      .map((move) => (
        <button type="submit" name="move" value={move}>
          {s.t.review.moves[move]}
        </button>
      ))}
  </Post>
);

/** `label` says which pair a summary is for: twenty that all say "Edit" tell a screen reader's list nothing. */
const Fold = (props: { kind: string; text: string; label: string; children?: Child }) => (
  <details class={props.kind}>
    <summary aria-label={props.label}>{props.text}</summary>
    {props.children}
  </details>
);

export const Row = (props: RowProps) => {
  const { s, detail, at, pair, findings, threads, can, next } = props;
  const t = s.t.review;
  const n = String(at + 1);
  const open = openOf(findings);
  const dismissed = findings.filter(({ dismissed_at }) => dismissed_at !== null);
  const isMarked = open.length > 0 || threads.some(({ state }) => state === 'open');
  return (
    <li id={`p${n}`} class={isMarked ? 'pair marked' : 'pair'} tabindex={-1}>
      <a class="n" href={`#p${n}`} aria-label={t.placeN.replace('{n}', n)}>
        {n}
      </a>
      <Cell s={s} kind="source" label={s.t.source} lang={props.sourceLang} segments={pair.source} />
      <Cell
        s={s}
        kind="translation"
        label={t.translation}
        lang={detail.article.lang}
        segments={pair.translation}
      />
      <div class="remarks">
        {open.length > 0 && (
          <ul class="findings">
            {open.map((finding) => (
              <Finding s={s} finding={finding} dismissal={props.dismissal} quoted="beside" />
            ))}
          </ul>
        )}
        {can.edit && <Replacements {...props} />}
        <Dismissed s={s} findings={dismissed} />
        <ThreadList s={s} detail={detail} at={at} threads={threads} can={can} />
        <div class="doing">
          {can.edit && pair.translation.length > 0 && (
            <Fold kind="edit" text={s.t.actions.edit} label={t.editSegmentN.replace('{n}', n)}>
              {pair.translation.map((segment, index) => (
                <EditForm {...props} segment={segment} place={props.places[segment.n]} index={index} />
              ))}
            </Fold>
          )}
          {can.comment && (
            <Fold kind="comment" text={t.comment} label={t.commentOnN.replace('{n}', n)}>
              <CommentForm s={s} detail={detail} at={at} quote={quoteOf(pair)} button={t.addComment} />
            </Fold>
          )}
          {can.pair.length > 0 && (
            <Fold kind="pairing" text={t.pairing} label={t.pairingN.replace('{n}', n)}>
              <PairingForm {...props} />
            </Fold>
          )}
          {isMarked && next && (
            <a class="next" href={next.path}>
              {t.nextPlace.replace('{n}', String(next.at + 1))}
            </a>
          )}
        </div>
      </div>
    </li>
  );
};
