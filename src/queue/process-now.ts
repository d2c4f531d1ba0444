import { processSubmission, type WorkDeps } from './process-submission.ts';

/**
 * Processes a submission within the request that brought it, for an editor who waits for the outcome. The
 * outbox row stands, so what breaks off here is finished by the queue; the caller reads the state afterwards.
 */
export async function processNow(deps: WorkDeps, id: string): Promise<void> {
  try {
    await processSubmission(deps, id);
  } catch (error) {
    console.warn(
      JSON.stringify({
        event: 'process.now.deferred',
        id,
        error: error instanceof Error ? error.name : 'unknown',
      }),
    );
  }
}
