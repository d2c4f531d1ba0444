/**
 * Brings the search index up to date with what readers see: an article's entry, and what a page of results shows
 * of the site. The index is a database of its own and cannot share a batch with the change, so an outbox row stands
 * for the difference. Any number may do it at once: what was read earlier never overwrites what was read later.
 */
import { closeOutbox, listOpenOutbox } from '../store/outbox.ts';
import { findIndexed, getIndexedSite, writeIndexed, writeSite } from '../store/search-index.ts';
import { SITE_SETTINGS_KEY } from '../store/settings.ts';
import type { WorkDeps } from './process-submission.ts';

export async function updateIndex(deps: WorkDeps, articleId: string): Promise<void> {
  await keepPromises(deps, articleId, async () => {
    const found = await findIndexed(deps.db, articleId);
    if (found) await writeIndexed(deps.env.SEARCH, found);
  });
}

export async function updateSite(deps: WorkDeps): Promise<void> {
  await keepPromises(deps, SITE_SETTINGS_KEY, async () =>
    writeSite(deps.env.SEARCH, await getIndexedSite(deps.db)),
  );
}

/** Only the promises seen before the rows were read are kept by what was read. */
async function keepPromises(deps: WorkDeps, subjectId: string, work: () => Promise<void>): Promise<void> {
  const promised = await listOpenOutbox(deps.db, { kind: 'index', subjectId });
  await work();
  await closeOutbox(deps.db, promised, deps.now);
}
