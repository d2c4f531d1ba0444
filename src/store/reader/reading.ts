import type { Reading } from './shown.ts';

/**
 * A reader's session: any replica may answer. That one which lags cannot keep an old page at the edge is the
 * settle purge's business.
 */
export const openReading = (db: D1Database): Reading => ({
  db: db.withSession('first-unconstrained'),
  tags: new Set(),
});
