/**
 * The side by side view: source and translation in pairs, with findings and comments at their places. It works
 * without script, by links and forms; a script adds keys. A text longer than a page is read in parts.
 */
import { type Context, Hono } from 'hono';
import { may } from '../../auth/actor.ts';
import { REVIEW_PAIRS_PER_PAGE } from '../../limits.ts';
import type { ArticleDetail } from '../../store/articles.ts';
import { termOf } from '../../store/desk/glossary.ts';
import { isLead } from '../../store/leads.ts';
import { findShown } from '../article.tsx';
import { Actions } from '../article-actions.tsx';
import { mayAct } from '../article-rights.ts';
import { Head } from '../article-view.tsx';
import { Dismissed, Finding, openOf } from '../findings.tsx';
import { refuse } from '../guard.tsx';
import { Page, Post } from '../layout.tsx';
import { langName, Notice } from '../parts.tsx';
import { type DeskEnv, type DeskScreen, deskScreen } from '../screen.ts';
import { findSentBack, SentBack } from '../sent-back.tsx';
import { Kept, type KeptText } from './kept.tsx';
import { movesAt, numbersOf } from './pairing.ts';
import { Row } from './row.tsx';
import { findingsAt, threadsAt } from './spots.ts';
import { ThreadList } from './threads.tsx';
import { TitleRow } from './title-row.tsx';
import { pairPath, partOf, type ReviewView, readReview } from './view.ts';

export interface Shown {
  status: 200 | 409 | 422;
  done?: string | undefined;
  problem?: string;
  kept?: KeptText;
  part?: number;
}

const inBrackets = (s: DeskScreen, side: string, lang: string): string =>
  s.t.review.sideIn.replace('{side}', side).replace('{lang}', langName(s, lang));

const notes = ['segment', 'replace', 'comment', 'resolve', 'reopen', 'pair', 'dismiss', 'restore'] as const;

const Parts = (props: { s: DeskScreen; detail: ArticleDetail; part: number; count: number }) => {
  const { s, detail, part, count } = props;
  const t = s.t.review;
  const parts = Math.ceil(count / REVIEW_PAIRS_PER_PAGE);
  if (parts < 2) return null;
  return (
    <nav aria-label={t.parts} class="filter">
      {Array.from({ length: parts }, (_, n) => (
        <a
          href={pairPath(detail.article.id, n * REVIEW_PAIRS_PER_PAGE)}
          {...(n + 1 === part ? { 'aria-current': 'page' } : {})}
        >
          {t.partN
            .replace('{from}', String(n * REVIEW_PAIRS_PER_PAGE + 1))
            .replace('{to}', String(Math.min(count, (n + 1) * REVIEW_PAIRS_PER_PAGE)))}
        </a>
      ))}
    </nav>
  );
};

