/**
 * Which scheduled articles cron takes. They queue by the time they are due; one that is taken is due again later, and
 * later each time, so that articles which always fail stand in nobody's way for long.
 */
import { RETRY_SECONDS } from '../limits.ts';
import type { Db } from './statement.ts';

/** Up to a quarter of an hour: what stood in the way may be gone without a change of the article. */
const delays = JSON.stringify(RETRY_SECONDS.slice(0, 6).map((seconds) => 1_000 * seconds));

/**
 * Takes articles whose hour has come, at most `limit`, those first that have waited longest since their hour or since their
 * last try. They count as tried from now on, whatever becomes of it: who dies over one comes to the next first. A change of
 * the article, a new hour among them, makes it due as if it had never been tried.
 */
export async function takeDueArticles(db: Db, options: { now: number; limit: number }): Promise<string[]> {
  const { now, limit } = options;
  const [, taken] = await db.batch<{ id: string }>([
    db.prepare(
      `delete from publish_tries where not exists
         (select 1 from articles a where a.id = article_id and a.state = 'scheduled' and a.change_id is publish_tries.change_id)`,
    ),
    db
      .prepare(
        `insert into publish_tries (article_id, change_id, tries, due_at)
         select a.id, a.change_id, 1, ?1 + (?2 ->> 0) from articles a left join publish_tries t on t.article_id = a.id
         where a.state = 'scheduled' and a.scheduled_at <= ?1 and coalesce(t.due_at, 0) <= ?1
         order by coalesce(t.due_at, a.scheduled_at) limit ?3
         on conflict do update set due_at = ?1 + (?2 ->> min(tries, json_array_length(?2) - 1)), tries = tries + 1
         returning article_id as id`,
      )
      .bind(now, delays, limit),
  ]);
  return (taken?.results ?? []).map(({ id }) => id);
}
