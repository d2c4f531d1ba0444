/** What an admin sets for the whole site. Every change goes through `publish`, which purges what it touches. */
import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { may } from '../auth/actor.ts';
import { tell } from '../i18n/told/tell.ts';
import { type GivenText, givenText } from '../intake/fields.ts';
import {
  NAME_MAX_CHARS,
  NOTE_MAX_CHARS,
  SETTLE_MAX_SECONDS,
  SETTLE_MIN_SECONDS,
  URL_MAX_CHARS,
} from '../limits.ts';
import { checkEndpoint } from '../pipeline/door.ts';
import { changeSite } from '../publish/names.ts';
import { listBoardLangs } from '../store/desk/board.ts';
import { findSettings, type SiteSettings } from '../store/settings.ts';
import type { Db } from '../store/statement.ts';
import { refuse } from './guard.tsx';
import { Page, Post } from './layout.tsx';
import { Field, langName, Notice } from './parts.tsx';
import { type DeskEnv, type DeskScreen, depsOf, deskScreen } from './screen.ts';
import { fieldsOf, readSettings, textsByLang } from './settings-fields.ts';
import { errorText } from './webhooks-view.tsx';

export const settings = new Hono<DeskEnv>();

export const needAdmin = () =>
  createMiddleware<DeskEnv>(async function admin(c, next) {
    return may(c.get('actor'), 'admin') ? next() : refuse(c, 403);
  });

settings.use(needAdmin());

export const SettingsNav = (props: { s: DeskScreen }) => {
  const { s } = props;
  const words = s.t.newsroom;
  const pages = [
    ['/desk/settings', words.settings],
    ['/desk/settings/topics', s.t.topics],
    ['/desk/settings/people', words.credited],
    ['/desk/webhooks', s.t.webhooks.title],
  ] as const;
  return (
    <nav class="filter" aria-label={words.settings}>
      {pages.map(([href, name]) => (
        <a href={href} {...(s.here.split('?')[0] === href ? { 'aria-current': 'true' } : {})}>
          {name}
        </a>
      ))}
    </nav>
  );
};

/** Languages that the site has: as set, those of its articles, and those that have a text already. */
export async function listSiteLangs(db: Db, site: SiteSettings): Promise<string[]> {
  const used = await listBoardLangs(db);
  const texts = textsByLang.flatMap((name) => Object.keys(site[name]));
  return [...new Set([site.default_lang, ...site.langs, ...used, ...texts])];
}

const Texts = (props: {
  s: DeskScreen;
  given: GivenText;
  lang: string;
  error: (field: string) => string | undefined;
}) => {
  const { s, given, lang, error } = props;
  const words = s.t.newsroom;
  const hints = { footer: words.footerHint, disclaimer: words.disclaimerHint, licence: words.licenceHint };
  const isWrong = textsByLang.some((name) => error(`${name}:${lang}`) !== undefined);
  return (
    <details class="fold" open={isWrong}>
      <summary>{words.textsOf.replace('{lang}', langName(s, lang))}</summary>
      {textsByLang.map((name) => (
        <Field
          name={`${name}:${lang}`}
          id={`f-${name}-${lang}`}
          label={words[name]}
          hint={hints[name]}
          error={error(`${name}:${lang}`)}
        >
          {(attributes) => (
            <textarea {...attributes} rows={3} lang={lang} dir="auto" maxlength={NOTE_MAX_CHARS}>
              {`\n${given[`${name}:${lang}`] ?? ''}`}
            </textarea>
          )}
        </Field>
      ))}
    </details>
  );
};

/** The stand-in's cache is one machine, where nothing lags: it takes less than the real one (publish/names.ts). */
const settleBounds = (c: Context<DeskEnv>) => ({
  min: c.get('config').edgeCache === 'workers' ? SETTLE_MIN_SECONDS : 0,
  max: SETTLE_MAX_SECONDS,
});

interface Shown {
  site: SiteSettings;
  /** As it was sent, when it was refused. */
  given?: GivenText;
  error?: { field: string; message: string };
  done?: string;
}

