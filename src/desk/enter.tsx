/** The way in: one-time links, passkeys, Cloudflare Access, and the language of the desk's words. */
import { type Context, Hono } from 'hono';
import {
  type AccessState,
  enterByLink,
  enterThroughAccess,
  type LinkState,
  mayTry,
  readAccess,
  readLink,
} from '../auth/enter.ts';
import { enterWithPasskey, entryOptions } from '../auth/passkey.ts';
import { readBody } from '../intake/body.ts';
import { logEvent } from '../lib/log.ts';
import { OpenPage } from './layout.tsx';
import { Field, Notice } from './parts.tsx';
import { noteEntry } from './passkey-hint.tsx';
import { type OpenEnv, openScreen, type Screen } from './screen.ts';
import { keepWords } from './words/choose.ts';

/** A path of the desk to go on to; anything else, another site's address above all, becomes the board. */
export function deskPath(text: string): string {
  const base = 'http://desk.invalid';
  if (!URL.canParse(text, base)) return '/desk/';
  const url = new URL(text, base);
  const isDesk = url.origin === base && url.pathname.startsWith('/desk/') && url.pathname !== '/desk/enter';
  return isDesk ? url.pathname + url.search : '/desk/';
}

/** Shown by the script where the browser knows passkeys; without script, links still let people in. */
export const PasskeyEntry = (props: { s: Screen; next: string }) => (
  <>
    <p data-without-script>{props.s.t.passkeyScript}</p>
    <div
      class="passkey"
      data-passkey="enter"
      data-next={props.next}
      data-failed={props.s.t.passkeyFailed}
      hidden
    >
      <button type="button" class="main">
        {props.s.t.enterPasskey}
      </button>
      <p role="status" data-note></p>
    </div>
  </>
);

/** A button and no more: whoever left the desk must not be back by looking at this page. */
const AccessEntry = ({ s, access, next }: { s: Screen; access: AccessState; next: string }) => (
  <>
    <p>{s.t.access.knownAs.replace('{email}', () => access.email)}</p>
    {access.member ? (
      <form method="post" action="/desk/access/enter">
        <input type="hidden" name="next" value={next} />
        <button type="submit" class="main">
          {s.t.access.enterAs.replace('{name}', () => access.member?.name ?? '')}
        </button>
      </form>
    ) : (
      <p>{s.t.access.notLinked}</p>
    )}
  </>
);

const EntryPage = (props: {
  s: Screen;
  /** Not `key`: JSX keeps that name for itself. */
  linkKey: string;
  link: LinkState | undefined;
  access?: AccessState | undefined;
  next: string;
  name?: string;
  error?: string;
  problem?: string;
}) => {
  const { s, link } = props;
  return (
    <OpenPage s={s} title={s.t.enter}>
      <h1>{s.t.enter}</h1>
      {props.problem && <Notice kind="bad">{props.problem}</Notice>}
      {link && link.kind !== 'dead' ? (
        <form method="post" action="/desk/enter">
          <input type="hidden" name="key" value={props.linkKey} />
          <input type="hidden" name="next" value={props.next} />
          {link.kind === 'new' ? (
            <Field name="name" label={s.t.yourName} hint={s.t.yourNameHint} error={props.error}>
              {(attributes) => (
                <input
                  {...attributes}
                  type="text"
                  value={props.name ?? link.name}
                  autocomplete="name"
                  maxlength={120}
                  required
                />
              )}
            </Field>
          ) : (
            <p>{s.t.welcomeBack.replace('{name}', () => link.name)}</p>
          )}
          <button type="submit" class="main">
            {s.t.enterButton}
          </button>
          <p class="hint">{s.t.linkOnce}</p>
        </form>
      ) : (
        <>
          {link && <Notice kind="bad">{s.t.linkDead}</Notice>}
          {props.access && <AccessEntry s={s} access={props.access} next={props.next} />}
          <PasskeyEntry s={s} next={props.next} />
          <p>{s.t.howToEnter}</p>
          {props.access && (
            <p>
              <a href="/cdn-cgi/access/logout">{s.t.access.leave}</a>
            </p>
          )}
        </>
      )}
    </OpenPage>
  );
};

