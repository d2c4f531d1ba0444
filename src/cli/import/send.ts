/**
 * Items through the API: submitted, waited for, and with `publish` approved and published. Each step may be
 * repeated: the same item gives the same submission, and what is published stays so. One item that the site
 * refuses does not stop the others; a site that does not answer does.
 */
import { sha256 } from '../../lib/hash.ts';
import { IMPORT_ITEMS_AT_ONCE } from '../../limits.ts';
import { type Api, Refused } from './api.ts';
import { bringOut, lostDates } from './bring-out.ts';
import type { ImportItem } from './item.ts';
import { leadOldPaths } from './old-paths.ts';
import type { Outcome } from './report.ts';
import type { ImportState } from './state.ts';
import { change, fieldsOf, readHeader, submit } from './steps.ts';

export interface Sending {
  api: Api;
  /** Approves and publishes: the same, or somebody else's, where four eyes are asked for. */
  publisher: Api;
  state: ImportState;
  aim: 'review' | 'publish';
  onItem: (outcome: Outcome) => void;
}

/** Said of dates that only publishing carries over. */
export const IN_REVIEW = 'it comes in for review; --publish with an admin’s token carries it over';

/** In the order of the items, several at a time. Throws when the site stops answering or the token is refused. */
export async function sendAll(items: readonly ImportItem[], sending: Sending): Promise<Outcome[]> {
  await forgetAnotherSite(sending);
  const outcomes: Outcome[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (!item) return;
      const outcome = await sendOne(item, sending);
      outcomes[at] = outcome;
      sending.onItem(outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(IMPORT_ITEMS_AT_ONCE, items.length) }, work));
  return outcomes;
}

/** A local site that was emptied has the address of the one before; its notes would hide every item. */
async function forgetAnotherSite({ api, state }: Sending): Promise<void> {
  const known = state.any();
  if (known === undefined) return;
  try {
    await api.get(`/articles/${known.article}`);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 404) throw error;
    state.forget();
  }
}

async function sendOne(item: ImportItem, sending: Sending): Promise<Outcome> {
  const wants = sending.aim === 'publish' && item.state !== 'draft' ? 'published' : 'received';
  const losses: string[] = [];
  try {
    const picture = readHeader(item, losses);
    const fields = fieldsOf(item);
    const content = await sha256(JSON.stringify([fields, picture ? await sha256(picture) : '']));
    const paths = item.oldPaths.length === 0 ? undefined : await sha256(item.oldPaths.join(' '));
    const done = sending.state.find(item.id);
    if (done?.content === content && (done.stage === 'published' || wants === 'received')) {
      // A release before this one brought no old paths along, and a blog's settings may say more of them now.
      if (done.paths !== paths && (await leadOldPaths(item, done.article, sending.api, losses)))
        sending.state.add({ ...done, paths });
      return { item, state: 'known', article: done.article, losses, ...(done.url ? { url: done.url } : {}) };
    }
    const text = await sha256(item.markdown);
    const id =
      done === undefined || done.content === content
        ? await submit(fields, picture, content, item, sending.api, losses)
        : await change(item, done, { text, content }, sending.api, losses);
    const received = { id: item.id, content, text, article: id, stage: 'received' } as const;
    sending.state.add({ ...received, paths: done?.paths });
    if (wants === 'received') {
      losses.push(...lostDates(item, IN_REVIEW));
      if (await leadOldPaths(item, id, sending.api, losses)) sending.state.add({ ...received, paths });
      return { item, state: 'received', article: id, losses };
    }
    const out = await bringOut(item, id, sending.publisher, losses);
    if (!out.ok) {
      losses.push(`not published: ${out.error}`);
      return { item, state: 'unpublished', article: id, losses };
    }
    const { url, oldPaths } = out.value;
    const led = await leadOldPaths(item, id, sending.publisher, losses, oldPaths);
    sending.state.add({ ...received, stage: 'published', url, ...(led ? { paths } : {}) });
    const state = item.state === 'withdrawn' ? 'withdrawn' : 'published';
    return { item, state, article: id, losses, url };
  } catch (error) {
    // 401 is the token's fault and not the item's: every other item would say the same.
    if (!(error instanceof Refused)) throw error;
    if (error.status === 401)
      throw new Error(
        'The site does not know this token. Make one: npm run token -- --role admin --name Import',
      );
    return { item, state: 'failed', losses: [...losses, error.message] };
  }
}
