/** The posts that change the text: one segment, a word of the glossary, an old revision brought back. */
import { type Context, Hono } from 'hono';
import { replaceWord } from '../../pipeline/door.ts';
import type { ArticleDetail } from '../../store/articles.ts';
import { findArticleDetail } from '../../store/articles.ts';
import { findTerm, termOf } from '../../store/desk/glossary.ts';
import { findRevisionTexts } from '../../store/desk/review.ts';
import { findShown } from '../article.tsx';
import { mayAct } from '../article-rights.ts';
import { field, refuse } from '../guard.tsx';
import { type DeskEnv, deskScreen } from '../screen.ts';
import type { KeptText } from './kept.tsx';
import { showReview } from './page.tsx';
import { replaceAt } from './place.ts';
import { saveRevision } from './save.ts';
import { nearestTo } from './spots.ts';
import { donePath, partOf, type ReviewView, readReview, titleNumber, translationOf } from './view.ts';

export const editChanges = new Hono<DeskEnv>();

export const numberField = (c: Context<DeskEnv>, name: string): number | undefined => {
  const text = field(c, name);
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
};

interface Edit {
  base: number;
  segment: number;
  at: number;
}

const readEdit = (c: Context<DeskEnv>): Edit | undefined => {
  const base = numberField(c, 'base_revision');
  const segment = numberField(c, 'segment');
  return base === undefined || segment === undefined
    ? undefined
    : { base, segment, at: numberField(c, 'at') ?? 0 };
};

/** Where a segment stands in a newer revision: where it can be known again, else where as many segments leave it. */
function placeNow(view: ReviewView, old: ReviewView, segment: number): KeptText['spot'] {
  const before = translationOf(old.pairs);
  const was = before[segment];
  const found = was && nearestTo(view.pairs, was.text);
  if (found || !was || before.length !== translationOf(view.pairs).length) return found;
  return {
    segment,
    at: view.pairs.findIndex(({ translation }) => translation.some(({ n }) => n === segment)),
  };
}

/** The text that was refused, at the place in the newest revision that it was written for. */
async function refuseNewer(
  c: Context<DeskEnv>,
  options: { articleId: string; edit: Edit; text: string; reason: string },
): Promise<Response> {
  const { articleId, edit, text, reason } = options;
  const { t } = deskScreen(c);
  const [newest, before] = await Promise.all([
    findArticleDetail(c.get('db'), articleId),
    findArticleDetail(c.get('db'), articleId, edit.base),
  ]);
  if (!newest) return refuse(c, 404);
  const view = await readReview(c, newest);
  const old = before && (await readReview(c, before));
  const isTitle = old !== undefined && edit.segment === titleNumber(old);
  const spot = isTitle ? { segment: titleNumber(view), at: 0 } : old && placeNow(view, old, edit.segment);
  const kept: KeptText = { text, reason, spot };
  const problem = t.review.segmentChanged.replace('{n}', String(newest.article.current_revision));
  const part = kept.spot ? partOf(kept.spot.at) : 1;
  return showReview(c, newest, { status: 409, problem, kept, part }, view);
}

async function saveSegment(
  c: Context<DeskEnv>,
  detail: ArticleDetail,
  change: { edit: Edit; view: ReviewView; text: string; reason: string; done: string },
): Promise<Response> {
  const { edit, view, text, reason, done } = change;
  const { id } = detail.article;
  const place = view.places[edit.segment];
  if (!place) {
    const kept: KeptText = { text, reason, spot: undefined };
    return showReview(
      c,
      detail,
      { status: 422, problem: deskScreen(c).t.review.segmentGone, kept, part: partOf(edit.at) },
      view,
    );
  }
  const isTitle = edit.segment === titleNumber(view);
  const markdown = replaceAt(detail.revision.markdown, place, isTitle ? text.replace(/\s+/g, ' ') : text);
  // Nothing changed: a revision that says nothing would only undo the approval.
  if (markdown === detail.revision.markdown) return c.redirect(donePath(id, edit.at, ''), 303);
  const saved = await saveRevision(c, { articleId: id, markdown, reason, base: edit.base });
  if (!saved.ok) {
    if (saved.error.reason === 'newer') return refuseNewer(c, { articleId: id, edit, text, reason });
    const kept: KeptText = { text, reason, spot: { segment: edit.segment, at: edit.at } };
    return showReview(
      c,
      detail,
      { status: 422, problem: saved.error.detail, kept, part: partOf(edit.at) },
      view,
    );
  }
  return c.redirect(
    saved.value.state === 'ready'
      ? donePath(id, edit.at, done)
      : `/desk/submissions/${saved.value.submission}`,
    303,
  );
}

