import type { CorrectionKind } from './schema/words.ts';
import type { Db, Guard } from './statement.ts';

/** The corrections of an article that moves in, in one statement however many they are. */
export const insertCorrections = (
  db: Db,
  options: {
    articleId: string;
    memberId: string | null;
    rows: readonly { id: string; kind: CorrectionKind; note: string; at: number }[];
  },
  guard: Guard,
): D1PreparedStatement =>
  db
    .prepare(
      `insert into corrections (id, article_id, kind, note, created_by, created_at)
       select value ->> 'id', ?, value ->> 'kind', value ->> 'note', ?, value ->> 'at' from json_each(?) where ${guard.sql}`,
    )
    .bind(options.articleId, options.memberId, JSON.stringify(options.rows), ...guard.params);
