/** What may be done with an article, by whom, and when it makes sense. */
import { type Actor, may } from '../auth/actor.ts';
import type { ArticleRow } from '../store/articles.ts';

export const actions = [
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
  'dismiss',
] as const;
export type Action = (typeof actions)[number];

/** The role that an action needs, for the article's language. */
export function mayAct(actor: Actor, action: Action, article: ArticleRow): boolean {
  switch (action) {
    case 'edit':
      return (
        may(actor, 'proofreader', article.lang) ||
        (article.created_by === actor.memberId && may(actor, 'translator', article.lang))
      );
    case 'approve':
    case 'send-back':
    case 'dismiss':
      return may(actor, 'proofreader', article.lang);
    case 'publish':
    case 'schedule':
    case 'withdraw':
    case 'correct':
    case 'spike':
    case 'slug':
    case 'move':
    case 'lead':
    case 'end-lead':
      return may(actor, 'publisher', article.lang);
  }
}

/** Whether the article's state lets the action make sense; the publish room decides for good. */
export function fits(action: Action, article: ArticleRow): boolean {
  const { state } = article;
  const isNewer = article.published_revision !== article.current_revision;
  switch (action) {
    case 'approve':
      return state !== 'spiked' && article.approved_revision !== article.current_revision;
    case 'publish':
      return ['approved', 'scheduled', 'withdrawn'].includes(state) || (state === 'published' && isNewer);
    case 'schedule':
      return state === 'approved' || state === 'scheduled';
    case 'withdraw':
    case 'correct':
    case 'lead':
    case 'end-lead':
      return state === 'published';
    case 'send-back':
      return state === 'approved' || state === 'scheduled' || state === 'in_review';
    case 'spike':
      return state === 'in_review' || state === 'approved' || state === 'scheduled';
    case 'edit':
    case 'slug':
    case 'move':
    case 'dismiss':
      return true;
  }
}
