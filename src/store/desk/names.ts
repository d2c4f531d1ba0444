/** Names that readers see: topics and credited people, page by page, for the settings screen. */
import { PAGE_ROWS } from '../../limits.ts';
import type { Db } from '../statement.ts';

export interface TopicNames {
  id: string;
  slug: string;
  /** Language to name. */
  names: Record<string, string>;
}

export interface CreditedPerson {
  id: string;
  name: string;
  slug: string;
}

/** From a slug on, in its order; `next` is where to go on. */
export async function listTopics(db: Db, from: string): Promise<{ topics: TopicNames[]; next?: string }> {
  const { results } = await db
    .prepare(`select id, slug, names from topics where slug >= ? order by slug limit ${PAGE_ROWS + 1}`)
    .bind(from)
    .all<{ id: string; slug: string; names: string }>();
  const topics = results.slice(0, PAGE_ROWS).map((row) => ({
    ...row,
    // Written by the pipeline and by `renameTopic` alone.
    names: JSON.parse(row.names) as Record<string, string>,
  }));
  const more = results[PAGE_ROWS];
  return more ? { topics, next: more.slug } : { topics };
}

export async function findTopicId(db: Db, slug: string): Promise<string | undefined> {
  const id = await db.prepare('select id from topics where slug = ?').bind(slug).first<string>('id');
  return id ?? undefined;
}

/** From a slug on: a person's slug is made of the name, so typing its beginning finds it. */
export async function listCreditedPeople(
  db: Db,
  from: string,
): Promise<{ people: CreditedPerson[]; next?: string }> {
  const { results } = await db
    .prepare(`select id, name, slug from people where slug >= ? order by slug limit ${PAGE_ROWS + 1}`)
    .bind(from)
    .all<CreditedPerson>();
  const people = results.slice(0, PAGE_ROWS);
  const more = results[PAGE_ROWS];
  return more ? { people, next: more.slug } : { people };
}