/** The article and what was asked of it, if this person may edit it. */
async function findEditable(c: Context<DeskEnv>): Promise<ArticleDetail | Response> {
  const detail = await findShown(c);
  if (!detail) return refuse(c, 404);
  return mayAct(c.get('actor'), 'edit', detail.article) ? detail : refuse(c, 403);
}

editChanges.post('/:id/review/segment', async (c) => {
  const detail = await findEditable(c);
  if (detail instanceof Response) return detail;
  const edit = readEdit(c);
  if (!edit) return refuse(c, 404);
  const text = field(c, 'text');
  const reason = field(c, 'reason');
  if (edit.base !== detail.article.current_revision) {
    return refuseNewer(c, { articleId: detail.article.id, edit, text, reason });
  }
  const view = await readReview(c, detail);
  return saveSegment(c, detail, { edit, view, text, reason, done: 'segment' });
});

editChanges.post('/:id/review/replace', async (c) => {
  const detail = await findEditable(c);
  if (detail instanceof Response) return detail;
  const edit = readEdit(c);
  const row = await findTerm(c.get('db'), field(c, 'term'));
  const word = field(c, 'word');
  if (!edit || row?.lang !== detail.article.lang || !termOf(row).forbidden.includes(word)) {
    return refuse(c, 404);
  }
  const view = await readReview(c, detail);
  const place = view.places[edit.segment];
  const { markdown } = detail.revision;
  if (edit.base !== detail.article.current_revision || !place) {
    const { review } = deskScreen(c).t;
    const problem =
      edit.base === detail.article.current_revision
        ? review.segmentGone
        : review.pairingChanged.replace('{n}', String(detail.article.current_revision));
    return showReview(c, detail, { status: 409, problem, part: partOf(edit.at) }, view);
  }
  // Lines keep what marks them: the replacement happens in the text as it stands.
  const text = replaceWord(markdown.slice(place.start, place.end), word, row.translation);
  return saveSegment(c, detail, {
    edit,
    view: { ...view, places: view.places.map((one) => one && { ...one, indent: '' }) },
    text,
    reason: `${word} → ${row.translation}`.slice(0, 200),
    done: 'replace',
  });
});

editChanges.post('/:id/restore', async (c) => {
  const detail = await findEditable(c);
  if (detail instanceof Response) return detail;
  const { article } = detail;
  const { t } = deskScreen(c);
  const wanted = numberField(c, 'revision');
  const base = numberField(c, 'base_revision');
  const newer = () =>
    showReview(c, detail, {
      status: 409,
      problem: t.review.pairingChanged.replace('{n}', String(article.current_revision)),
    });
  if (base !== article.current_revision) return newer();
  if (wanted === undefined || wanted === base) return refuse(c, 404);
  const [old] = await findRevisionTexts(c.get('db'), article.id, [wanted, wanted]);
  if (!old) return refuse(c, 404);
  const saved = await saveRevision(c, {
    articleId: article.id,
    markdown: old.markdown,
    reason: t.review.restoreReason.replace('{n}', String(wanted)),
    base,
  });
  if (!saved.ok) return newer();
  const to =
    saved.value.state === 'ready'
      ? `/desk/articles/${article.id}?done=restore`
      : `/desk/submissions/${saved.value.submission}`;
  return c.redirect(to, 303);
});
