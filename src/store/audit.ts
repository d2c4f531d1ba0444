import type { Value } from './statement.ts';
import { always, type Db, type Guard, insertWhere } from './statement.ts';

export interface AuditEntry {
  id: string;
  now: number;
  memberId: string | null;
  action: string;
  /** `article:<id>`, `submission:<id>`, `member:<id>`, … */
  subject: string;
  before?: Record<string, Value>;
  after?: Record<string, Value>;
}

/** Who did what, for the batch of the change itself. */
export const auditStatement = (db: Db, entry: AuditEntry, guard: Guard = always): D1PreparedStatement =>
  insertWhere(
    db,
    'audit',
    {
      id: entry.id,
      at: entry.now,
      member_id: entry.memberId,
      action: entry.action,
      subject: entry.subject,
      before_json: entry.before ? JSON.stringify(entry.before) : null,
      after_json: entry.after ? JSON.stringify(entry.after) : null,
    },
    guard,
    'on conflict do nothing',
  );
