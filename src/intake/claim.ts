/** Claiming a language of a report: the rules behind the desk's button and the API's call. */
import { type Actor, may } from '../auth/actor.ts';
import { isId, newId } from '../lib/ids.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { sourceKey } from '../lib/source-key.ts';
import { CLAIM_MS, URL_MAX_CHARS } from '../limits.ts';
import { type Claim, findClaim, releaseClaim, takeClaim } from '../store/desk/claims.ts';
import type { Db } from '../store/statement.ts';
import { findStoryBySource } from '../store/stories.ts';

export type ClaimRefusal =
  | { reason: 'bad_source' | 'not_allowed' }
  /** There is an article of it in this language already, which was not spiked. */
  | { reason: 'exists'; articleId: string }
  | { reason: 'taken'; claim: Claim };

/** The key of a source's address; undefined for what is none. */
export const claimKey = (url: string): string | undefined =>
  url.length <= URL_MAX_CHARS ? sourceKey(url) : undefined;

/** Takes the language, or renews one's own claim on it. */
export async function claimSource(
  db: Db,
  options: { actor: Actor; url: string; lang: string; now: number },
): Promise<Result<Claim, ClaimRefusal>> {
  const { actor, url, lang, now } = options;
  const key = claimKey(url);
  if (!key) return fail({ reason: 'bad_source' });
  if (!may(actor, 'translator', lang)) return fail({ reason: 'not_allowed' });
  const story = await findStoryBySource(db, key);
  const there = story?.articles.find((article) => article.lang === lang && article.state !== 'spiked');
  if (there) return fail({ reason: 'exists', articleId: there.id });
  const held = await takeClaim(db, {
    id: newId(now),
    auditId: newId(now),
    sourceKey: key,
    sourceUrl: url,
    lang,
    memberId: actor.memberId,
    now,
    expiresAt: now + CLAIM_MS,
  });
  return held.member_id === actor.memberId ? ok(held) : fail({ reason: 'taken', claim: held });
}

/** Gives a claim back: its holder may, and a publisher of its language. The claim that was. */
export async function giveClaimBack(
  db: Db,
  options: { actor: Actor; id: string; now: number },
): Promise<Result<Claim, 'not_found' | 'not_allowed'>> {
  const { actor, id, now } = options;
  const claim = isId(id) ? await findClaim(db, id) : undefined;
  if (!claim) return fail('not_found');
  if (claim.member_id !== actor.memberId && !may(actor, 'publisher', claim.lang)) return fail('not_allowed');
  await releaseClaim(db, { claim, auditId: newId(now), memberId: actor.memberId, now });
  return ok(claim);
}
