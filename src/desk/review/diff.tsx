/** What changed between two revisions of an article, by word, marked by signs and lines and not by colour alone. */
import { Hono } from 'hono';
import { type Change, diff } from '../../lib/diff.ts';
import { DIFF_MAX_EDITS } from '../../limits.ts';
import { findRevisionTexts } from '../../store/desk/review.ts';
import { findShown } from '../article.tsx';
import { refuse } from '../guard.tsx';
import { Page } from '../layout.tsx';
import { Field, Time } from '../parts.tsx';
import { type DeskEnv, type DeskScreen, deskScreen } from '../screen.ts';

export const diffPages = new Hono<DeskEnv>();

/** So much of an unchanged stretch is shown on either side of a change. */
const CONTEXT_CHARS = 240;

const Same = ({ s, text, edges }: { s: DeskScreen; text: string; edges: 'start' | 'end' | 'both' }) => {
  const head = edges === 'start' ? 0 : CONTEXT_CHARS;
  const tail = edges === 'end' ? 0 : CONTEXT_CHARS;
  if (text.length < head + tail + CONTEXT_CHARS) return <>{text}</>;
  // Cut at line ends, so that no line is torn.
  const from = head === 0 ? 0 : text.indexOf('\n', head) + 1;
  const to = tail === 0 ? text.length : text.lastIndexOf('\n', text.length - tail) + 1;
  if (to - from < CONTEXT_CHARS || (head > 0 && from === 0)) return <>{text}</>;
  return (
    <>
      {text.slice(0, from)}
      <details>
        <summary>{s.t.review.unchanged.replace('{n}', String(to - from))}</summary>
        {text.slice(from, to)}
      </details>
      {text.slice(to)}
    </>
  );
};

const Marked = ({ s, change }: { s: DeskScreen; change: Change }) => {
  const t = s.t.review;
  const isAdded = change.op === 'added';
  const Tag = isAdded ? 'ins' : 'del';
  return (
    <Tag>
      <span aria-hidden="true">{isAdded ? '{+' : '[−'}</span>
      <span class="sr">{isAdded ? t.addedMark : t.removedMark} </span>
      {change.text}
      <span class="sr"> {t.endMark}</span>
      <span aria-hidden="true">{isAdded ? '+}' : '−]'}</span>
    </Tag>
  );
};

export const Changes = ({ s, changes }: { s: DeskScreen; changes: Change[] }) => (
  <>
    {changes.map((change, n) =>
      change.op === 'same' ? (
        <Same
          s={s}
          text={change.text}
          edges={n === 0 ? 'start' : n === changes.length - 1 ? 'end' : 'both'}
        />
      ) : (
        <Marked s={s} change={change} />
      ),
    )}
  </>
);

diffPages.get('/:id/diff', async (c) => {
  const detail = await findShown(c);
  if (!detail) return refuse(c, 404);
  const s = deskScreen(c);
  const t = s.t.review;
  const { article, revisions } = detail;
  const asked = (name: string, otherwise: number) => {
    const text = /^\d{1,6}$/.exec(c.req.query(name) ?? '')?.[0];
    return text === undefined ? otherwise : Number(text);
  };
  const to = asked('to', article.current_revision);
  const from = asked('from', Math.max(1, to - 1));
  const texts = await findRevisionTexts(c.get('db'), article.id, [from, to]);
  const before = texts.find(({ number }) => number === from);
  const after = texts.find(({ number }) => number === to);
  if (!before || !after) return refuse(c, 404);
  const changes = diff(before.markdown, after.markdown, DIFF_MAX_EDITS);
  const title = t.compareTitle.replace('{from}', String(from)).replace('{to}', String(to));
  const choice = (name: 'from' | 'to', label: string, chosen: number) => (
    <Field name={name} label={label}>
      {(attributes) => (
        <select {...attributes}>
          {[...new Set([...revisions.map(({ number }) => number), from, to])].map((number) => (
            <option value={String(number)} selected={number === chosen}>
              {s.t.revisionN.replace('{n}', String(number))}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return c.html(
    <Page s={s} title={title}>
      <h1>{title}</h1>
      <p>
        <a href={`/desk/articles/${article.id}`} lang={article.lang} dir="auto">
          {after.title}
        </a>
      </p>
      <form method="get" class="line">
        {choice('from', t.compareFrom, from)}
        {choice('to', t.compareTo, to)}
        <button type="submit">{t.compare}</button>
      </form>
      <ul class="rows">
        {[before, after].map((one) => (
          <li class="row">
            <p class="about">
              <span>{s.t.revisionN.replace('{n}', String(one.number))}</span>
              <bdi>{one.author ?? '–'}</bdi>
              <Time s={s} at={one.created_at} />
            </p>
          </li>
        ))}
      </ul>
      {before.markdown === after.markdown ? (
        <p>{t.sameText}</p>
      ) : (
        <>
          <p class="hint">{t.diffHint}</p>
          <div class="diff" lang={article.lang} dir="auto">
            <Changes s={s} changes={changes} />
          </div>
        </>
      )}
    </Page>,
  );
});
