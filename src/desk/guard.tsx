/** What the desk answers when it does not let a request through. Nothing that was typed is lost by it. */
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { sameDigest } from '../auth/secret.ts';
import { readBody } from '../intake/body.ts';
import { type GivenText, givenText } from '../intake/fields.ts';
import { PasskeyEntry } from './enter.tsx';
import { OpenPage, Page } from './layout.tsx';
import { Notice } from './parts.tsx';
import { type DeskEnv, deskScreen, type OpenEnv, openScreen, type Screen } from './screen.ts';

const isJson = (c: Context): boolean =>
  (c.req.header('Content-Type') ?? '').toLowerCase().startsWith('application/json');

export function refuseForeign(c: Context<OpenEnv>): Response | Promise<Response> {
  const s = openScreen(c);
  return c.html(
    <OpenPage s={s} title={s.t.notAllowed}>
      <h1>{s.t.notAllowed}</h1>
      <Notice kind="bad">{s.t.foreign}</Notice>
    </OpenPage>,
    403,
  );
}

/** Not through Cloudflare Access, though the vars name it. The style sheet stands behind the wall too. */
export function refuseOutsider(c: Context<OpenEnv>): Response | Promise<Response> {
  const s = openScreen(c);
  if (isJson(c)) return c.json({ detail: s.t.access.outside }, 403);
  return c.html(
    <OpenPage s={s} title={s.t.notAllowed}>
      <h1>{s.t.notAllowed}</h1>
      <Notice kind="bad">{s.t.access.outside}</Notice>
      <p>
        <a href={`${s.siteUrl}/desk/`}>{s.t.access.goIn}</a>
      </p>
    </OpenPage>,
    403,
  );
}

/** What was posted, as a form that can be sent again. Long texts stand open, so that they can also be copied. */
const Kept = (props: { s: Screen; given: GivenText; to: string; csrf: string }) => (
  <form method="post" action={props.to} data-kept>
    <input type="hidden" name="csrf" value={props.csrf} />
    {Object.entries(props.given)
      .filter(([name]) => name !== 'csrf')
      .map(([name, value]) =>
        value.length > 80 || value.includes('\n') ? (
          <div class="field">
            <label for={`kept-${name}`}>
              {name === 'markdown' ? props.s.t.markdownLabel : props.s.t.whatYouSent}
            </label>
            <textarea id={`kept-${name}`} name={name} rows={12}>
              {`\n${value}`}
            </textarea>
          </div>
        ) : (
          <input type="hidden" name={name} value={value} />
        ),
      )}
    <button type="submit" class="main">
      {props.s.t.sendAgain}
    </button>
  </form>
);

/** Nobody is signed in: to the entry page. What was posted is shown there, to be sent again after entering. */
export async function refuseStranger(c: Context<DeskEnv>): Promise<Response> {
  const s = openScreen(c);
  const url = new URL(c.req.url);
  if (c.req.method === 'GET' || c.req.method === 'HEAD') {
    return c.redirect(`/desk/enter?next=${encodeURIComponent(url.pathname + url.search)}`, 303);
  }
  if (isJson(c)) return c.json({ detail: s.t.sessionOver }, 401);
  const { success } = await c.env.ENTRY_LIMIT.limit({ key: c.req.header('CF-Connecting-IP') ?? 'local' });
  const body = success ? await readBody(c.req.raw) : undefined;
  return c.html(
    <OpenPage s={s} title={s.t.enter}>
      <h1>{s.t.enter}</h1>
      <Notice kind="bad">{s.t.sessionOver}</Notice>
      <PasskeyEntry s={s} next="/desk/" />
      {body?.ok && (
        <>
          <p>{s.t.keptHint}</p>
          {Object.keys(body.value.files).length > 0 && <p>{s.t.keptFiles}</p>}
          <Kept s={s} given={givenText(body.value)} to={url.pathname} csrf="" />
        </>
      )}
    </OpenPage>,
    401,
  );
}

/**
 * Cross-site request forgery, second wall: an unsafe request carries this session's own token. A form from a
 * session that ended meanwhile comes back filled in with the new token; it came from our own page, or the
 * first wall had refused it.
 */
export const needForm = () =>
  createMiddleware<DeskEnv>(async function form(c, next) {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const s = deskScreen(c);
    const body = await readBody(c.req.raw);
    if (!body.ok) {
      const detail = body.error.errors.map(({ told }) => s.say(told)).join(' ');
      if (isJson(c)) return c.json({ detail }, body.error.status);
      return c.html(
        <Page s={s} title={s.t.notDone}>
          <h1>{s.t.notDone}</h1>
          <Notice kind="bad">{detail}</Notice>
        </Page>,
        body.error.status,
      );
    }
    const sent = body.value.values.csrf;
    if (typeof sent === 'string' && sameDigest(sent, c.get('csrf'))) {
      c.set('form', body.value);
      return next();
    }
    if (isJson(c)) return c.json({ detail: s.t.formOld }, 403);
    return c.html(
      <Page s={s} title={s.t.notDone}>
        <h1>{s.t.notDone}</h1>
        <Notice kind="bad">{s.t.formOld}</Notice>
        {Object.keys(body.value.files).length > 0 && <p>{s.t.keptFiles}</p>}
        <Kept s={s} given={givenText(body.value)} to={new URL(c.req.url).pathname} csrf={s.csrf} />
      </Page>,
      403,
    );
  });

/** The person is known and may not do this, or there is nothing there: one page for both, so that ids tell nothing. */
export function refuse(c: Context<DeskEnv>, status: 403 | 404): Response | Promise<Response> {
  const s = deskScreen(c);
  const [title, text] =
    status === 403 ? [s.t.notAllowed, s.t.notAllowedText] : [s.t.notFound, s.t.notFoundText];
  return c.html(
    <Page s={s} title={title}>
      <h1>{title}</h1>
      <p>{text}</p>
      <p>
        <a href="/desk/">{s.t.board}</a>
      </p>
    </Page>,
    status,
  );
}

/** One text field of the form; empty when it was not sent. */
export function field(c: Context<DeskEnv>, name: string): string {
  const value = c.get('form').values[name];
  return typeof value === 'string' ? value : '';
}
