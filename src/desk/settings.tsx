/** What an admin sets for the whole site. Every change goes through `publish`, which purges what it touches. */
import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { may } from '../auth/actor.ts';
import { NAME_MAX_CHARS, NOTE_MAX_CHARS, URL_MAX_CHARS } from '../limits.ts';
import { checkEndpoint } from '../pipeline/door.ts';
import { changeSite } from '../publish/names.ts';
import { listBoardLangs } from '../store/desk/board.ts';
import { findSettings, type SiteSettings } from '../store/settings.ts';
import type { Db } from '../store/statement.ts';
import { refuse } from './guard.tsx';
import { Page, Post } from './layout.tsx';
import { Field, langName, Notice } from './parts.tsx';
import { type DeskEnv, type DeskScreen, depsOf, deskScreen } from './screen.ts';
import { readSettings, textsByLang } from './settings-fields.ts';
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
    ['/desk/settings/topics', words.topics],
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

const Texts = (props: { s: DeskScreen; site: SiteSettings; lang: string }) => {
  const { s, site, lang } = props;
  const words = s.t.newsroom;
  const hints = { footer: undefined, disclaimer: words.disclaimerHint, licence: words.licenceHint };
  return (
    <details class="fold">
      <summary>{words.textsOf.replace('{lang}', langName(s, lang))}</summary>
      {textsByLang.map((name) => (
        <Field name={`${name}:${lang}`} id={`f-${name}-${lang}`} label={words[name]} hint={hints[name]}>
          {(attributes) => (
            <textarea {...attributes} rows={3} lang={lang} dir="auto" maxlength={NOTE_MAX_CHARS}>
              {`\n${site[name][lang] ?? ''}`}
            </textarea>
          )}
        </Field>
      ))}
    </details>
  );
};

interface Shown {
  site: SiteSettings;
  error?: { field: string; message: string };
  done?: string;
}

async function showSettings(c: Context<DeskEnv>, shown: Shown, status: 200 | 422): Promise<Response> {
  const s = deskScreen(c);
  const words = s.t.newsroom;
  const { site } = shown;
  const langs = await listSiteLangs(c.get('db'), site);
  const error = (name: string) =>
    shown.error?.field.split('.')[0] === name ? shown.error.message : undefined;
  return c.html(
    <Page s={s} title={words.settings}>
      <h1>{words.settings}</h1>
      <SettingsNav s={s} />
      {shown.done && <Notice kind="good">{shown.done}</Notice>}
      {shown.error && <Notice kind="bad">{shown.error.message}</Notice>}
      <Post s={s} to="/desk/settings">
        <Field name="name" label={words.siteName} error={error('name')}>
          {(attributes) => (
            <input {...attributes} required maxlength={NAME_MAX_CHARS} value={site.name} dir="auto" />
          )}
        </Field>
        <Field name="langs" label={words.siteLangs} hint={words.siteLangsHint} error={error('langs')}>
          {(attributes) => <input {...attributes} value={site.langs.join(', ')} autocapitalize="off" />}
        </Field>
        <Field name="default_lang" label={words.defaultLang} error={error('default_lang')}>
          {(attributes) => (
            <select {...attributes}>
              {langs.map((lang) => (
                <option value={lang} selected={lang === site.default_lang}>
                  {langName(s, lang)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <label class="check">
          <input type="checkbox" name="four_eyes" checked={site.four_eyes} /> {words.fourEyes}
        </label>
        <Field name="hub" label={words.hub} hint={words.hubHint} error={error('hub')}>
          {(attributes) => (
            <input
              {...attributes}
              type="url"
              maxlength={URL_MAX_CHARS}
              value={site.hub ?? ''}
              placeholder="https://"
            />
          )}
        </Field>
        {langs.map((lang) => (
          <Texts s={s} site={site} lang={lang} />
        ))}
        <button type="submit" class="main">
          {s.t.save}
        </button>
      </Post>
      <dl class="facts">
        <dt>{words.settleSeconds}</dt>
        <dd>
          {c.get('config').settleSeconds} {words.settleHint}
        </dd>
      </dl>
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
  const before = await findSettings(c.get('db'));
  const read = readSettings(c.get('form').values);
  if (!read.ok) {
    const message = t.newsroom.badLangs.replace('{tag}', read.error.tag);
    return showSettings(c, { site: before, error: { field: read.error.field, message } }, 422);
  }
  const { hub } = read.value;
  // The hub is posted to when feeds change, so its address is held to the rules of what leaves the desk.
  const address = hub === undefined ? undefined : checkEndpoint(hub, c.get('config').localPictureHosts);
  if (address && !address.ok) {
    const error = { field: 'hub', message: errorText(t, address.error) };
    return showSettings(c, { site: read.value, error }, 422);
  }
  const changed = await changeSite(depsOf(c), { settings: read.value, actor });
  if (!changed.ok) {
    const { field = 'settings', told } = changed.error;
    return showSettings(c, { site: read.value, error: { field, message: say(told) } }, 422);
  }
  return c.redirect(`/desk/settings?saved=${changed.value.state}`, 303);
});
