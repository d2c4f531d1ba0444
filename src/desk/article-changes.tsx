/** The posts of the review page. A refused change shows the page again with what was typed. */

import { type Context, Hono } from 'hono';
import { type Told, tell } from '../i18n/told/tell.ts';
import { receiveRevision } from '../intake/receive.ts';
import { fail, type Result } from '../lib/result.ts';
import { SLUG_MAX_CHARS } from '../limits.ts';
import { slugFrom } from '../pipeline/door.ts';
import { approve } from '../publish/approve.ts';
import type { PublishRefusal } from '../publish/change.ts';
import { correct } from '../publish/correct.ts';
import { dismissFinding, sendBack, spike } from '../publish/editorial.ts';
import { endLead, lead } from '../publish/lead.ts';
import { changeSlug, moveToStory } from '../publish/move.ts';
import { publish } from '../publish/publish.ts';
import { withdraw } from '../publish/withdraw.ts';
import type { ArticleDetail } from '../store/articles.ts';
import { deleteDraft } from '../store/desk/drafts.ts';
import { correctionKinds } from '../store/schema/words.ts';
import { findShown, showArticle } from './article.tsx';
import type { Refused } from './article-actions.tsx';
import { findStoryMeant } from './article-place.tsx';
import { type Action, mayAct } from './article-rights.ts';
import { field, refuse } from './guard.tsx';
import { donePath } from './review/view.ts';
import { type DeskEnv, depsOf } from './screen.ts';

export const articleChanges = new Hono<DeskEnv>();

type Outcome = Result<unknown, PublishRefusal>;

const bad = (name: string, told: Told): Outcome => fail({ reason: 'bad_input', field: name, told });

const wholeNumber = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

/** `2026-11-23T16:00`, as datetime-local gives it, taken as UTC. */
function utcOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return undefined;
  const at = Date.parse(`${text}Z`);
  return Number.isNaN(at) ? undefined : at;
}

/** Does what was asked; role and article were looked at. */
async function act(c: Context<DeskEnv>, action: Action, detail: ArticleDetail): Promise<Outcome> {
  const deps = depsOf(c);
  const common = { articleId: detail.article.id, actor: c.get('actor') };
  // The one that was on the screen.
  const read = wholeNumber(field(c, 'revision'));
  const ofRevision = read === undefined ? common : { ...common, revision: read };
  switch (action) {
    case 'approve':
      return approve(deps, ofRevision);
    case 'publish':
      return publish(deps, ofRevision);
    case 'schedule': {
      const at = utcOf(field(c, 'at'));
      return at === undefined || at <= deps.now
        ? bad('at', tell('at-past'))
        : publish(deps, { ...ofRevision, at });
    }
    case 'withdraw':
      return withdraw(deps, { ...common, reason: field(c, 'reason') });
    case 'correct': {
      const kind = correctionKinds.find((one) => one === field(c, 'kind'));
      if (!kind) return bad('kind', tell('correct-kind'));
      return correct(deps, { ...ofRevision, kind, note: field(c, 'note') });
    }
    case 'send-back':
      return sendBack(deps, { ...common, note: field(c, 'note') });
    case 'spike':
      return spike(deps, { ...common, note: field(c, 'note') });
    case 'edit':
      return edit(c, detail);
    case 'slug': {
      // As for a new text: without one it is made from the title.
      const slug = slugFrom(field(c, 'slug')) ?? slugFrom(detail.revision.title);
      return slug === undefined
        ? bad('slug', tell('slug-bad', { max: SLUG_MAX_CHARS }))
        : changeSlug(deps, { ...common, slug });
    }
    case 'move': {
      const storyId = await findStoryMeant(deps.db, field(c, 'story'));
      return storyId === undefined
        ? bad('story', tell('story-unknown'))
        : moveToStory(deps, { ...common, storyId });
    }
    case 'lead':
      return lead(deps, common);
    case 'end-lead':
      return endLead(deps, common);
    case 'dismiss':
      return bad('finding', tell('finding-gone'));
  }
}

/** A new revision. Somebody else's newer one refuses it here already, where its text is still on the screen. */
async function edit(c: Context<DeskEnv>, detail: ArticleDetail): Promise<Outcome> {
  const { article } = detail;
  if (wholeNumber(field(c, 'base_revision')) !== article.current_revision) {
    const told = tell('edited-meanwhile', { n: article.current_revision });
    return fail({ reason: 'changed_meanwhile', field: 'markdown', told });
  }
  const received = await receiveRevision(depsOf(c), {
    memberId: c.get('actor').memberId,
    articleId: article.id,
    markdown: field(c, 'markdown'),
    reason: field(c, 'reason'),
    baseRevision: article.current_revision,
  });
  if (received.ok) {
    await deleteDraft(c.get('db'), { memberId: c.get('actor').memberId, form: `article:${article.id}` });
    return received;
  }
  const first = received.error[0];
  return bad(first?.field ?? 'markdown', first?.told ?? tell('text-missing'));
}

const given = (c: Context<DeskEnv>): Refused['given'] =>
  Object.fromEntries(
    Object.entries(c.get('form').values).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    ),
  );

async function answer(c: Context<DeskEnv>, action: Action, outcome: Outcome): Promise<Response> {
  const id = c.req.param('id') ?? '';
  if (outcome.ok) {
    const { value } = outcome;
    const submission =
      action === 'edit' && typeof value === 'object' && value && 'id' in value ? value.id : undefined;
    const back = /^review:(\d{1,4})$/.exec(field(c, 'back'))?.[1];
    if (back !== undefined) return c.redirect(donePath(id, Number(back), action), 303);
    const to =
      submission === undefined ? `/desk/articles/${id}?done=${action}` : `/desk/submissions/${submission}`;
    return c.redirect(to, 303);
  }
  // Read again: the refusal may be about what somebody else has just changed.
  const detail = await findShown(c);
  if (!detail) return refuse(c, 404);
  const { reason, told, field: name } = outcome.error;
  return showArticle(c, detail, {
    status: reason === 'bad_input' ? 422 : 409,
    refused: { action, refusal: { told, ...(name ? { field: name } : {}) }, given: given(c) },
  });
}

for (const action of [
  'approve',
  'publish',
  'schedule',
  'withdraw',
  'correct',
  'send-back',
  'spike',
  'edit',
  'slug',
  'move',
  'lead',
  'end-lead',
] as const satisfies Action[]) {
  articleChanges.post(`/:id/${action}`, async (c) => {
    const detail = await findShown(c);
    if (!detail) return refuse(c, 404);
    if (!mayAct(c.get('actor'), action, detail.article)) return refuse(c, 403);
    return answer(c, action, await act(c, action, detail));
  });
}

articleChanges.post('/:id/findings/:finding', async (c) => {
  const detail = await findShown(c);
  // Only a finding of this very article: the right to dismiss was looked up for the article's language.
  const finding = detail?.findings.find(({ id }) => id === c.req.param('finding'));
  if (!detail || !finding) return refuse(c, 404);
  const actor = c.get('actor');
  if (!mayAct(actor, 'dismiss', detail.article)) return refuse(c, 403);
  const outcome = await dismissFinding(depsOf(c), {
    articleId: detail.article.id,
    findingId: finding.id,
    actor,
    reason: field(c, 'reason'),
  });
  return answer(c, 'dismiss', outcome);
});
