/** What every screen of the desk is given. */
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AccessEnv } from '../auth/access.ts';
import type { Actor } from '../auth/actor.ts';
import type { SessionEnv } from '../auth/session.ts';
import { sayIn } from '../i18n/told/say.ts';
import type { Told } from '../i18n/told/tell.ts';
import type { RawFields } from '../intake/body.ts';
import { chooseWords, type WordsLang } from './words/choose.ts';
import type { Words } from './words/en.ts';

interface Spoken {
  words: Words;
  wordsLang: WordsLang;
}

/** Before anyone has entered. */
export type OpenEnv = AccessEnv & { Variables: Spoken };

export type DeskEnv = SessionEnv & {
  Variables: Spoken & {
    /** Sees what this editor wrote before; begins at the primary where the request may write (bookmark.ts). */
    db: D1DatabaseSession;
    /** The body of an unsafe request, read once: the CSRF check and the screen both need it. */
    form: RawFields;
  };
};

export interface Screen {
  t: Words;
  lang: WordsLang;
  now: number;
  /** A message in the desk's language; what an older release kept of it where it has none. */
  say: (told: Told | undefined, kept?: string) => string;
  /** Path and query of this page, to come back to. */
  here: string;
  siteUrl: string;
}

/** A screen behind the door. */
export interface DeskScreen extends Screen {
  actor: Actor;
  csrf: string;
}

/** The page that a form stands on: what a refused form shows again, and what another language is chosen for. */
function pageOf(path: string): string {
  const [, , room, id] = path.split('/');
  if (room === 'settings') return id === undefined ? '/desk/settings' : `/desk/settings/${id}`;
  if (room === 'claims') return '/desk/claims';
  if (room === 'webhooks') return id === undefined ? '/desk/webhooks' : `/desk/webhooks/${id}`;
  if (room === 'articles' || room === 'submissions' || room === 'stories') return `/desk/${room}/${id ?? ''}`;
  if (room === 'drafts') return '/desk/submit';
  return room === 'submit' || room === 'people' || room === 'glossary' ? `/desk/${room}` : '/desk/';
}

export function openScreen<E extends OpenEnv>(c: Context<E>): Screen {
  const url = new URL(c.req.url);
  const lang = c.get('wordsLang');
  return {
    t: c.get('words'),
    lang,
    say: (told, kept = '') => (told ? sayIn(lang, told) : kept),
    now: c.get('now'),
    here: c.req.method === 'GET' ? url.pathname + url.search : pageOf(url.pathname),
    siteUrl: c.get('config').siteUrl,
  };
}

export const deskScreen = (c: Context<DeskEnv>): DeskScreen => ({
  ...openScreen(c),
  actor: c.get('actor'),
  csrf: c.get('csrf'),
});

export const speakWords = () =>
  createMiddleware<OpenEnv>(async function words(c, next) {
    const { lang, words } = chooseWords(c);
    c.set('words', words);
    c.set('wordsLang', lang);
    return next();
  });

/** What the rooms behind the desk need: for `publish` and `intake`. */
export const depsOf = (c: Context<DeskEnv>) => ({
  env: c.env,
  config: c.get('config'),
  ctx: c.executionCtx,
  db: c.get('db'),
  now: c.get('now'),
});
