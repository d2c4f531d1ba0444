import { env } from 'cloudflare:workers';
import type { Bindings } from '../../src/config.ts';

/**
 * The test's bindings with a queue that delivers nothing. The real one delivers about a second later, by the
 * real clock, into whatever test runs then; tests that own the time drive the consumer themselves.
 */
export const quietEnv: Bindings = {
  ...env,
  QUEUE: {
    send: async () => ({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } }),
    sendBatch: async () => ({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } }),
    metrics: async () => ({ backlogCount: 0, backlogBytes: 0 }),
  },
};
