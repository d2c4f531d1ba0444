/** Who is at a story: paste its address, see what there is of it, and take a language. */
import { type Context, Hono } from 'hono';
import { may } from '../auth/actor.ts';
import { parseLang } from '../i18n/languages.ts';
import { claimKey, claimSource, giveClaimBack } from '../intake/claim.ts';
import { CLAIM_MS } from '../limits.ts';
import { type Claim, listClaimsOfSource } from '../store/desk/claims.ts';
import { findStoryBySource } from '../store/stories.ts';
import { field, refuse } from './guard.tsx';
import { listOfferedLangs } from './langs.ts';
import { Page, Post } from './layout.tsx';
import { AddressInput, Field, LangName, langName, Notice, State, Time } from './parts.tsx';
import { type DeskEnv, type DeskScreen, deskScreen } from './screen.ts';

export const claims = new Hono<DeskEnv>();

const HOUR_MS = 3_600_000;

/** The field in which an address is pasted; the board has it too. */
export const SourceForm = (props: { s: DeskScreen; value?: string; error?: string }) => {
  const words = props.s.t.newsroom;
  return (
    <form method="get" action="/desk/claims" class="ask">
      <Field name="source_url" label={words.claimLabel} hint={words.claimHint} error={props.error}>
        {(attributes) => <AddressInput attributes={attributes} value={props.value} />}
      </Field>
      <button type="submit">{words.look}</button>
    </form>
  );
};

export const writeHref = (claim: { source_url: string; lang: string }): string =>
  `/desk/submit?${new URLSearchParams({ source_url: claim.source_url, lang: claim.lang })}`;

/** A claim that holds, and what may be done with it. */
export const ClaimRow = (props: { s: DeskScreen; claim: Claim; show: 'source' | 'lang' }) => {
  const { s, claim, show } = props;
  const words = s.t.newsroom;
  const isOwn = claim.member_id === s.actor.memberId;
  return (
    <li class="row">
      {show === 'source' && (
        <a class="title" href={`/desk/claims?${new URLSearchParams({ source_url: claim.source_url })}`}>
          {claim.source_key}
        </a>
      )}
      <p class="about">
        <LangName s={s} lang={claim.lang} />
        <span>
          {words.claimedBy} <bdi>{claim.member}</bdi>
        </span>
        <span>
          {words.until} <Time s={s} at={claim.expires_at} />
        </span>
      </p>
      {(isOwn || may(s.actor, 'publisher', claim.lang)) && (
        <div class="buttons">
          {isOwn && <a href={writeHref(claim)}>{words.write}</a>}
          {isOwn && (
            <Post s={s} to="/desk/claims" class="line">
              <input type="hidden" name="source_url" value={claim.source_url} />
              <input type="hidden" name="lang" value={claim.lang} />
              <button type="submit" class="plain">
                {words.renew}
              </button>
            </Post>
          )}
          <Post s={s} to={`/desk/claims/${claim.id}/release`} class="line">
            <button type="submit" class="plain">
              {words.release}
            </button>
          </Post>
        </div>
      )}
    </li>
  );
};

interface Shown {
  /** As typed. */
  url: string;
  problem?: string;
  done?: string;
}

async function showClaims(c: Context<DeskEnv>, shown: Shown, status: 200 | 409 | 422): Promise<Response> {
  const s = deskScreen(c);
  const words = s.t.newsroom;
  const db = c.get('db');
  const key = claimKey(shown.url);
  const [story, held, langs] = key
    ? await Promise.all([findStoryBySource(db, key), listClaimsOfSource(db, key, s.now), offered(c)])
    : [undefined, [], []];
  const wanted = parseLang(c.req.query('lang')) ?? s.actor.lang;
  const error = shown.url !== '' && !key ? { error: words.badSource } : {};
  return c.html(
    <Page s={s} title={words.claimTitle}>
      <h1>{words.claimTitle}</h1>
      {shown.problem && <Notice kind="bad">{shown.problem}</Notice>}
      {shown.done && <Notice kind="good">{shown.done}</Notice>}
      <SourceForm s={s} value={shown.url} {...error} />
      {key && (
        <>
          <Notice kind="plain">
            {story ? words.storyKnown : words.storyNew}{' '}
            {story && <a href={`/desk/stories/${story.id}`}>{words.toStory}</a>}
          </Notice>
          {((story?.articles.length ?? 0) > 0 || held.length > 0) && (
            <section>
              <h2>{words.siteLangs}</h2>
              <ul class="rows">
                {story?.articles.map((article) => (
                  <li class="row">
                    <a class="title" href={`/desk/articles/${article.id}`} lang={article.lang} dir="auto">
                      {article.title}
                    </a>
                    <p class="about">
                      <State s={s} state={article.state} />
                      <LangName s={s} lang={article.lang} />
                    </p>
                  </li>
                ))}
                {held.map((claim) => (
                  <ClaimRow s={s} claim={claim} show="lang" />
                ))}
              </ul>
            </section>
          )}
          <section>
            <h2>{words.claimFor}</h2>
            <p class="hint">{words.claimExplained.replace('{hours}', String(CLAIM_MS / HOUR_MS))}</p>
            <Post s={s} to="/desk/claims" class="ask">
              <input type="hidden" name="source_url" value={shown.url} />
              <Field name="lang" label={words.claimLang}>
                {(attributes) => (
                  <select {...attributes} required>
                    <option value="">{s.t.choose}</option>
                    {langs.map((lang) => (
                      <option value={lang} selected={lang === wanted}>
                        {langName(s, lang)}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
              <button type="submit" class="main">
                {words.claim}
              </button>
            </Post>
          </section>
        </>
      )}
    </Page>,
    status,
  );
}

async function offered(c: Context<DeskEnv>): Promise<string[]> {
  const { lang } = c.get('actor');
  return lang === undefined ? listOfferedLangs(c.get('db')) : [lang];
}

claims.get('/', (c) =>
  showClaims(
    c,
    {
      url: (c.req.query('source_url') ?? '').trim(),
      ...(c.req.query('done') === undefined ? {} : { done: deskScreen(c).t.newsroom.claimed }),
    },
    200,
  ),
);

claims.post('/', async (c) => {
  const { t, actor, now } = deskScreen(c);
  const words = t.newsroom;
  const url = field(c, 'source_url').trim();
  const lang = parseLang(field(c, 'lang'));
  if (lang === undefined) {
    return showClaims(c, { url, problem: claimKey(url) ? words.claimLang : words.badSource }, 422);
  }
  const claimed = await claimSource(c.get('db'), { actor, url, lang, now });
  if (claimed.ok)
    return c.redirect(`/desk/claims?${new URLSearchParams({ source_url: url, done: '1' })}`, 303);
  switch (claimed.error.reason) {
    case 'bad_source':
      return showClaims(c, { url, problem: words.badSource }, 422);
    case 'not_allowed':
      return refuse(c, 403);
    case 'exists':
      return showClaims(c, { url, problem: words.claimExists }, 409);
    case 'taken': {
      const { member } = claimed.error.claim;
      return showClaims(c, { url, problem: words.claimTaken.replace('{name}', member) }, 409);
    }
  }
});

claims.post('/:id/release', async (c) => {
  const { actor, now } = deskScreen(c);
  const back = await giveClaimBack(c.get('db'), { actor, id: c.req.param('id'), now });
  if (!back.ok) return refuse(c, back.error === 'not_found' ? 404 : 403);
  return c.redirect(`/desk/claims?${new URLSearchParams({ source_url: back.value.source_url })}`, 303);
});
