/** The posts that leave the text alone: comments, and the pairing. */
import { type Context, Hono } from 'hono';
import { may } from '../../auth/actor.ts';
import { isId } from '../../lib/ids.ts';
import { COMMENT_QUOTE_CHARS, NOTE_MAX_CHARS } from '../../limits.ts';
import { addComment, findThreadQuote, turnThread } from '../../store/desk/comments.ts';
import { writePairing } from '../../store/desk/pairings.ts';
import { findShown } from '../article.tsx';
import { mayAct } from '../article-rights.ts';
import { field, refuse } from '../guard.tsx';
import { type DeskEnv, deskScreen } from '../screen.ts';
import { numberField } from './edit-changes.ts';
import { showReview } from './page.tsx';
import { movePair, moves, numbersOf } from './pairing.ts';
import { donePath, partOf, readReview } from './view.ts';

export const remarkChanges = new Hono<DeskEnv>();

const atOf = (c: Context<DeskEnv>): number => numberField(c, 'at') ?? 0;

remarkChanges.post('/:id/review/comments', async (c) => {
  const detail = await findShown(c);
  if (!detail) return refuse(c, 404);
  const { article } = detail;
  const { t, actor, now } = deskScreen(c);
  if (!may(actor, 'translator', article.lang)) return refuse(c, 403);
  const note = field(c, 'note').trim();
  const quote = field(c, 'quote').slice(0, COMMENT_QUOTE_CHARS).toWellFormed();
  const part = partOf(atOf(c));
  if (note === '' || note.length > NOTE_MAX_CHARS || quote === '') {
    const problem = t.review.commentEmpty.replace('{n}', String(NOTE_MAX_CHARS));
    return showReview(c, detail, {
      status: 422,
      problem,
      part,
      ...(note ? { kept: { text: note, reason: '', spot: undefined } } : {}),
    });
  }
  const outcome = await addComment(c.get('db'), {
    articleId: article.id,
    revision: article.current_revision,
    quote,
    note,
    memberId: actor.memberId,
    now,
  });
  if (outcome === 'added') return c.redirect(donePath(article.id, atOf(c), 'comment'), 303);
  const kept = { text: note, reason: '', spot: undefined };
  return showReview(c, detail, { status: 409, problem: t.review.commentsFull, part, kept });
});

for (const turn of ['resolve', 'reopen'] as const) {
  remarkChanges.post(`/:id/review/comments/:comment/${turn}`, async (c) => {
    const detail = await findShown(c);
    const id = c.req.param('comment');
    if (!detail || !isId(id)) return refuse(c, 404);
    const { article } = detail;
    const actor = c.get('actor');
    const db = c.get('db');
    // Only a comment of this very article: the right was looked up for the article's language.
    const quote = await findThreadQuote(db, { id, articleId: article.id });
    if (quote === undefined) return refuse(c, 404);
    if (!mayAct(actor, 'edit', article)) return refuse(c, 403);
    await turnThread(db, {
      articleId: article.id,
      quote,
      to: turn === 'resolve' ? 'resolved' : 'open',
      memberId: actor.memberId,
      now: c.get('now'),
    });
    return c.redirect(donePath(article.id, atOf(c), turn), 303);
  });
}

remarkChanges.post('/:id/review/pair', async (c) => {
  const detail = await findShown(c);
  if (!detail) return refuse(c, 404);
  const { article, revision } = detail;
  const { t, actor, now } = deskScreen(c);
  if (!may(actor, 'proofreader', article.lang)) return refuse(c, 403);
  const at = atOf(c);
  const asked = field(c, 'move');
  const move = moves.find((one) => one === asked);
  if (!move && asked !== 'reset') return refuse(c, 404);
  const view = await readReview(c, detail);
  if (numberField(c, 'base_revision') !== revision.number) {
    const problem = t.review.pairingChanged.replace('{n}', String(revision.number));
    return showReview(c, detail, { status: 409, problem, part: partOf(at) }, view);
  }
  const pairs = move && movePair(numbersOf(view.pairs), at, move);
  await writePairing(c.get('db'), { articleId: article.id, pairs, memberId: actor.memberId, now });
  return c.redirect(donePath(article.id, Math.min(at, (pairs?.length ?? at + 1) - 1), 'pair'), 303);
});
