/** Articles that want one path at the same moment: each comes out, and at its own. */
import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { approve } from '../../src/publish/approve.ts';
import type { Actor, PublishDeps } from '../../src/publish/change.ts';
import { publishDue } from '../../src/publish/due.ts';
import { changeSlug } from '../../src/publish/move.ts';
import { moveIn } from '../../src/publish/move-in.ts';
import { publish } from '../../src/publish/publish.ts';
import { findArticle } from '../../src/store/articles.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';

import { emptyDatabase, makeMember } from '../fakes/members.ts';

const actor: Actor = { memberId: 'ada', role: 'admin' };
const THEN = Date.UTC(2019, 4, 6);
let clock = Date.UTC(2026, 2, 14, 9);

async function approved(title = 'One tide'): Promise<string> {
  clock += 1000;
  const markdown = `# ${title}\n\nA harbour town makes power. Report ${clock}.\n`;
  const id = await makeArticle({ memberId: 'ada', lang: 'en', markdown, now: clock });
  expect(await approve(depsAt(clock), { articleId: id, actor })).toMatchObject({ ok: true });
  return id;
}

const many = (n: number) => Array.from({ length: n }, () => 0);
const slugOf = async (id: string) => (await findArticle(env.DB, id))?.slug;

/** What is `meanwhile` happens when all was looked up, right before the first write. */
function depsWith(meanwhile: () => Promise<unknown>): PublishDeps {
  const deps = depsAt(clock);
  const { db } = deps;
  let first = true;
  const late = new Proxy(db, {
    get: (_, name) => {
      if (name !== 'batch') return Reflect.get(db, name).bind(db);
      return async (statements: D1PreparedStatement[]) => {
        if (first) {
          first = false;
          await meanwhile();
        }
        return db.batch(statements);
      };
    },
  });
  return { ...deps, db: late };
}

beforeEach(async () => {
  await emptyDatabase(env.DB);
  await makeMember(env.DB, { id: 'ada', role: 'admin' });
});

it('gives each a slug of its own, however many are published at once', async () => {
  const ids: string[] = [];
  for (const _ of many(11)) ids.push(await approved());
  const deps = depsAt(clock);
  const done = await Promise.all(ids.map((articleId) => publish(deps, { articleId, actor })));
  expect(done.filter(({ ok }) => ok)).toHaveLength(11);
  const slugs = (await Promise.all(ids.map(slugOf))).sort();
  const numbered = [2, 3, 4, 5, 6, 7, 8, 9].map((n) => `one-tide-${n}`);
  expect(slugs).toEqual(expect.arrayContaining(['one-tide', ...numbered]));
  expect(new Set(slugs).size).toBe(11);
  const told = done.map((one) => (one.ok ? one.value.url.split('/').at(-1) : '')).sort();
  expect(told).toEqual(slugs);
});

it('tries the next slug where another article took the first one since the look', async () => {
  const [early, late] = [await approved(), await approved()];
  const deps = depsWith(() => publish(depsAt(clock), { articleId: early, actor }));
  expect(await publish(deps, { articleId: late, actor })).toMatchObject({
    ok: true,
    value: { url: 'http://dragoman.test/en/2026/03/one-tide-2' },
  });
  const rows = await env.DB.prepare("select count(*) as n from purges where article_id = ? and phase = 'now'")
    .bind(late)
    .first('n');
  expect(rows).toBe(1);
});

it('publishes at its hour what was scheduled, beside another that came out in the same moment', async () => {
  const [early, planned] = [await approved(), await approved()];
  const at = clock + 60_000;
  await publish(depsAt(clock), { articleId: planned, actor, at });
  clock = at;
  const deps = depsWith(() => publish(depsAt(at), { articleId: early, actor }));
  expect(await publishDue(deps, planned)).toBe(true);
  expect(await slugOf(planned)).toBe('one-tide-2');
});

it('moves in beside another that came to its path, and tells which old slugs it has', async () => {
  const [early, late] = [await approved(), await approved()];
  const move = (deps: PublishDeps, articleId: string, oldSlugs: string[]) =>
    moveIn(deps, {
      articleId,
      actor,
      standing: { publishedAt: THEN, oldSlugs, oldPaths: [], corrections: [] },
    });
  const deps = depsWith(() => move(depsAt(clock), early, ['tides']));
  expect(await move(deps, late, ['tides', 'ebb'])).toMatchObject({
    ok: true,
    value: { url: 'http://dragoman.test/en/2019/05/one-tide-2', old_slugs: ['ebb'] },
  });
});

it('refuses a change of address to a path that another came to since the look', async () => {
  const [early, late] = [await approved('Flood'), await approved('Ebb')];
  await publish(depsAt(clock), { articleId: late, actor });
  const deps = depsWith(() => publish(depsAt(clock), { articleId: early, actor }));
  expect(await changeSlug(deps, { articleId: late, slug: 'flood', actor })).toMatchObject({
    ok: false,
    error: { reason: 'bad_input', field: 'slug', told: { id: 'slug-taken' } },
  });
  expect(await slugOf(late)).toBe('ebb');
});
