/** A proofreader's own pairing of an article's segments: one a time, the latest. */
import { newId } from '../../lib/ids.ts';
import { auditStatement } from '../audit.ts';
import type { OwnPairs } from '../checks.ts';
import type { Db } from '../statement.ts';

/** Keeps a pairing in the place of the one before; without `pairs` the computed one is back. */
export async function writePairing(
  db: Db,
  row: { articleId: string; pairs: OwnPairs | undefined; memberId: string; now: number },
): Promise<void> {
  const { articleId, pairs, memberId, now } = row;
  await db.batch([
    pairs
      ? db
          .prepare(
            `insert into pairings (article_id, pairs, member_id, updated_at) values (?, ?, ?, ?)
             on conflict (article_id) do update set pairs = excluded.pairs, member_id = excluded.member_id, updated_at = excluded.updated_at`,
          )
          .bind(articleId, JSON.stringify(pairs), memberId, now)
      : db.prepare('delete from pairings where article_id = ?').bind(articleId),
    auditStatement(
      db,
      {
        id: newId(now),
        now,
        memberId,
        action: pairs ? 'pair' : 'pair.reset',
        subject: `article:${articleId}`,
        after: { pairs: pairs?.length ?? 0 },
      },
      { sql: 'changes() > 0', params: [] },
    ),
  ]);
}
