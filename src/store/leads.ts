/** Which article a publisher chose to lead the front page of its edition. */
import type { Db, Guard } from './statement.ts';

/** True in the batch in which this change took place. */
export const leadChanged = (lang: string, changeId: string): Guard => ({
  sql: 'exists (select 1 from leads where lang = ? and change_id = ?)',
  params: [lang, changeId],
});

/** No row where the article leads already, or readers do not have it. */
export const leadStatement = (
  db: Db,
  options: { articleId: string; changeId: string },
): D1PreparedStatement =>
  db
    .prepare(
      `insert into leads (lang, article_id, change_id)
       select lang, id, ?2 from articles where id = ?1 and state = 'published'
       on conflict (lang) do update set article_id = excluded.article_id, change_id = excluded.change_id
         where leads.article_id is not excluded.article_id returning lang`,
    )
    .bind(options.articleId, options.changeId);

/** The newest leads again. No row where the article does not lead. */
export const noLeadStatement = (
  db: Db,
  options: { articleId: string; changeId: string },
): D1PreparedStatement =>
  db
    .prepare(
      `update leads set article_id = null, change_id = ?2
       where lang = (select lang from articles where id = ?1) and article_id = ?1 returning lang`,
    )
    .bind(options.articleId, options.changeId);

/** Whether an article was chosen, and readers have it. */
export async function isLead(db: Db, article: { id: string; lang: string; state: string }): Promise<boolean> {
  if (article.state !== 'published') return false;
  const row = await db.prepare('select article_id from leads where lang = ?').bind(article.lang).first<{
    article_id: string | null;
  }>();
  return row?.article_id === article.id;
}
