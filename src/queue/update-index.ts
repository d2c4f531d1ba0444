/**
 * Brings one article's entry in the search index up to date with what readers see. The index is a database of
 * its own and cannot share a batch with the change, so an outbox row stands for the difference.
 */
import { searchText } from '../lib/bigrams.ts';
import { articlePath } from '../lib/paths.ts';
import { plainText } from '../lib/plain-text.ts';
import { closeOutbox, listOpenOutbox } from '../store/outbox.ts';
import { findSearchable, removeEntry, writeEntry } from '../store/search-index.ts';
import type { WorkDeps } from './process-submission.ts';

export async function updateIndex(deps: WorkDeps, articleId: string): Promise<void> {
  // Only the promises seen before the rows were read are kept by what was read.
  const promised = await listOpenOutbox(deps.db, { kind: 'index', subjectId: articleId });
  const found = await findSearchable(deps.db, articleId);
  if (!found) await removeEntry(deps.env.SEARCH, articleId);
  else {
    const text = plainText(found.html);
    await writeEntry(deps.env.SEARCH, {
      article_id: articleId,
      lang: found.lang,
      revision: found.revision,
      path: articlePath(found.lang, found.month, found.slug),
      title: found.title,
      text,
      published_at: found.published_at,
      words: { title: searchText(found.title), body: searchText(`${text} ${found.names}`) },
    });
  }
  await closeOutbox(deps.db, promised, deps.now);
}
