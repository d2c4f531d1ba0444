/**
 * What leads the front page of an edition: the newest article, or the one that a publisher chose, for as long as it is
 * among those that the page shows.
 */
import { leadTag } from '../edge/tags.ts';
import { tell } from '../i18n/told/tell.ts';
import { newId } from '../lib/ids.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { findArticle } from '../store/articles.ts';
import { leadChanged, leadStatement, noLeadStatement } from '../store/leads.ts';
import {
  type Actor,
  makeChange,
  nothingToPurge,
  type PublishDeps,
  type PublishRefusal,
  type PurgeReport,
} from './change.ts';

interface Chosen {
  articleId: string;
  actor: Actor;
}

/** Puts a published article first, in the place of the one that led. The same again changes nothing. */
export const lead = (deps: PublishDeps, chosen: Chosen): Promise<Result<PurgeReport, PublishRefusal>> =>
  choose(deps, chosen, { name: 'lead', statement: leadStatement });

/** The newest article leads again. Changes nothing where this one does not lead. */
export const endLead = (deps: PublishDeps, chosen: Chosen): Promise<Result<PurgeReport, PublishRefusal>> =>
  choose(deps, chosen, { name: 'end_lead', statement: noLeadStatement });

async function choose(
  deps: PublishDeps,
  { articleId, actor }: Chosen,
  choice: { name: string; statement: typeof leadStatement },
): Promise<Result<PurgeReport, PublishRefusal>> {
  const { db, now } = deps;
  const article = await findArticle(db, articleId);
  if (!article) return fail({ reason: 'not_found', told: tell('no-article') });
  if (article.state !== 'published') return fail({ reason: 'wrong_state', told: tell('lead-unpublished') });
  const { lang } = article;
  const changeId = newId(now);
  const done = await makeChange(deps, {
    id: changeId,
    name: choice.name,
    // Only the order of one page: no list and no index is made anew.
    articleId: null,
    actor,
    subject: `article:${articleId}`,
    tags: [leadTag(lang)],
    statements: [choice.statement(db, { articleId, changeId })],
    guard: leadChanged(lang, changeId),
  });
  return ok(done ?? nothingToPurge);
}
