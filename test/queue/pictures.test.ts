import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, expect, it, vi } from 'vitest';
import { app } from '../../src/app.ts';
import { type Bindings, readConfig } from '../../src/config.ts';
import { serveThroughCache } from '../../src/edge/cache.ts';
import { importPictures } from '../../src/pipeline/pictures/import.ts';
import { approve } from '../../src/publish/approve.ts';
import { publish } from '../../src/publish/publish.ts';
import { retryPictures } from '../../src/queue/retry-pictures.ts';
import { sweep } from '../../src/queue/sweep.ts';
import { findArticleDetail } from '../../src/store/articles.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';
import { mortalDb } from '../fakes/mortal-db.ts';
import { quietEnv } from '../fakes/quiet-env.ts';
import { png } from '../pipeline/pictures/samples.ts';

const smallPng = await png(8, 6);
const otherPng = await png(9, 6);
const T0 = Date.UTC(2026, 2, 14, 9, 0, 0);
const HOUR = 3_600_000;
const url = 'https://pictures.example.org/harbour.png';
const markdown = `![The harbour](${url})\n\n# Tides\n\nA harbour town makes power from its tides.\n`;
const actor = { memberId: 'paul', role: 'publisher' } as const;

/** The network as the Worker sees it: the picture's host answers, or does not. */
function hostAnswers(answer: () => Response) {
  vi.stubGlobal('fetch', async () => answer());
}

const retry = (submissionId: string, now: number) =>
  retryPictures(
    { ...depsAt(now), env, config: readConfig(env), ctx: createExecutionContext() },
    submissionId,
  );

beforeEach(async () => {
  vi.unstubAllGlobals();
  await emptyDatabase(env.DB);
  for (const id of ['tina', 'paul']) await makeMember(env.DB, { id, role: 'publisher' });
});

it('brings a picture in when its host answers again, and what was out comes out with it', async () => {
  hostAnswers(() => new Response('busy', { status: 503 }));
  const articleId = await makeArticle({ memberId: 'tina', lang: 'en', markdown, now: T0 });
  await approve(depsAt(T0 + 1000), { articleId, actor });
  await publish(depsAt(T0 + 2000), { articleId, actor });
  const before = await findArticleDetail(env.DB, articleId);
  expect(before?.revision.header_sha256).toBeNull();
  expect(before?.revision.header_url).toBe(url);
  expect(before?.findings.map((finding) => finding.check)).toContain('picture-unavailable');
  const submissionId = before?.revision.submission_id ?? '';
  const promised = () =>
    env.DB.prepare("select count(*) as n from outbox where kind = 'picture' and done_at is null").first('n');
  expect(await promised()).toBe(1);

  await retry(submissionId, T0 + 1000);
  expect(await promised()).toBe(1);

  hostAnswers(() => new Response(smallPng, { headers: { 'Content-Type': 'image/png' } }));
  await retry(submissionId, T0 + HOUR);
  const after = await findArticleDetail(env.DB, articleId);
  expect(after?.revision.header_sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(after?.revision.markdown).toBe(before?.revision.markdown);
  expect(after?.article).toMatchObject({ state: 'published', published_revision: 2, approved_revision: 2 });
  expect(await promised()).toBe(0);

  await retry(submissionId, T0 + 2 * HOUR);
  expect((await findArticleDetail(env.DB, articleId))?.article.current_revision).toBe(2);
});

/** Images as it is when its quota is used up. */
const withoutQuota = {
  ...env,
  IMAGES: {
    input: () => {
      throw new Error('9423');
    },
    info: () => {
      throw new Error('9423');
    },
  },
} as unknown as Bindings;

async function sweepAt(now: number, db: D1Database = env.DB): Promise<void> {
  const ctx = createExecutionContext();
  await sweep({ env: { ...quietEnv, DB: db }, config: readConfig(env), ctx, now: () => now });
  await waitOnExecutionContext(ctx);
}

/** A reader asks for the picture, through the cache. */
async function look(sha256: string, name: string) {
  const request = new Request(`http://dragoman.test/images/${sha256}/${name}`);
  const ctx = createExecutionContext();
  const waitUntil = (promise: Promise<unknown>): void => ctx.waitUntil(promise);
  const response = await serveThroughCache(request, readConfig(env), waitUntil, (asked) =>
    app.fetch(asked, env, ctx),
  );
  await response.arrayBuffer();
  await waitOnExecutionContext(ctx);
  const { headers } = response;
  return [headers.get('cf-cache-status'), headers.get('content-type'), headers.get('cache-control')];
}

/** A picture whose variants could not be made. */
async function pendingPicture(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  hostAnswers(() => new Response(bytes, { headers: { 'Content-Type': 'image/png' } }));
  await importPictures(withoutQuota, { urls: [url], now: T0, config: readConfig(env) });
  return (
    (await env.DB.prepare('select sha256 from pictures where variants_at is null').first('sha256')) ?? ''
  );
}

const forEver = 'public, max-age=31536000, immutable';

it('completes the widths of a picture that the Images binding could not make at first', async () => {
  const sha256 = await pendingPicture(otherPng);
  const names = ['480.webp', 'og.jpeg'];
  for (const name of names) {
    expect(await look(sha256, name)).toEqual(['MISS', 'image/png', 'public, no-cache']);
    expect((await look(sha256, name))[0]).toBe('HIT');
  }
  // While the quota is used up, what stands in for it stays.
  const gone = { ...quietEnv, IMAGES: withoutQuota.IMAGES };
  const ctx = createExecutionContext();
  await sweep({ env: gone, config: readConfig(env), ctx, now: () => T0 + 30_000 });
  expect((await look(sha256, '480.webp'))[0]).toBe('HIT');

  await sweepAt(T0 + 60_000);
  expect(await look(sha256, '480.webp')).toEqual(['MISS', 'image/webp', forEver]);
  expect(await look(sha256, 'og.jpeg')).toEqual(['MISS', 'image/jpeg', forEver]);
  expect(
    await env.DB.prepare('select count(*) as n from pictures where variants_at is null').first('n'),
  ).toBe(0);
  // And once more, for who read the stand-in before and stored it after.
  const settle = await env.DB.prepare("select due_at, done_at from purges where phase = 'settle'").all();
  expect(settle.results).toEqual([{ due_at: T0 + 62_000, done_at: null }]);
  await sweepAt(T0 + 120_000);
  expect((await look(sha256, '480.webp'))[0]).toBe('HIT');
  expect(await env.DB.prepare('select count(*) as n from purges where done_at is null').first('n')).toBe(0);
});

it.each(['before', 'after'] as const)(
  'purges it also when the Worker dies %s the picture is complete',
  async (instant) => {
    const sha256 = await pendingPicture(await png(instant === 'before' ? 11 : 12, 6));
    await look(sha256, '960.jpeg');
    const dying = mortalDb(env.DB, { writesLeft: 0, instant });
    // What is thrown over a picture ends that part of the sweep; every later write dies as well.
    await sweepAt(T0 + 60_000, dying).catch(() => undefined);
    expect((await look(sha256, '960.jpeg'))[0]).toBe('HIT');
    await sweepAt(T0 + 120_000);
    expect(await look(sha256, '960.jpeg')).toEqual(['MISS', 'image/jpeg', forEver]);
  },
);