/** The view again or for the first time; `shown.kept` is a text that was refused. */
export async function showReview(
  c: Context<DeskEnv>,
  detail: ArticleDetail,
  shown: Shown,
  read?: ReviewView,
): Promise<Response> {
  const s = deskScreen(c);
  const t = s.t.review;
  const { article, revision, source } = detail;
  const [view, back, leads] = await Promise.all([
    read ?? readReview(c, detail),
    findSentBack(c.get('db'), detail),
    isLead(c.get('db'), article),
  ]);
  const { pairs } = view;
  const isProofreader = may(s.actor, 'proofreader', article.lang);
  const can = { edit: mayAct(s.actor, 'edit', article), comment: may(s.actor, 'translator', article.lang) };
  const findings = findingsAt(pairs, detail.findings);
  const threads = threadsAt(pairs, view.comments);
  const marked = pairs
    .map((_, at) => at)
    .filter(
      (at) =>
        openOf(findings.get(at) ?? []).length > 0 ||
        (threads.get(at) ?? []).some(({ state }) => state === 'open'),
    );
  const part = Math.min(Math.max(1, shown.part ?? 1), Math.max(1, partOf(pairs.length - 1)));
  const first = (part - 1) * REVIEW_PAIRS_PER_PAGE;
  const terms = view.terms.map((row) => ({ ...termOf(row), id: row.id }));
  const numbers = numbersOf(pairs);
  const dismissal = (at: number) =>
    mayAct(s.actor, 'dismiss', article)
      ? {
          to: (id: string) => `/desk/articles/${article.id}/findings/${id}`,
          back: `review:${at}`,
        }
      : undefined;
  const general = findings.get(undefined) ?? [];
  const gone = threads.get(undefined) ?? [];
  const note = notes.find((one) => one === shown.done);
  const sourceLang = view.source?.lang ?? source.source_lang ?? 'und';
  const nextOf = (at: number) => {
    const next = marked.find((one) => one > at);
    return next === undefined ? undefined : { at: next, path: pairPath(article.id, next) };
  };
  return c.html(
    <Page s={s} title={`${t.sideBySide}${s.t.colon}${revision.title}`}>
      <Head s={s} detail={detail} />
      <p>
        <a href={`/desk/articles/${article.id}`}>{t.wholeArticle}</a>
      </p>
      <SentBack s={s} back={back} />
      {note && <Notice kind="good">{t.notes[note].replace('{n}', String(article.current_revision))}</Notice>}
      {shown.problem && <Notice kind="bad">{shown.problem}</Notice>}
      {shown.kept && <Kept s={s} detail={detail} view={view} kept={shown.kept} />}
      {!view.source && <Notice kind="plain">{t.noSource}</Notice>}
      {view.by === 'misfit' && <Notice kind="plain">{t.misfit}</Notice>}
      {view.by === 'own' && isProofreader && (
        <Post s={s} to={`/desk/articles/${article.id}/review/pair`} class="line">
          <span>{t.pairedByHand}</span>
          <input type="hidden" name="base_revision" value={String(revision.number)} />
          <button type="submit" name="move" value="reset" class="plain">
            {t.resetPairing}
          </button>
        </Post>
      )}
      {general.length > 0 && (
        <section aria-labelledby="general">
          <h2 id="general">{t.aboutWhole}</h2>
          <ul class="findings">
            {openOf(general).map((finding) => (
              <Finding s={s} finding={finding} dismissal={dismissal(0)} />
            ))}
          </ul>
          <Dismissed s={s} findings={general.filter(({ dismissed_at }) => dismissed_at !== null)} />
        </section>
      )}
      {gone.length > 0 && (
        <section aria-labelledby="gone">
          <h2 id="gone">{t.goneComments}</h2>
          {gone.map((thread, n) => (
            <>
              <blockquote dir="auto">{thread.quote}</blockquote>
              <ThreadList s={s} detail={detail} at={-1 - n} threads={[thread]} can={can} />
            </>
          ))}
        </section>
      )}
      {marked.length > 0 && (
        <nav aria-label={t.places} class="places">
          <h2>{t.places}</h2>
          {marked.map((at) => (
            <a href={pairPath(article.id, at)} aria-label={t.placeN.replace('{n}', String(at + 1))}>
              {at + 1}
            </a>
          ))}
        </nav>
      )}
      <p class="hint keys" data-keys hidden>
        {t.keys}
        {s.t.gap}
        <a href={`#p${first + 1}`}>{t.firstPair}</a>
      </p>
      <Parts s={s} detail={detail} part={part} count={pairs.length} />
      <div
        class={view.source ? 'sides' : 'sides alone'}
        data-unsent={`/desk/articles/${article.id}/review`}
        data-member={s.actor.memberId}
        data-restored={s.t.newsroom.noteRestored}
      >
        <div class="heads" aria-hidden="true">
          <span />
          <span>{sourceLang === 'und' ? s.t.source : inBrackets(s, s.t.source, sourceLang)}</span>
          <span>{inBrackets(s, t.translation, article.lang)}</span>
        </div>
        {part === 1 && <TitleRow s={s} detail={detail} view={view} sourceLang={sourceLang} can={can} />}
        <ol class="pairs">
          {pairs.slice(first, first + REVIEW_PAIRS_PER_PAGE).map((pair, n) => (
            <Row
              s={s}
              detail={detail}
              at={first + n}
              pair={pair}
              places={view.places}
              findings={findings.get(first + n) ?? []}
              threads={threads.get(first + n) ?? []}
              terms={terms}
              sourceLang={sourceLang}
              can={{ ...can, pair: isProofreader && view.source ? movesAt(numbers, first + n) : [] }}
              dismissal={dismissal(first + n)}
              next={nextOf(first + n)}
            />
          ))}
        </ol>
      </div>
      <Parts s={s} detail={detail} part={part} count={pairs.length} />
      <Actions s={s} detail={detail} back={back} leads={leads} />
    </Page>,
    shown.status,
  );
}

export const reviewPages = new Hono<DeskEnv>();

reviewPages.get('/:id/review', async (c) => {
  const detail = await findShown(c);
  if (!detail) return refuse(c, 404);
  const part = /^\d{1,4}$/.exec(c.req.query('part') ?? '')?.[0];
  return showReview(c, detail, {
    status: 200,
    done: c.req.query('done'),
    ...(part ? { part: Number(part) } : {}),
  });
});
