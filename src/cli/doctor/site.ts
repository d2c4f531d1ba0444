/** Looks at a site from outside, as its readers do: health, cache, headers, addresses. Changes nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { bad, type Check, messageOf, ok, skipped, warning } from './check.ts';

const ANSWER_MAX_MS = 10_000;
/** A second look may meet another machine of the same location, whose cache is still empty. */
const LOOKS_FOR_HIT = 5;
const HSTS_MIN_SECONDS = 31_536_000;

const ask = (url: string): Promise<Response> =>
  fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MAX_MS) });

/** All checks of the site at `url`, an origin without a slash at its end. A dead address ends them at once. */
export async function checkSite(url: string): Promise<Check[]> {
  let health: Response;
  try {
    health = await ask(`${url}/healthz`);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    return [
      bad(
        'address',
        `${url} does not answer (${messageOf(error)}${cause}).`,
        'Is it spelled right, and was the site deployed (npm run deploy -- --url …)? A new domain takes some minutes.',
      ),
    ];
  }
  const checks = [await judgeHealth(health)];
  const page = await ask(`${url}/`);
  const html = await page.text();
  checks.push(judgePage(page), judgeAddress(url, html));
  if (page.status === 200) checks.push(await lookForHit(`${url}/`));
  checks.push(judgeHeaders(page), await judgeDesk(url));
  checks.push(...(url.startsWith('https:') ? await checkHttps(url, page) : [httpOnly(url)]));
  return checks;
}

async function judgeHealth(answer: Response): Promise<Check> {
  const tail = '"npx wrangler tail" shows why.';
  let health: unknown;
  try {
    health = await answer.json();
  } catch {
    return bad(
      'health',
      `/healthz answers ${answer.status} without JSON: this is no Dragoman.`,
      'Does the domain lead to the Worker? See Workers & Pages > dragoman > Domains in the dashboard.',
    );
  }
  const get = (key: string): unknown => Reflect.get(Object(health), key);
  if (get('db') !== true) {
    return bad(
      'health',
      'the Worker answers, its database does not.',
      `Look at npm run doctor -- --remote. ${tail}`,
    );
  }
  const late = [
    ['queue_backlog', 'promised work'],
    ['purge_backlog', 'purges'],
  ].flatMap(([key = '', what]) => (Number(get(key)) > 0 ? [`${Number(get(key))} ${what} overdue`] : []));
  if (late.length === 0) return ok('health', 'database there, nothing overdue');
  return warning(
    'health',
    `${late.join(', ')}.`,
    `It should fall within minutes. If it does not: does cron run (npm run doctor)? The desk's Work screen names each. ${tail}`,
  );
}

function judgePage(page: Response): Check {
  if (page.status === 200) return ok('front page', '200');
  return bad(
    'front page',
    `answers ${page.status}.`,
    '"npx wrangler tail" shows why; then npm run deploy again.',
  );
}

/** Every absolute URL starts with SITE_URL, because the cache key has no host. */
function judgeAddress(url: string, html: string): Check {
  const named = /<link rel="canonical" href="(https?:\/\/[^"/]+)/.exec(html)?.[1];
  if (named === undefined) return skipped('SITE_URL', 'the front page names no canonical address');
  if (named === url) return ok('SITE_URL', named);
  return bad(
    'SITE_URL',
    `pages call themselves ${named}, so feeds, sitemaps and links lead there.`,
    `npm run deploy -- --url ${url}`,
  );
}

async function lookForHit(url: string): Promise<Check> {
  let status: string | null = null;
  for (let look = 0; look < LOOKS_FOR_HIT; look++) {
    if (look > 0) await sleep(look * 300);
    const answer = await ask(url);
    await answer.arrayBuffer();
    status = answer.headers.get('cf-cache-status');
    if (status === 'HIT') return ok('cache', 'the front page is a HIT when asked again');
  }
  return bad(
    'cache',
    `the front page is never a HIT (Cf-Cache-Status: ${status ?? 'missing'}): the Worker runs for every reader.`,
    'Is [cache] enabled in wrangler.toml, and EDGE_CACHE = "workers"? Then npm run deploy.',
  );
}

function judgeHeaders({ headers }: Response): Check {
  const leaked = ['cache-tag', 'cloudflare-cdn-cache-control'].filter((name) => headers.has(name));
  if (leaked.length > 0) {
    return bad(
      'headers',
      `${leaked.join(' and ')} reach the reader: no cache stands before the Worker.`,
      'Is [cache] enabled in wrangler.toml? Then npm run deploy.',
    );
  }
  if (headers.has('set-cookie')) {
    return bad(
      'headers',
      'the front page sets a cookie, so it cannot be cached.',
      'The Worker sets none: look for what the zone adds (bot management, load balancing, a snippet).',
    );
  }
  return ok('headers', 'no cookie, and no tag leaks');
}

async function judgeDesk(url: string): Promise<Check> {
  const answer = await ask(`${url}/desk/enter`);
  await answer.arrayBuffer();
  // Access answers before the Worker does, with the way to its own door.
  if (URL.parse(answer.headers.get('location') ?? '')?.hostname.endsWith('.cloudflareaccess.com')) {
    return ok('desk', 'behind Cloudflare Access');
  }
  const policy = answer.headers.get('cache-control') ?? '';
  if (/\bno-store\b/.test(policy) && answer.headers.get('cf-cache-status') !== 'HIT')
    return ok('desk', 'private');
  return bad(
    'desk',
    `may be kept by caches (Cache-Control: ${policy || 'missing'}).`,
    'Look for a rule of the zone that changes Cache-Control (Rules > Transform Rules), and take it out.',
  );
}

const httpOnly = (url: string): Check =>
  /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(url)
    ? skipped('HTTPS', 'a local site has none')
    : warning(
        'HTTPS',
        'the address given is plain http.',
        `Ask for https: npm run doctor -- --url ${url.replace('http:', 'https:')}`,
      );

async function checkHttps(url: string, page: Response): Promise<Check[]> {
  const age = Number(/max-age=(\d+)/.exec(page.headers.get('strict-transport-security') ?? '')?.[1] ?? 0);
  const hsts =
    age >= HSTS_MIN_SECONDS
      ? ok('HSTS', `${Math.round(age / 86_400)} days`)
      : bad(
          'HSTS',
          'missing or short: a reader’s first request may go out in the clear.',
          `The Worker sends it when SITE_URL is https: npm run deploy -- --url ${url}`,
        );
  const remedy = 'In the dashboard: SSL/TLS > Edge Certificates > Always Use HTTPS.';
  try {
    const plain = await ask(url.replace('https:', 'http:'));
    await plain.arrayBuffer();
    const to = plain.headers.get('location') ?? '';
    if (plain.status >= 300 && plain.status < 400 && to.startsWith('https:'))
      return [hsts, ok('HTTPS', 'http leads to it')];
    return [
      hsts,
      warning('HTTPS', `plain http answers ${plain.status} instead of leading to https.`, remedy),
    ];
  } catch {
    return [hsts, ok('HTTPS', 'plain http does not answer')];
  }
}
