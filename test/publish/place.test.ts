/** Two translations of one source into one language: the rejected one leaves the story to the other. */
import { env, exports } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { receiveRevision } from '../../src/intake/receive.ts';
import { approve } from '../../src/publish/approve.ts';
import type { Actor } from '../../src/publish/change.ts';
import { spike } from '../../src/publish/editorial.ts';
import { moveToStory } from '../../src/publish/move.ts';
import { publish } from '../../src/publish/publish.ts';
import { processSubmission } from '../../src/queue/process-submission.ts';
import { findArticle } from '../../src/store/articles.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';

const actor: Actor = { memberId: 'ada', role: 'admin' };
let clock = Date.UTC(2026, 2, 14, 9);
const tick = () => {
  clock += 1000;
  return depsAt(clock);
};

function article(lang: string, sourceUrl = 'https://coast.example.com/tides'): Promise<string> {
  clock += 1000;
  const markdown = `# Tide\n\nReport ${clock} of a harbour town.\n`;
  return makeArticle({ memberId: 'ada', lang, markdown, now: clock, sourceUrl });
}

async function out(articleId: string): Promise<string> {
  expect(await approve(tick(), { articleId, actor })).toMatchObject({ ok: true });
  expect(await publish(tick(), { articleId, actor })).toMatchObject({ ok: true });
  return articleId;
}

const reject = (articleId: string, deps = tick()) =>
  spike(deps, { articleId, actor, note: 'The other is better.' });
const storyOf = async (id: string) => (await findArticle(env.DB, id))?.story_id ?? '';

/** The other languages that the page of the one links to. */
async function linked(lang: string): Promise<string[]> {
  const page = await exports.default.fetch(`http://dragoman.test/${lang}/2026/03/tide`);
  const links = (await page.text()).matchAll(/<link rel="alternate" hreflang="([\w-]+)"/g);
  return [...new Set([...links].map((match) => match[1] ?? ''))].filter(
    (one) => !['x-default', lang].includes(one),
  );
}

beforeEach(async () => {
  await emptyDatabase(env.DB);
  await makeMember(env.DB, { id: 'ada', role: 'admin' });
});

it('gives the place of a rejected translation to the next one that comes in', async () => {
  const english = await out(await article('en'));
  const first = await article('es');
  await reject(first);
  const second = await out(await article('es'));
  expect(await storyOf(second)).toBe(await storyOf(english));
  expect(await linked('en')).toEqual(['es']);
  expect(await linked('es')).toEqual(['en']);
  // The rejected one is still found beside it, and can be taken up again.
  const family = await env.DB.prepare('select twin_of from stories where id = ?')
    .bind(await storyOf(first))
    .first('twin_of');
  expect(family).toBe(await storyOf(english));
});

it('makes the other translation the story’s when the first is rejected, and purges what shows their links', async () => {
  const english = await out(await article('en'));
  const [first, second] = [await article('fr'), await out(await article('fr'))];
  const twin = await storyOf(second);
  expect(await linked('fr')).toEqual([]);
  await env.DB.prepare('delete from purges').run();
  expect(await reject(first)).toMatchObject({ ok: true, value: { state: 'spiked' } });
  const story = await storyOf(english);
  expect(await storyOf(second)).toBe(story);
  expect(await linked('en')).toEqual(['fr']);
  expect(await linked('fr')).toEqual(['en']);
  const { results } = await env.DB.prepare('select tags from purges').all<{ tags: string }>();
  expect(results).toHaveLength(2);
  for (const { tags } of results)
    expect(JSON.parse(tags).sort()).toEqual(
      [`article:${second}`, `story:${story}`, `story:${story}:twins`, `story:${twin}`].sort(),
    );
  // Taken up again, the first is a translation beside it.
  const deps = tick();
  const markdown = '# Tide\n\nA harbour town, once more.\n';
  const received = await receiveRevision(deps, { memberId: 'ada', articleId: first, markdown, reason: '' });
  expect(await processSubmission(deps, received.ok ? received.value.id : '')).toBe('ready');
  await out(first);
  expect(await storyOf(second)).toBe(story);
});

it('purges nothing where neither of the two is out', async () => {
  const [first, second] = [await article('fr'), await article('fr')];
  const story = await storyOf(first);
  await reject(first);
  expect(await storyOf(second)).toBe(story);
  expect(await env.DB.prepare('select count(*) as n from purges').first('n')).toBe(0);
});

it('rejects nothing while the other changes', async () => {
  const [first, second] = [await article('fr'), await article('fr')];
  expect(await approve(tick(), { articleId: second, actor })).toMatchObject({ ok: true });
  const [before, deps] = [await storyOf(second), tick()];
  const { db } = deps;
  const late = new Proxy(db, {
    get: (_, name) => {
      if (name !== 'batch') return Reflect.get(db, name).bind(db);
      return async (statements: D1PreparedStatement[]) => {
        await publish(depsAt(clock), { articleId: second, actor });
        return db.batch(statements);
      };
    },
  });
  expect(await reject(first, { ...deps, db: late })).toMatchObject({
    error: { reason: 'changed_meanwhile' },
  });
  expect((await findArticle(env.DB, first))?.state).toBe('in_review');
  expect(await storyOf(second)).toBe(before);
  expect(await reject(first)).toMatchObject({ ok: true });
  expect(await storyOf(second)).not.toBe(before);
});

it('can be moved to a story whose place a rejected one holds', async () => {
  const english = await out(await article('en'));
  const rejected = await article('fr');
  await reject(rejected);
  const second = await out(await article('fr', 'https://coast.example.com/other'));
  const story = await storyOf(english);
  expect(await moveToStory(tick(), { articleId: second, storyId: story, actor })).toMatchObject({ ok: true });
  expect([await storyOf(second), await linked('en')]).toEqual([story, ['fr']]);
  expect(await storyOf(rejected)).not.toBe(story);
});

it('does not put a third translation before the second, where the first was rejected long ago', async () => {
  const [first, second] = [await article('fr'), await article('fr')];
  await env.DB.prepare("update articles set state = 'spiked' where id = ?").bind(first).run();
  const third = await article('fr');
  expect(await storyOf(third)).not.toBe(await storyOf(first));
  const told = await env.DB.prepare(
    `select f.segment from findings f join revisions r on r.id = f.revision_id
     where r.article_id = ? and f.check_name = 'source-translated-already'`,
  )
    .bind(third)
    .first('segment');
  expect(told).toBe(`/desk/articles/${second}`);
});