const tooMany = (c: Context<OpenEnv>) => {
  const s = openScreen(c);
  c.header('Retry-After', '60');
  return c.html(<EntryPage s={s} linkKey="" link={undefined} next="/desk/" problem={s.t.tooMany} />, 429);
};

export const entry = new Hono<OpenEnv>();

// A GET changes nothing: link previews and prefetching browsers open links that people are sent.
entry.get('/enter', async (c) => {
  if (!(await mayTry(c))) return tooMany(c);
  const key = c.req.query('key');
  const link = key === undefined ? undefined : await readLink(c, key);
  const next = deskPath(c.req.query('next') ?? '');
  const access = await readAccess(c);
  return c.html(
    <EntryPage s={openScreen(c)} linkKey={key ?? ''} link={link} access={access} next={next} />,
    link?.kind === 'dead' ? 410 : 200,
  );
});

entry.post('/access/enter', async (c) => {
  if (!(await mayTry(c))) return tooMany(c);
  const s = openScreen(c);
  const body = await readBody(c.req.raw);
  const sent = body.ok ? body.value.values.next : undefined;
  const next = deskPath(typeof sent === 'string' ? sent : '');
  if (await enterThroughAccess(c)) return c.redirect(next, 303);
  const access = await readAccess(c);
  const page = (
    <EntryPage s={s} linkKey="" link={undefined} access={access} next={next} problem={s.t.access.lost} />
  );
  return c.html(page, 403);
});

entry.post('/enter', async (c) => {
  if (!(await mayTry(c))) return tooMany(c);
  const s = openScreen(c);
  const body = await readBody(c.req.raw);
  const text = (name: string): string => {
    const value = body.ok ? body.value.values[name] : undefined;
    return typeof value === 'string' ? value : '';
  };
  const key = text('key');
  const name = text('name');
  const next = deskPath(text('next'));
  const entered = await enterByLink(c, { key, name });
  if (entered.ok) {
    if (next === '/desk/') noteEntry(c);
    return c.redirect(next, 303);
  }
  const link = await readLink(c, key);
  if (entered.error === 'dead') {
    return c.html(<EntryPage s={s} linkKey="" link={{ kind: 'dead' }} next={next} />, 410);
  }
  const error = entered.error === 'name_taken' ? s.t.nameTaken : s.t.nameMissing;
  return c.html(<EntryPage s={s} linkKey={key} link={link} next={next} name={name} error={error} />, 422);
});

entry.post('/passkeys/ask', async (c) => {
  if (!(await mayTry(c))) return c.json({ detail: openScreen(c).t.tooMany }, 429);
  return c.json(await entryOptions(c));
});

entry.post('/passkeys/enter', async (c) => {
  const { t } = openScreen(c);
  if (!(await mayTry(c))) return c.json({ detail: t.tooMany }, 429);
  const body = await readBody(c.req.raw);
  const entered = await enterWithPasskey(c, body.ok ? body.value.values : undefined);
  if (entered.ok) return c.json(entered.value);
  // The flaw is for the operator's log; to whoever is at the door all refusals are one.
  logEvent('warn', 'passkey.refused', { request: c.var.requestId(), reason: entered.error });
  return c.json({ detail: t.passkeyFailed }, 403);
});

// Changes only what the visitor's own browser holds; the wall against other sites is enough.
entry.post('/words', async (c) => {
  const body = await readBody(c.req.raw);
  const { words, back } = body.ok ? body.value.values : {};
  keepWords(c, typeof words === 'string' ? words : '');
  const to = typeof back === 'string' ? back : '';
  return c.redirect(
    to.startsWith('/desk/enter') ? `/desk/enter${new URL(to, 'http://desk.invalid').search}` : deskPath(to),
    303,
  );
});
