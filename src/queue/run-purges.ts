import { purgeEdge } from '../edge/cache.ts';
import { runPurges } from '../edge/purge-outbox.ts';
import type { WorkDeps } from './process-submission.ts';

/** Runs the purges whose time has come, within Cloudflare's rate. */
export const runDuePurges = (deps: WorkDeps) =>
  runPurges({
    db: deps.env.DB,
    now: deps.now,
    purge: (request) => purgeEdge(deps.config, request),
  });
