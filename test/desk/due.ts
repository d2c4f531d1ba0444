import { env } from 'cloudflare:workers';
import { processSubmission } from '../../src/queue/process-submission.ts';
import { depsAt } from '../fakes/article.ts';
import { NOW } from './site.ts';

/** What the queue would do by now. */
export async function processDue(): Promise<void> {
  const { results } = await env.DB.prepare("select id from submissions where state = 'queued'").all<{
    id: string;
  }>();
  for (const { id } of results) await processSubmission(depsAt(NOW + 1_000), id);
}
