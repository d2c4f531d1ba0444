/** How much promised work is overdue; counting stops at HEALTH_COUNT_MAX, which is trouble enough. */
import { HEALTH_COUNT_MAX } from '../../limits.ts';

export interface Backlog {
  queue: number;
  purge: number;
}

export async function getBacklog(db: D1Database, now: number): Promise<Backlog> {
  const overdue = (table: 'outbox' | 'purges'): string =>
    `(select count(*) from (select 1 from ${table} where done_at is null and due_at < ?1 limit ${HEALTH_COUNT_MAX}))`;
  const row = await db
    .prepare(`select ${overdue('outbox')} as queue, ${overdue('purges')} as purge`)
    .bind(now)
    .first<Backlog>();
  if (!row) throw new Error('A statement of counts gives one row always.');
  return row;
}
