/** The page on which a submission says how far it is. */
import { type Context, Hono } from 'hono';
import { may } from '../auth/actor.ts';
import { isId, newId } from '../lib/ids.ts';
import { sendHint } from '../queue/messages.ts';
import { type ArticleRow, findArticle } from '../store/articles.ts';
import { auditStatement } from '../store/audit.ts';
import { findMarkdown } from '../store/desk/work.ts';
import { findSubmissionStatus, requeueSubmission, type SubmissionStatus } from '../store/submissions.ts';
import { FindingList } from './findings.tsx';
import { refuse } from './guard.tsx';
import { Page, Post } from './layout.tsx';
import { Ago, langName, Notice, State } from './parts.tsx';
import { readersHave } from './readers-have.tsx';
import { type DeskEnv, type DeskScreen, deskScreen } from './screen.ts';

export const submissionPages = new Hono<DeskEnv>();

const StatusPage = (props: {
  s: DeskScreen;
  submission: SubmissionStatus;
  /** What was sent, where it became no article. */
  markdown: string | undefined;
  /** The article that it became a revision of. */
  revised: ArticleRow | undefined;
}) => {
  const { s, submission, revised } = props;
  const { state, article } = submission;
  const open = state === 'queued' || state === 'processing';
  return (
    <Page s={s} title={s.t.submission}>
      <h1>{article?.title ?? s.t.submission}</h1>
      <p class="about">
        <State s={s} state={state} />
        <span>{langName(s, submission.lang)}</span>
        <Ago s={s} at={submission.created_at} />
      </p>
      {open && (
        <Notice kind="plain">
          <p data-in-work>{s.t.inWork}</p>
          <a href={`/desk/submissions/${submission.id}`}>{s.t.lookAgain}</a>
        </Notice>
      )}
      {state === 'failed' && (
        <>
          <Notice kind="bad">
            <p>{s.t.failedText}</p>
            <p>{s.say(submission.told, submission.failure ?? '')}</p>
          </Notice>
          <Post s={s} to={`/desk/submissions/${submission.id}/again`}>
            <button type="submit" class="main">
              {s.t.processAgain}
            </button>
          </Post>
          <h2>{s.t.whatYouSent}</h2>
          <pre class="markdown" dir="auto" tabindex={0}>
            {props.markdown}
          </pre>
        </>
      )}
      {article && (
        <>
          <Notice kind="good">
            {revised
              ? `${s.t.newsroom.becameRevision.replace('{n}', String(article.revision))}${s.t.gap}${readersHave(s, revised, article.revision)}`
              : s.t.readyText}
            {s.t.gap}
            <a href={`/desk/articles/${article.id}`}>{s.t.toArticle}</a>
          </Notice>
          <FindingList s={s} findings={submission.findings} />
        </>
      )}
    </Page>
  );
};

/** The submission, if this person may see it: their own, or one of a language they proofread. */
async function findOwn(c: Context<DeskEnv>): Promise<SubmissionStatus | undefined> {
  const id = c.req.param('id') ?? '';
  const found = isId(id) ? await findSubmissionStatus(c.get('db'), id) : undefined;
  const actor = c.get('actor');
  if (!found) return undefined;
  return found.member_id === actor.memberId || may(actor, 'proofreader', found.lang) ? found : undefined;
}

submissionPages.get('/:id', async (c) => {
  const found = await findOwn(c);
  if (!found) return refuse(c, 404);
  const markdown = found.state === 'failed' ? await findMarkdown(c.get('db'), found.id) : undefined;
  const { article } = found;
  const revised = article && article.revision > 1 ? await findArticle(c.get('db'), article.id) : undefined;
  return c.html(<StatusPage s={deskScreen(c)} submission={found} markdown={markdown} revised={revised} />);
});

submissionPages.post('/:id/again', async (c) => {
  const found = await findOwn(c);
  if (!found) return refuse(c, 404);
  const now = c.get('now');
  const { requeued } = await requeueSubmission(c.get('db'), { id: found.id, outboxId: newId(now), now });
  if (requeued) {
    await auditStatement(c.get('db'), {
      id: newId(now),
      now,
      memberId: c.get('actor').memberId,
      action: 'submission.again',
      subject: `submission:${found.id}`,
    }).run();
    c.executionCtx.waitUntil(sendHint(c.env.QUEUE, { v: 1, kind: 'submission', id: found.id }));
  }
  return c.redirect(`/desk/submissions/${found.id}`, 303);
});
