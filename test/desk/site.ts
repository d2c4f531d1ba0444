/** The desk as a browser sees it, on the real database, at an hour of the test's own choosing. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { Hono } from 'hono';
import { csrfOf } from '../../src/auth/session.ts';
import { type AccessConfig, type AppEnv, type Config, readConfig } from '../../src/config.ts';
import { desk } from '../../src/desk/routes.tsx';
import { sha256 } from '../../src/lib/hash.ts';
import { newId } from '../../src/lib/ids.ts';
import type { MemberRole } from '../../src/store/schema/words.ts';

export const NOW = Date.UTC(2026, 4, 1, 12);
export const ORIGIN = 'http://dragoman.test';

export interface Visitor {
  cookie?: string;
  csrf?: string;
  memberId?: string;
  ip?: string;
}

export interface SiteOptions {
  now?: number;
  firstAdminLinkSha256?: string;
  siteUrl?: string;
  edgeCache?: Config['edgeCache'];
  access?: AccessConfig;
  /** What the runtime says of Cloudflare Access: the application, and whom it let through. */
  platform?: { aud: string; email?: string };
}

function contextOf({ platform }: SiteOptions): ExecutionContext {
  const ctx = createExecutionContext();
  if (!platform) return ctx;
  const { aud, email } = platform;
  const access = { aud, getIdentity: async () => (email === undefined ? undefined : { email }) };
  return Object.defineProperty(ctx, 'access', { value: access });
}

function appOf(options: SiteOptions) {
  const { now, platform, ...rest } = options;
  const app = new Hono<AppEnv>();
  app.use(async (c, next) => {
    c.set('config', { ...readConfig(env), ...rest });
    c.set('now', now ?? NOW);
    c.set('requestId', () => 'test');
    await next();
  });
  app.route('/desk', desk);
  return app;
}

export async function send(
  path: string,
  init: RequestInit & { as?: Visitor } = {},
  options: SiteOptions = {},
): Promise<Response> {
  const { as, ...rest } = init;
  const headers = new Headers(rest.headers);
  if (as?.cookie) headers.set('Cookie', as.cookie);
  headers.set('CF-Connecting-IP', as?.ip ?? crypto.randomUUID());
  const ctx = contextOf(options);
  const url = (options.siteUrl ?? ORIGIN) + path;
  const reply = await appOf(options).fetch(
    new Request(url, { redirect: 'manual', ...rest, headers }),
    env,
    ctx,
  );
  await waitOnExecutionContext(ctx);
  return reply;
}

export const get = (path: string, as?: Visitor, options?: SiteOptions) =>
  send(path, as ? { as } : {}, options);

/** A form as our own page sends it: with this session's token unless the fields have one. */
export function post(
  path: string,
  fields: Record<string, string>,
  as: Visitor = {},
  options: SiteOptions & { headers?: Record<string, string> } = {},
) {
  const { headers, ...site } = options;
  const body = new URLSearchParams({ ...(as.csrf ? { csrf: as.csrf } : {}), ...fields });
  return send(
    path,
    { method: 'POST', body, headers: { Origin: site.siteUrl ?? ORIGIN, ...headers }, as },
    site,
  );
}

/** A member with a session of their own. */
export async function enter(member: { name: string; role: MemberRole; lang?: string }): Promise<Visitor> {
  const memberId = newId(NOW);
  await env.DB.prepare('insert into members (id, name, role, lang, created_at) values (?, ?, ?, ?, ?)')
    .bind(memberId, member.name, member.role, member.lang ?? null, NOW)
    .run();
  return enterAgain(memberId);
}

/** One more session of a member. */
export async function enterAgain(memberId: string): Promise<Visitor> {
  const secret = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '');
  await env.DB.prepare(
    'insert into sessions (id, member_id, token_sha256, created_at, seen_at, expires_at) values (?, ?, ?, ?, ?, ?)',
  )
    .bind(newId(NOW), memberId, await sha256(secret), NOW, NOW, NOW + 30 * 86_400_000)
    .run();
  return { cookie: `dragoman=${secret}`, csrf: await csrfOf(secret), memberId };
}

/** The session cookie that an answer gives, as the browser would send it back. */
export const cookieOf = (reply: Response): string | undefined =>
  reply.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .findLast((pair) => /^(__Host-)?dragoman=./.test(pair));

export interface ArticleRow {
  id: string;
  revisionId: string;
}

/** An article in review with one revision, as the pipeline would have left it. */
export async function putArticle(article: {
  title: string;
  lang?: string;
  by?: string;
  html?: string;
  findings?: { severity: string; message: string }[];
}): Promise<ArticleRow> {
  const id = newId(NOW);
  const storyId = newId(NOW);
  const revisionId = newId(NOW);
  const lang = article.lang ?? 'zh-Hans';
  await env.DB.batch([
    env.DB.prepare('insert into stories (id, created_at, updated_at) values (?1, ?2, ?2)').bind(storyId, NOW),
    env.DB.prepare(
      'insert into articles (id, story_id, lang, current_revision, slug, created_by, created_at, updated_at) values (?1, ?2, ?3, 1, ?4, ?5, ?6, ?6)',
    ).bind(id, storyId, lang, `slug-${id.slice(-6)}`, article.by ?? null, NOW),
    env.DB.prepare(
      `insert into revisions (id, article_id, number, submission_id, markdown, sha256, html, title, sources, footer_links, as_written, excerpt, words, reading_minutes, created_by, created_at)
       values (?1, ?2, 1, ?1, ?3, 'x', ?4, ?5, '[]', '[]', '[]', 'An excerpt', 100, 1, ?6, ?7)`,
    ).bind(
      revisionId,
      id,
      `# ${article.title}`,
      article.html ?? '<p>The body.</p>',
      article.title,
      article.by ?? null,
      NOW,
    ),
    ...(article.findings ?? []).map((finding, n) =>
      env.DB.prepare(
        "insert into findings (id, revision_id, n, check_name, severity, message) values (?, ?, ?, 'links', ?, ?)",
      ).bind(newId(NOW), revisionId, n, finding.severity, finding.message),
    ),
  ]);
  return { id, revisionId };
}
