/**
 * One submission through the pipeline into the store, under a lease. Safe to run at any time, any number of
 * times and in any order: without the lease nothing is written.
 */
import type { Bindings, Config } from '../config.ts';
import { type Told, tell } from '../i18n/told/tell.ts';
import { derivedId, newId } from '../lib/ids.ts';
import { PICTURE_RETRY_SECONDS, PROCESS_MAX_ATTEMPTS } from '../limits.ts';
import { findingKey } from '../pipeline/checks/run.ts';
import { nearDuplicate } from '../pipeline/near-duplicate.ts';
import { type PipelineInput, runPipeline } from '../pipeline/process.ts';
import type { Finding } from '../pipeline/types.ts';
import { findCheckContext, type NewFinding } from '../store/checks.ts';
import {
  findPlace,
  noPlace,
  type Place,
  type ProcessedSubmission,
  type StoreIds,
  storeProcessed,
} from '../store/process.ts';
import type { Db } from '../store/statement.ts';
import {
  failSubmission,
  type LeasedSubmission,
  leaseSubmission,
  releaseSubmission,
} from '../store/submissions.ts';
import { whileLeased } from './lease.ts';

export interface WorkDeps {
  env: Bindings;
  config: Config;
  db: Db;
  now: number;
}

/** `idle`: there was nothing to do. */
export type WorkOutcome = 'ready' | 'failed' | 'idle';

/** Throws when trying again may help; the lease is given back first. */
export async function processSubmission(deps: WorkDeps, id: string): Promise<WorkOutcome> {
  const leaseId = newId(deps.now);
  const submission = await leaseSubmission(deps.db, { id, leaseId, now: deps.now });
  if (!submission) return 'idle';
  if (submission.attempts > PROCESS_MAX_ATTEMPTS) {
    // A text that kills the Worker each time would come back for ever, since a killed try reports nothing.
    return refuse(deps, submission, tell('broke-off'));
  }
  try {
    return await whileLeased({ ...deps, id, leaseId }, () => processLeased(deps, submission));
  } catch (error) {
    await releaseSubmission(deps.db, { id, leaseId, now: deps.now });
    throw error;
  }
}

async function processLeased(deps: WorkDeps, submission: LeasedSubmission): Promise<WorkOutcome> {
  const { topics, ...input } = submission;
  const ran = await runPipeline(deps, {
    ...input,
    topics: JSON.parse(topics) as string[],
    context: await findCheckContext(deps.db, {
      lang: submission.lang,
      sourceLang: submission.source_lang,
      articleId: submission.article_id,
    }),
  } satisfies PipelineInput);
  if (!ran.ok) return refuse(deps, submission, ran.error.told);
  const { processed, wanted } = ran.value;
  const ids = await storeIds(submission.id, processed);
  const [place, near] = await Promise.all([
    placeOf(deps, submission, processed, ids),
    nearDuplicate(deps.db, {
      lang: submission.lang,
      simhash: processed.revision.simhash,
      words: processed.revision.words,
      articleId: submission.article_id ?? ids.article,
    }),
  ]);
  const outcome = await storeProcessed(deps.db, {
    submission,
    processed: withFindings(processed, [...twinFinding(place), ...near.map(row)]),
    ids,
    place,
    now: deps.now,
    ...(wanted.length > 0
      ? {
          pictureRetry: {
            outboxId: await derivedId(submission.id, 'pictures'),
            dueAt: deps.now + PICTURE_RETRY_SECONDS[0] * 1000,
          },
        }
      : {}),
  });
  if (outcome === 'lease_lost') return 'idle';
  if (outcome === 'newer_revision') {
    return refuse(deps, submission, tell('newer-revision'));
  }
  return 'ready';
}

async function refuse(deps: WorkDeps, submission: LeasedSubmission, told: Told): Promise<WorkOutcome> {
  await failSubmission(deps.db, {
    id: submission.id,
    leaseId: submission.lease_id,
    told,
    now: deps.now,
  });
  return 'failed';
}

const placeOf = async (
  deps: WorkDeps,
  submission: LeasedSubmission,
  processed: ProcessedSubmission,
  ids: StoreIds,
): Promise<Place> =>
  submission.article_id === null
    ? findPlace(deps.db, {
        sourceKey: processed.story.source_key,
        lang: submission.lang,
        articleId: ids.article,
      })
    : noPlace;

const withFindings = (processed: ProcessedSubmission, found: NewFinding[]): ProcessedSubmission => ({
  ...processed,
  findings: [...found, ...processed.findings],
});

const row = (found: Finding): NewFinding => ({
  ...found,
  segment: found.segment ?? null,
  key: findingKey(found),
});

/** Two groups translated the same report: both are kept, and the editors are told. */
const twinFinding = (place: Place): NewFinding[] =>
  place.taken_by === null
    ? []
    : [
        {
          check: 'source-translated-already',
          severity: 'warning',
          told: tell('source-translated-already'),
          segment: deskPage(place.taken_by),
        },
      ];

/** The other article's page at the desk, which the desk shows as a link. */
const deskPage = (articleId: string): string => `/desk/articles/${articleId}`;

/** Ids come from the submission's, so that the same step run twice makes the same rows. */
async function storeIds(submissionId: string, processed: ProcessedSubmission): Promise<StoreIds> {
  const many = (label: string, list: unknown[]) =>
    Promise.all(list.map((_, n) => derivedId(submissionId, `${label}/${n}`)));
  const [story, article, revision, audit, claim, people, topics, findings] = await Promise.all([
    derivedId(submissionId, 'story'),
    derivedId(submissionId, 'article'),
    derivedId(submissionId, 'revision'),
    derivedId(submissionId, 'audit'),
    derivedId(submissionId, 'claim'),
    many('person', processed.credits),
    many('topic', processed.topics),
    many('finding', [...processed.findings, 'twin', 'near duplicate']),
  ]);
  return { story, article, revision, audit, claim, people, topics, findings };
}
