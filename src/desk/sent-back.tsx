/** Why an article stands where it does, after somebody sent it back or spiked it: what its translator reads first. */
import type { ArticleDetail } from '../store/articles.ts';
import { findDecision, type LogEntry } from '../store/desk/log.ts';
import type { Db } from '../store/statement.ts';
import { noteOf } from './article-history.tsx';
import { Notice } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

/** The decision that still holds: a newer revision has answered it, and so has an approval. */
export async function findSentBack(
  db: Db,
  { article, revisions }: ArticleDetail,
): Promise<LogEntry | undefined> {
  if (article.state !== 'in_review' && article.state !== 'spiked') return undefined;
  return await findDecision(db, {
    subject: `article:${article.id}`,
    action: article.state === 'spiked' ? 'spike' : 'send_back',
    since: revisions[0]?.created_at ?? 0,
  });
}

export const SentBack = ({ s, back }: { s: DeskScreen; back: LogEntry | undefined }) =>
  back ? (
    <Notice kind="plain">
      {back.action === 'spike' ? s.t.spikedBy : s.t.sentBack} <bdi>{back.member}</bdi>
      {s.t.colon}
      <span dir="auto">{noteOf(back.after_json)}</span>
    </Notice>
  ) : null;
