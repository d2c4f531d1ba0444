import type { Context } from 'hono';
import type { AppEnv } from '../config.ts';
import { hardened } from '../edge/hardened.ts';
import { type Policy, putPolicy } from '../edge/policy.ts';
import type { Tag } from '../edge/tags.ts';
import { parseLang } from '../i18n/languages.ts';
import { canonicalPath } from '../lib/canonical-path.ts';
import { isForeign, oldPathOf } from '../lib/old-path.ts';
import { once } from '../lib/once.ts';
import { findAway } from '../store/reader/old-path.ts';
import { openReading } from '../store/reader/reading.ts';
import type { Away, SiteView } from '../store/reader/views.ts';
import { renderGone, renderNotFound } from './notice-page.tsx';
import { styleSource } from './style.ts';

/**
 * Nothing runs and nothing is fetched from elsewhere: a page that some hole let markup into stays text. The
 * hash stands for the one style sheet; a nonce would be repeated by the cache. Nothing connects either, but
 * auditors that read robots.txt do it under the page's policy.
 */
const pageHeaders = once(
  async (): Promise<Record<string, string>> => ({
    ...hardened,
    'cross-origin-resource-policy': 'same-origin',
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src ${await styleSource()}; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
  }),
);

export interface Answer {
  policy: Policy;
  tags: Iterable<Tag>;
  status?: 200 | 404 | 410;
  /** The Link header. */
  link?: string;
}

/** A page with its policy and tags, or the 304 that stands for it. */
export async function sendPage(c: Context<AppEnv>, html: string, answer: Answer): Promise<Response> {
  const headers = await pageHeaders();
  return putPolicy(c.req.raw, { status: answer.status ?? 200, headers, body: html }, answer);
}

/** A page that says: not now. No policy, so nobody stores it. */
export async function sendBusy(c: Context<AppEnv>, html: string): Promise<Response> {
  return c.html(html, 429, { ...(await pageHeaders()), 'retry-after': '10' });
}

/** Anything else that is text: feeds, sitemaps, Markdown. */
export function sendText(
  c: Context<AppEnv>,
  text: string,
  contentType: string,
  answer: Answer,
): Promise<Response> {
  const headers = {
    'content-type': contentType,
    'x-content-type-options': 'nosniff',
    ...(answer.link ? { link: answer.link } : {}),
  };
  return putPolicy(c.req.raw, { status: answer.status ?? 200, headers, body: text }, answer);
}

export function sendMoved(c: Context<AppEnv>, path: string, tags: Iterable<Tag>): Promise<Response> {
  const moved = { status: 301, headers: { location: path }, body: null } as const;
  return putPolicy(c.req.raw, moved, { policy: 'redirect', tags });
}

/** 404 with the tags of what was looked for and not found, so that publishing it clears this answer. */
export function sendNotFoundOf(
  c: Context<AppEnv>,
  missing: { site: SiteView; lang: string; tags: Iterable<Tag> },
): Promise<Response> {
  const html = renderNotFound(missing.site, missing.lang, c.get('config').siteUrl);
  return sendPage(c, html, { policy: 'notFound', tags: missing.tags, status: 404 });
}

/** What a path answers where no page is. `lang` is what the path names, if it names one. */
export function sendAway(
  c: Context<AppEnv>,
  away: Away,
  { lang, tags }: { lang?: string | undefined; tags: Iterable<Tag> },
): Promise<Response> {
  switch (away.kind) {
    case 'moved':
      return sendMoved(c, away.path, tags);
    case 'gone': {
      const html = renderGone(away, away.lang, c.get('config').siteUrl);
      return sendPage(c, html, { policy: 'gone', tags, status: 410 });
    }
    case 'unknown':
      return sendNotFoundOf(c, { site: away.site, lang: lang ?? away.site.default_lang, tags });
  }
}

/** The address asked for as another site may have had it. */
export function askedOldPath(c: Context<AppEnv>): string | undefined {
  const { pathname, search } = new URL(c.req.url);
  return oldPathOf(pathname + search);
}

/**
 * A path that no page of ours has: the way to the article that had it on another site, or 404. The edge lets other
 * spellings of such paths through, so that an old address is one redirect away and not two; one that leads nowhere is
 * asked for again in its canonical spelling, which has the one 404 that is stored.
 */
export async function sendNotFound(c: Context<AppEnv>): Promise<Response> {
  const reading = openReading(c.env.DB);
  const away = await findAway(reading, askedOldPath(c));
  const { tags } = reading;
  const { pathname } = new URL(c.req.url);
  const path = canonicalPath(pathname);
  if (away.kind === 'unknown' && path !== pathname && isForeign(path)) return sendMoved(c, path, tags);
  return sendAway(c, away, { lang: parseLang(c.req.path.split('/')[1]), tags });
}
