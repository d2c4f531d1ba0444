/** The review page: one article with all that is known of it, and what may be done with it. */
import { type Context, Hono } from 'hono';
import { isId } from '../lib/ids.ts';
import { type ArticleDetail, findArticleDetail } from '../store/articles.ts';
import { listSubjectLog } from '../store/desk/log.ts';
import { isLead } from '../store/leads.ts';
import { listPurges } from '../store/purges.ts';
import { Actions, Edit, type Refused } from './article-actions.tsx';
import { History, Purges } from './article-history.tsx';
import { Place } from './article-place.tsx';
import { type Action, actions, mayAct } from './article-rights.ts';
import { Facts, Head, Preview, Revisions } from './article-view.tsx';
import { findGiven } from './drafts.tsx';
import { FindingList } from './findings.tsx';
import { refuse } from './guard.tsx';
import { Page } from './layout.tsx';
import { Notice } from './parts.tsx';
import { type DeskEnv, deskScreen } from './screen.ts';
import { findSentBack, SentBack } from './sent-back.tsx';

/** Enough to see how the last changes went; the log has the rest. */
const GLANCE_ROWS = 20;

export async function findShown(c: Context<DeskEnv>, revision?: number): Promise<ArticleDetail | undefined> {
  const id = c.req.param('id') ?? '';
  return isId(id) ? await findArticleDetail(c.get('db'), id, revision) : undefined;
}

export async function showArticle(
  c: Context<DeskEnv>,
  detail: ArticleDetail,
  options: { status: 200 | 409 | 422; refused?: Refused; done?: Action; restored?: 'restored' },
): Promise<Response> {
  const s = deskScreen(c);
  const { article, revision } = detail;
  const db = c.get('db');
  const [history, { purges }, back, draft, leads] = await Promise.all([
    listSubjectLog(db, { subject: `article:${article.id}`, rows: GLANCE_ROWS }),
    listPurges(db, article.id, { now: s.now, limit: GLANCE_ROWS }),
    findSentBack(db, detail),
    mayAct(s.actor, 'edit', article) ? findGiven(c, `article:${article.id}`) : undefined,
    isLead(db, article),
  ]);
  const { refused, done } = options;
  return c.html(
    <Page s={s} title={revision.title}>
      <Head s={s} detail={detail} />
      <p>
        <a class="button" href={`/desk/articles/${article.id}/review`}>
          {s.t.review.sideBySide}
        </a>
      </p>
      {done && <Notice kind="good">{s.t.doneNotes[done]}</Notice>}
      {options.restored && (
        <Notice kind="good">
          {s.t.review.notes.restore.replace('{n}', String(article.current_revision))}
        </Notice>
      )}
      <SentBack s={s} back={back} />
      {article.withdrawn_reason && (
        <Notice kind="plain">
          {s.t.withdrawnBecause}
          {s.t.colon}
          <span dir="auto">{article.withdrawn_reason}</span>
        </Notice>
      )}
      {refused && <Notice kind="bad">{s.say(refused.refusal.told)}</Notice>}
      {revision.number !== article.current_revision && (
        <Notice kind="plain">
          {s.t.olderRevision}
          {s.t.gap}
          <a href={`/desk/articles/${article.id}`}>{s.t.toNewest}</a>
        </Notice>
      )}
      <Edit s={s} detail={detail} draft={draft} {...(refused ? { refused } : {})} />
      <div class="columns">
        <div class="aside">
          <Actions s={s} detail={detail} back={back} leads={leads} {...(refused ? { refused } : {})} />
          <Place s={s} detail={detail} {...(refused ? { refused } : {})} />
          <FindingList
            s={s}
            findings={detail.findings}
            {...(mayAct(s.actor, 'dismiss', article)
              ? { dismissal: { to: (id: string) => `/desk/articles/${article.id}/findings/${id}` } }
              : {})}
          />
        </div>
        <Preview s={s} detail={detail} />
      </div>
      <Facts s={s} detail={detail} />
      <Revisions s={s} detail={detail} />
      <details class="fold">
        <summary>{s.t.markdownOf}</summary>
        <pre class="markdown" lang={article.lang} dir="auto" tabindex={0}>
          {revision.markdown}
        </pre>
      </details>
      <Purges s={s} purges={purges} />
      <History s={s} entries={history} />
    </Page>,
    options.status,
  );
}

export const articlePages = new Hono<DeskEnv>();

articlePages.get('/:id', async (c) => {
  const wanted = /^\d{1,9}$/.exec(c.req.query('revision') ?? '')?.[0];
  const detail = await findShown(c, wanted === undefined ? undefined : Number(wanted));
  if (!detail) return refuse(c, 404);
  const done = actions.find((one) => one === c.req.query('done'));
  return showArticle(c, detail, {
    status: 200,
    ...(done ? { done } : {}),
    ...(c.req.query('done') === 'restore' ? { restored: 'restored' as const } : {}),
  });
});
