/** The board by language: every story in every language, what waits for whom, how long, and what is out of date. */
import { type Context, Hono } from 'hono';
import { isId } from '../lib/ids.ts';
import { listBoardLangs } from '../store/desk/board.ts';
import { listStories, type StoryLine } from '../store/desk/stories.ts';
import { findSettings } from '../store/settings.ts';
import { SourceForm, writeHref } from './claims.tsx';
import { Page } from './layout.tsx';
import { Ago, langName, Next, State, Time } from './parts.tsx';
import { type DeskEnv, type DeskScreen, deskScreen } from './screen.ts';

export const stories = new Hono<DeskEnv>();

/** What a story is called: by its source, else by one of its translations. */
export const storyTitle = (line: Pick<StoryLine, 'story' | 'articles'>): string =>
  line.story.source_title ?? line.articles[0]?.title ?? line.story.source_key ?? line.story.id;

const Cell = (props: { s: DeskScreen; line: StoryLine; lang: string }) => {
  const { s, line, lang } = props;
  const words = s.t.newsroom;
  const article = line.articles.find((one) => one.lang === lang);
  const claim = line.claims.find((one) => one.lang === lang);
  if (article) {
    return (
      <td>
        <a href={`/desk/articles/${article.id}`} title={article.title}>
          <State s={s} state={article.state} />
        </a>
        <p class="about">
          {article.scheduled_at === null ? (
            <Ago s={s} at={article.updated_at} />
          ) : (
            <Time s={s} at={article.scheduled_at} />
          )}
        </p>
      </td>
    );
  }
  if (claim) {
    return (
      <td>
        {words.claimedBy} <bdi>{claim.member}</bdi>
        <p class="about">
          {words.until} <Time s={s} at={claim.expires_at} />
        </p>
        {claim.member_id === s.actor.memberId && <a href={writeHref(claim)}>{words.write}</a>}
      </td>
    );
  }
  const isSource = line.story.source_lang?.split('-')[0] === lang.split('-')[0];
  const mayClaim = s.actor.lang === undefined || s.actor.lang === lang;
  if (!line.story.source_url || isSource || !mayClaim) return <td></td>;
  const query = new URLSearchParams({ source_url: line.story.source_url, lang });
  return (
    <td>
      <a
        href={`/desk/claims?${query}`}
        aria-label={`${words.claim}: ${langName(s, lang)}, ${storyTitle(line)}`}
      >
        {words.claim}
      </a>
    </td>
  );
};

const Line = (props: { s: DeskScreen; line: StoryLine; langs: string[] }) => {
  const { s, line } = props;
  const { story } = line;
  return (
    <tr>
      <td>
        <a class="title" href={`/desk/stories/${story.twin_of ?? story.id}`} dir="auto">
          {storyTitle(line)}
        </a>
        {story.changed_at !== null && <span class="state in_review">{s.t.newsroom.sourceChanged}</span>}
        <p class="about">
          <Ago s={s} at={story.created_at} />
        </p>
      </td>
      {props.langs.map((lang) => (
        <Cell s={s} line={line} lang={lang} />
      ))}
    </tr>
  );
};

async function showStories(c: Context<DeskEnv>): Promise<Response> {
  const s = deskScreen(c);
  const words = s.t.newsroom;
  const db = c.get('db');
  const before = c.req.query('before');
  const [{ lines, next }, settings, used] = await Promise.all([
    listStories(db, { now: s.now, ...(before && isId(before) ? { before } : {}) }),
    findSettings(db),
    listBoardLangs(db),
  ]);
  // A member bound to a language looks for it first.
  const langs = [...new Set([...(s.actor.lang ? [s.actor.lang] : []), ...settings.langs, ...used])];
  return c.html(
    <Page s={s} title={words.stories}>
      <h1>{words.stories}</h1>
      <SourceForm s={s} />
      <h2 id="waits">{words.whatWaits}</h2>
      <p class="hint">{words.storiesHint}</p>
      {lines.length === 0 ? (
        <p>{words.noStories}</p>
      ) : (
        <section class="wide stories" tabindex={0} aria-labelledby="waits">
          <table>
            <thead>
              <tr>
                {[words.story, ...langs.map((lang) => langName(s, lang))].map((head) => (
                  <th scope="col">{head}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Line s={s} line={line} langs={langs} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Next s={s} href={next && `/desk/stories?before=${next}`} />
    </Page>,
  );
}

stories.get('/', showStories);
