import type { MemberRole } from '../../src/store/schema/words.ts';

/** Deletes every row of every table of ours, children first. */
export async function emptyDatabase(db: D1Database): Promise<void> {
  const { results } = await db
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '_cf_%' and name <> 'd1_migrations'",
    )
    .all<{ name: string }>();
  await db.batch([
    db.prepare('pragma defer_foreign_keys = on'),
    ...results.map(({ name }) => db.prepare(`delete from "${name}"`)),
  ]);
}

export async function makeMember(
  db: D1Database,
  member: { id: string; role: MemberRole; lang?: string },
): Promise<void> {
  await db
    .prepare('insert into members (id, name, role, lang, created_at) values (?, ?, ?, ?, 0)')
    .bind(member.id, member.id, member.role, member.lang ?? null)
    .run();
}
