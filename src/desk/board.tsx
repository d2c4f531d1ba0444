import type { Context } from 'hono';
import { parseLang } from '../i18n/languages.ts';
import {
  type BoardArticle,
  boardGroups,
  listBoard,
  listBoardLangs,
  parsePlace,
} from '../store/desk/board.ts';
import { listClaims } from '../store/desk/claims.ts';
import { listChangedStories } from '../store/desk/watches.ts';
import { Newsroom } from './board-newsroom.tsx';
import { Page } from './layout.tsx';
import { Ago, LangName, langName, Next, SeverityMark, State, Time } from './parts.tsx';
import { PasskeyHint, wantsPasskey } from './passkey-hint.tsx';
import { type DeskEnv, type DeskScreen, deskScreen } from './screen.ts';

/** Rows of what stands above the groups. */
const GLANCE_ROWS = 12;

const Row = (props: { s: DeskScreen; article: BoardArticle }) => {
  const { s, article } = props;
  return (
    <li class="row">
      <a class="title" href={`/desk/articles/${article.id}`} lang={article.lang} dir="auto">
        {article.title}
      </a>
      <p class="about">
        <State s={s} state={article.state} />
        <LangName s={s} lang={article.lang} />
        {article.translator && <bdi>{article.translator}</bdi>}
        {article.scheduled_at === null ? (
          <Ago s={s} at={article.updated_at} />
        ) : (
          <Time s={s} at={article.scheduled_at} />
        )}
        {article.sent_back === 1 && <span class="state in_review">{s.t.review.deeds.send_back}</span>}
        {article.blocks > 0 && (
          <span>
            <SeverityMark s={s} severity="block" /> {article.blocks}
          </span>
        )}
        {article.warnings > 0 && (
          <span>
            <SeverityMark s={s} severity="warning" /> {article.warnings}
          </span>
        )}
        {article.source_changed_at !== null && (
          <span class="state in_review">{s.t.newsroom.sourceChanged}</span>
        )}
        {article.state === 'published' && article.published_revision !== article.current_revision && (
          <span class="state in_review">{s.t.newerRevision}</span>
        )}
      </p>
    </li>
  );
};

export async function showBoard(c: Context<DeskEnv>): Promise<Response> {
  const s = deskScreen(c);
  const lang = parseLang(c.req.query('lang'));
  const group = boardGroups.find((one) => one === c.req.query('show'));
  const after = parsePlace(c.req.query('after'));
  // A page of one group is for going through that group.
  const isWhole = group === undefined && after === undefined;
  const [isLinked, changed, claims, groups, langs] = await Promise.all([
    isWhole && wantsPasskey(c),
    isWhole ? listChangedStories(c.get('db'), GLANCE_ROWS) : [],
    isWhole ? listClaims(c.get('db'), { now: s.now, rows: GLANCE_ROWS, ...(lang ? { lang } : {}) }) : [],
    listBoard(c.get('db'), {
      ...(lang ? { lang } : {}),
      ...(group ? { group } : {}),
      ...(after ? { after } : {}),
    }),
    listBoardLangs(c.get('db')),
  ]);
  const href = (query: Record<string, string | undefined>) => {
    const kept = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return kept.length === 0 ? '/desk/' : `/desk/?${new URLSearchParams(kept)}`;
  };
  const isEmpty = groups.every(({ articles }) => articles.length === 0);
  return c.html(
    <Page s={s} title={s.t.board}>
      <h1>{s.t.board}</h1>
      {isLinked && <PasskeyHint s={s} />}
      {langs.length > 1 && (
        <nav class="filter" aria-label={s.t.language}>
          <a href={href({ show: group })} {...(lang ? {} : { 'aria-current': 'true' })}>
            {s.t.all}
          </a>
          {langs.map((one) => (
            <a href={href({ lang: one, show: group })} {...(one === lang ? { 'aria-current': 'true' } : {})}>
              {langName(s, one)}
            </a>
          ))}
        </nav>
      )}
      {isWhole && <Newsroom s={s} changed={changed} claims={claims} />}
      {isEmpty && (
        <p>
          {s.t.newsroom.nothingHere}
          {s.t.gap}
          <a href="/desk/submit">{s.t.submit}</a>
        </p>
      )}
      {groups
        .filter(({ articles }) => articles.length > 0)
        .map(({ group: name, articles, next }) => (
          <section>
            <h2>{s.t.groups[name]}</h2>
            <p class="hint">{s.t.groupHints[name]}</p>
            <ul class="rows">
              {articles.map((article) => (
                <Row s={s} article={article} />
              ))}
            </ul>
            <Next s={s} href={next && href({ lang, show: name, after: next })} />
          </section>
        ))}
    </Page>,
  );
}