async function showSettings(c: Context<DeskEnv>, shown: Shown, status: 200 | 422): Promise<Response> {
  const s = deskScreen(c);
  const words = s.t.newsroom;
  const { settleSeconds: deployed } = c.get('config');
  const settle = settleBounds(c);
  const { site } = shown;
  const given = shown.given ?? fieldsOf(site);
  const langs = await listSiteLangs(c.get('db'), site);
  // `langs.0` is the first of a field's values, `footer.ar` the field of one language.
  const wrong = shown.error?.field.replace('.', ':') ?? '';
  const error = (name: string) =>
    wrong === name || wrong.startsWith(`${name}:`) ? shown.error?.message : undefined;
  return c.html(
    <Page s={s} title={words.settings}>
      <h1>{words.settings}</h1>
      <SettingsNav s={s} />
      {shown.done && <Notice kind="good">{shown.done}</Notice>}
      {shown.error && <Notice kind="bad">{shown.error.message}</Notice>}
      <Post s={s} to="/desk/settings">
        <Field name="name" label={words.siteName} error={error('name')}>
          {(attributes) => (
            <input {...attributes} required maxlength={NAME_MAX_CHARS} value={given.name} dir="auto" />
          )}
        </Field>
        <Field name="langs" label={words.siteLangs} hint={words.siteLangsHint} error={error('langs')}>
          {(attributes) => <input {...attributes} value={given.langs} autocapitalize="off" />}
        </Field>
        <Field name="default_lang" label={words.defaultLang} error={error('default_lang')}>
          {(attributes) => (
            <select {...attributes}>
              {langs.map((lang) => (
                <option value={lang} selected={lang === given.default_lang}>
                  {langName(s, lang)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <label class="check">
          <input type="checkbox" name="four_eyes" checked={given.four_eyes !== undefined} /> {words.fourEyes}
        </label>
        <Field name="hub" label={words.hub} hint={words.hubHint} error={error('hub')}>
          {(attributes) => (
            <input
              {...attributes}
              type="url"
              maxlength={URL_MAX_CHARS}
              value={given.hub}
              placeholder="https://"
            />
          )}
        </Field>
        <Field
          name="settle_seconds"
          label={words.settleSeconds}
          hint={words.settleHint
            .replace('{n}', String(deployed))
            .replace('{min}', String(settle.min))
            .replace('{max}', String(settle.max))}
          error={error('settle_seconds')}
        >
          {(attributes) => (
            <input
              {...attributes}
              inputmode="numeric"
              maxlength={String(SETTLE_MAX_SECONDS).length}
              value={given.settle_seconds}
              placeholder={String(deployed)}
            />
          )}
        </Field>
        {langs.map((lang) => (
          <Texts s={s} given={given} lang={lang} error={error} />
        ))}
        <button type="submit" class="main">
          {s.t.save}
        </button>
      </Post>
    </Page>,
    status,
  );
}

settings.get('/', async (c) => {
  const words = deskScreen(c).t.newsroom;
  const notes: Record<string, string> = { done: words.settingsSaved, pending: words.purgePending };
  const done = notes[c.req.query('saved') ?? ''];
  return showSettings(c, { site: await findSettings(c.get('db')), ...(done ? { done } : {}) }, 200);
});

settings.post('/', async (c) => {
  const { t, actor, say } = deskScreen(c);
  const site = await findSettings(c.get('db'));
  const given = givenText(c.get('form'));
  const refuseIt = (field: string, message: string) =>
    showSettings(c, { site, given, error: { field, message } }, 422);
  const read = readSettings(given);
  if (!read.ok)
    return refuseIt(read.error.field, t.newsroom[read.error.what].replace('{part}', read.error.part));
  const { hub, settle_seconds: seconds } = read.value;
  const { min, max } = settleBounds(c);
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= min && seconds <= max)) {
    return refuseIt('settle_seconds', say(tell('setting-settle', { min, max })));
  }
  // The hub is posted to when feeds change, so its address is held to the rules of what leaves the desk.
  const address = hub === undefined ? undefined : checkEndpoint(hub, c.get('config').localPictureHosts);
  if (address && !address.ok) return refuseIt('hub', errorText(t, address.error));
  const changed = await changeSite(depsOf(c), { settings: read.value, actor });
  if (!changed.ok) return refuseIt(changed.error.field ?? 'settings', say(changed.error.told));
  return c.redirect(`/desk/settings?saved=${changed.value.state}`, 303);
});
