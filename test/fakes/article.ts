import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { readConfig } from '../../src/config.ts';
import { receiveSubmission } from '../../src/intake/receive.ts';
import type { PublishDeps } from '../../src/publish/change.ts';
import { processSubmission } from '../../src/queue/process-submission.ts';
import { findSubmissionStatus } from '../../src/store/submissions.ts';
import { quietEnv } from './quiet-env.ts';

/** What every change needs, at a time of the test's choosing. */
export const depsAt = (now: number): PublishDeps => ({
  env: quietEnv,
  config: readConfig(env),
  ctx: createExecutionContext(),
  db: env.DB.withSession('first-primary'),
  now,
});

/** Sends a text through the real door and the real pipeline. Gives the id of its article. */
export async function makeArticle(options: {
  memberId: string;
  lang: string;
  markdown: string;
  now: number;
  sourceUrl?: string;
  topics?: string[];
}): Promise<string> {
  const deps = depsAt(options.now);
  const received = await receiveSubmission(deps, {
    memberId: options.memberId,
    fields: {
      lang: options.lang,
      markdown: options.markdown,
      topics: options.topics ?? [],
      ...(options.sourceUrl ? { sourceUrl: options.sourceUrl } : {}),
    },
  });
  if (!received.ok) throw new Error(JSON.stringify(received.error));
  await processSubmission(deps, received.value.id);
  const status = await findSubmissionStatus(env.DB, received.value.id);
  if (!status?.article) throw new Error(`No article: ${JSON.stringify(status)}`);
  return status.article.id;
}
