/** The doctor's look at a site, with one thing wrong at a time. The site is a stub of `fetch`. */
import { afterEach, expect, it, vi } from 'vitest';
import type { Check } from '../../../src/cli/doctor/check.ts';
import { checkSite } from '../../../src/cli/doctor/site.ts';
import { freePort } from '../../browser/site.ts';

afterEach(() => vi.unstubAllGlobals());

const origin = 'https://news.example.org';
const hsts = { 'strict-transport-security': 'max-age=63072000' };

interface Site {
  health: () => Response;
  page: (look: number) => Response;
  desk: () => Response;
  plain: () => Response;
}

const page = (headers: Record<string, string> = {}, canonical = origin): Response =>
  new Response(`<link rel="canonical" href="${canonical}/">`, {
    headers: { 'cf-cache-status': 'HIT', ...hsts, ...headers },
  });

const well: Site = {
  health: () => Response.json({ ok: true, db: true, queue_backlog: 0, purge_backlog: 0 }),
  // As Cloudflare does: the first look fills the cache.
  page: (look) => page(look === 1 ? { 'cf-cache-status': 'MISS' } : {}),
  desk: () => new Response('', { headers: { 'cache-control': 'private, no-store' } }),
  plain: () => new Response(null, { status: 301, headers: { location: `${origin}/` } }),
};

/** What is not well with the site that `wrong` makes of a healthy one. */
async function ill(wrong: Partial<Site>): Promise<Check[]> {
  const site = { ...well, ...wrong };
  let looks = 0;
  vi.stubGlobal('fetch', async (asked: string) => {
    const url = new URL(asked);
    if (url.protocol === 'http:') return site.plain();
    if (url.pathname === '/healthz') return site.health();
    if (url.pathname === '/desk/enter') return site.desk();
    looks += 1;
    return site.page(looks);
  });
  return (await checkSite(origin)).filter(({ verdict }) => verdict !== 'ok');
}

it('finds nothing wrong with a site that is well', async () => {
  expect(await ill({})).toEqual([]);
});

it.each<[string, Partial<Site>, string, Check['verdict'], string]>([
  ['another site', { health: () => new Response('<p>Parked</p>') }, 'health', 'bad', 'Domains'],
  [
    'a database that is gone',
    { health: () => Response.json({ ok: false, db: false }, { status: 503 }) },
    'health',
    'bad',
    '--remote',
  ],
  [
    'work that is late',
    { health: () => Response.json({ db: true, queue_backlog: 7, purge_backlog: 0 }) },
    'health',
    'warning',
    'cron',
  ],
  [
    'a cache that never hits',
    { page: () => page({ 'cf-cache-status': 'DYNAMIC' }) },
    'cache',
    'bad',
    '[cache]',
  ],
  ['tags that leak', { page: () => page({ 'cache-tag': 'site' }) }, 'headers', 'bad', '[cache]'],
  ['a cookie', { page: () => page({ 'set-cookie': '__cf=1' }) }, 'headers', 'bad', 'zone'],
  [
    'another address',
    { page: () => page({}, 'https://dragoman.somebody.workers.dev') },
    'SITE_URL',
    'bad',
    `--url ${origin}`,
  ],
  [
    'a desk that caches may keep',
    { desk: () => new Response('', { headers: { 'cache-control': 'public' } }) },
    'desk',
    'bad',
    'Transform Rules',
  ],
  ['no HSTS', { page: () => page({ 'strict-transport-security': 'max-age=60' }) }, 'HSTS', 'bad', 'SITE_URL'],
  ['plain http', { plain: () => new Response('page') }, 'HTTPS', 'warning', 'Always Use HTTPS'],
])('finds %s', async (_, wrong, name, verdict, remedy) => {
  const found = await ill(wrong);
  expect(found.map((check) => [check.name, check.verdict])).toEqual([[name, verdict]]);
  expect(found[0]?.remedy).toContain(remedy);
});

it('takes Cloudflare Access before the desk for what it is, and no other redirect for it', async () => {
  const to = (location: string) => () => new Response(null, { status: 302, headers: { location } });
  expect(await ill({ desk: to('https://team.cloudflareaccess.com/cdn-cgi/access/login') })).toEqual([]);
  const elsewhere = await ill({ desk: to('https://cloudflareaccess.com.example/login') });
  expect(elsewhere).toMatchObject([{ name: 'desk', verdict: 'bad' }]);
});

it('finds a front page that fails, and does not look for it in the cache', async () => {
  const found = await ill({ page: () => new Response('', { status: 503, headers: hsts }) });
  expect(found.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['front page', 'bad'],
    ['SITE_URL', 'skipped'],
  ]);
});

it('says of a dead address that it is dead, and how to make one', async () => {
  const found = await checkSite(`http://127.0.0.1:${await freePort()}`);
  expect(found).toMatchObject([
    { name: 'address', verdict: 'bad', remedy: expect.stringContaining('npm run deploy -- --url') },
  ]);
  expect(found[0]?.says).toContain('ECONNREFUSED');
});
