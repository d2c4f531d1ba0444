import { errorKind, logEvent } from '../lib/log.ts';
import type { WorkDeps } from './process-submission.ts';

/**
 * Processes a submission within the request that brought it, for an editor who waits for the outcome. The
 * outbox row stands, so what breaks off here is finished by the queue; the caller reads the state afterwards. The
 * pipeline's parsers are loaded for it, when the first editor waits.
 */
export async function processNow(deps: WorkDeps, id: string): Promise<void> {
  try {
    const { processSubmission } = await import('./process-submission.ts');
    await processSubmission(deps, id);
  } catch (error) {
    logEvent('warn', 'process.now.deferred', { id, error: errorKind(error) });
  }
}
