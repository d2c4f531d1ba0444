import { errorKind, logEvent } from '../lib/log.ts';
import { processSubmission, type WorkDeps } from './process-submission.ts';

/**
 * Processes a submission within the request that brought it, for an editor who waits for the outcome. The
 * outbox row stands, so what breaks off here is finished by the queue; the caller reads the state afterwards.
 */
export async function processNow(deps: WorkDeps, id: string): Promise<void> {
  try {
    await processSubmission(deps, id);
  } catch (error) {
    logEvent('warn', 'process.now.deferred', { id, error: errorKind(error) });
  }
}
