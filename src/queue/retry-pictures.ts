/**
 * Pictures that could not be had when a submission was processed are asked for again at growing intervals.
 * A revision is immutable, so a picture that arrives makes a new revision of the same text. Where the old one
 * was approved or out, the new one takes its place: the text was read, and the picture was expected in it.
 */
import type { Waiting } from '../config.ts';
import { sha256 } from '../lib/hash.ts';
import { newId } from '../lib/ids.ts';
import { readBody } from '../pipeline/markdown/body.ts';
import { importPictures, retryDue } from '../pipeline/pictures/import.ts';
import { storeUploaded } from '../pipeline/pictures/keep.ts';
import { pictureUrls } from '../pipeline/process.ts';
import { readSubmission } from '../pipeline/read/submission.ts';
import { approveArrival } from '../publish/arrival.ts';
import { findArticle, findRevisionOf, type RevisionRow } from '../store/articles.ts';
import { keepOutbox, putOffOutbox } from '../store/outbox.ts';
import {
  findSubmission,
  findSubmissionStatus,
  isCurrentSubmission,
  receiveRow,
  type Submission,
} from '../store/submissions.ts';
import { processSubmission, type WorkDeps } from './process-submission.ts';

type Deps = WorkDeps & { ctx: Waiting };

const arrivalKey = (submissionId: string, base: number): string => `pictures/${submissionId}/${base}`;

/** `submissionId` is the one whose revision lacks pictures. */
export async function retryPictures(deps: Deps, submissionId: string): Promise<void> {
  const { db, env, config, now } = deps;
  const revision = await findRevisionOf(db, submissionId);
  const article = revision && (await findArticle(db, revision.article_id));
  const done = () => keepOutbox(db, { kind: 'picture', subjectId: submissionId, now });
  if (!revision || !article) return done();
  if (article.current_revision !== revision.number) {
    // A newer revision has asked for its pictures itself; unless it is the one made here, and the Worker was
    // killed before its standing was handed on.
    const key = arrivalKey(submissionId, revision.number);
    if (await isCurrentSubmission(db, article.id, key)) {
      await approveArrival(deps, { articleId: article.id, base: revision.number });
    }
    return done();
  }

  const parts = readSubmission(revision.markdown);
  const urls = pictureUrls(parts, readBody(parts.body));
  const before = await retryDue(env, { urls, now });
  if (before.due.length > 0) await importPictures(env, { urls: before.due, now, config });
  const after = await retryDue(env, { urls, now });
  // By the rows and not by what was fetched just now: a try that was killed, or another text, may have fetched it.
  const arrived =
    after.stored.some((picture) => isMissing(revision, picture)) || (await uploadArrived(deps, revision));
  if (arrived) {
    await bringIn(deps, submissionId, revision.number, article.id);
    return done();
  }
  const next = after.nextInMs ?? before.nextInMs;
  if (next === undefined) return done();
  await putOffOutbox(db, {
    kind: 'picture',
    subjectId: submissionId,
    dueAt: now + next,
    error: 'A picture could not be had yet.',
  });
}

const isMissing = (revision: RevisionRow, picture: { sha256: string; at: number }): boolean =>
  picture.at > revision.created_at &&
  picture.sha256 !== revision.header_sha256 &&
  !revision.html.includes(`/images/${picture.sha256}/`);

/** An upload that no decoder could be had for when it came. */
async function uploadArrived(deps: Deps, revision: RevisionRow): Promise<boolean> {
  if (revision.header_sha256 !== null) return false;
  const submission = await findSubmission(deps.db, revision.submission_id);
  if (!submission?.header_sha256) return false;
  const { env, now, config } = deps;
  return (await storeUploaded(env, submission.header_sha256, { now, settleSeconds: config.settleSeconds }))
    .ok;
}

/** The same text again, as a submission of its own whose key makes it happen once. */
async function bringIn(deps: Deps, submissionId: string, base: number, articleId: string): Promise<void> {
  const before = await findSubmission(deps.db, submissionId);
  if (!before) return;
  const row: Submission = {
    ...pick(before),
    id: newId(deps.now),
    article_id: articleId,
    base_revision: base,
    reason: 'A picture of the text has arrived.',
    idempotency_key: arrivalKey(submissionId, base),
    content_sha256: await sha256(arrivalKey(submissionId, base)),
    created_at: deps.now,
  };
  const received = await receiveRow(deps.db, row, newId(deps.now));
  if ((await processSubmission(deps, received.id)) === 'idle') {
    const status = await findSubmissionStatus(deps.db, received.id);
    if (status?.state === 'queued' || status?.state === 'processing') {
      // The standing can be handed on only when the revision is there.
      throw new Error('Another consumer has the submission that brings the picture in.');
    }
  }
  await approveArrival(deps, { articleId, base });
}

const pick = (row: Submission): Omit<Submission, 'id' | 'created_at' | 'content_sha256'> => ({
  article_id: row.article_id,
  base_revision: row.base_revision,
  reason: row.reason,
  member_id: row.member_id,
  idempotency_key: row.idempotency_key,
  lang: row.lang,
  markdown: row.markdown,
  source_url: row.source_url,
  source_lang: row.source_lang,
  source_markdown: row.source_markdown,
  header_sha256: row.header_sha256,
  slug: row.slug,
  topics: '[]',
});
