import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { approve } from '../../src/publish/approve.ts';
import { publish } from '../../src/publish/publish.ts';
import { retryPictures } from '../../src/queue/retry-pictures.ts';
import { sweep } from '../../src/queue/sweep.ts';
import { findArticleDetail } from '../../src/store/articles.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';
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

it('completes the widths of a picture that the Images binding could not make at first', async () => {
  hostAnswers(() => new Response(otherPng, { headers: { 'Content-Type': 'image/png' } }));
  const broken = {
    ...env,
    IMAGES: {
      input: () => {
        throw new Error('9423');
      },
      info: () => {
        throw new Error('9423');
      },
    },
  };
  const { importPictures } = await import('../../src/pipeline/pictures/import.ts');
  await importPictures(broken as unknown as typeof env, { urls: [url], now: T0, config: readConfig(env) });
  const pending = () =>
    env.DB.prepare('select count(*) as n from pictures where variants_at is null').first('n');
  expect(await pending()).toBe(1);
  await sweep({
    env: quietEnv,
    config: readConfig(env),
    ctx: createExecutionContext(),
    now: () => T0 + 60_000,
  });
  expect(await pending()).toBe(0);
});
