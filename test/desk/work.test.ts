/** The work screen: what is there, what is late, what failed, and how full the site is. */
import { env } from 'cloudflare:workers';
import { beforeEach, expect, it, vi } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { D1_FREE_DATABASE_MAX_BYTES } from '../../src/limits.ts';
import { getPictureStorage } from '../../src/store/desk/storage.ts';
import { listWork, requeueFailed } from '../../src/store/desk/work.ts';
import { variantKey } from '../../src/store/picture-files.ts';
import { makeArticle } from '../fakes/article.ts';
import { enter, get, NOW, post } from './site.ts';

const tara = await enter({ name: 'Tara', role: 'translator' });
const pablo = await enter({ name: 'Pablo', role: 'publisher' });
const amal = await enter({ name: 'Amal', role: 'publisher', lang: 'ar' });

beforeEach(async () => {
  for (const table of ['outbox', 'purges', 'submissions', 'audit'])
    await env.DB.prepare(`delete from ${table}`).run();
});

/** `count` submissions that failed, as the dead-letter queue's consumer leaves them. */
async function putFailed(count: number, lang = 'en'): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId(NOW));
  await env.DB.prepare(
    `insert into submissions (id, member_id, content_sha256, lang, markdown, topics, state, failure, attempts, created_at, updated_at)
     select value, ?2, value, ?3, '# T', '[]', 'failed', 'Processing failed again and again.', 8, ?4, ?4 from json_each(?1)`,
  )
    .bind(JSON.stringify(ids), tara.memberId, lang, NOW)
    .run();
  return ids;
}

const putPromise = (dueAt: number): Promise<unknown> =>
  env.DB.prepare(
    "insert into outbox (id, kind, subject_id, due_at, created_at) values (?1, 'index', ?1, ?2, ?2)",
  )
    .bind(newId(NOW), dueAt)
    .run();

const putPurge = (dueAt: number): Promise<unknown> =>
  env.DB.prepare(
    "insert into purges (id, change, phase, tags, due_at, created_at) values (?1, 'publish', 'now', '[\"site\"]', ?2, ?2)",
  )
    .bind(newId(NOW), dueAt)
    .run();

/** The text behind a term of the page's lists. */
const fact = (page: string, term: string): string =>
  new RegExp(`<dt>${term}</dt><dd>(.*?)</dd>`)
    .exec(page)?.[1]
    ?.replaceAll(/<[^>]+>/g, ' ')
    .trim() ?? 'no such term';

const page = async (as = pablo): Promise<string> => (await get('/desk/work', as)).text();

it('is for publishers, and says that all is well when it is', async () => {
  expect((await get('/desk/work', tara)).status).toBe(403);
  const text = await page();
  expect(text).toContain('Nothing has failed and nothing is late.');
  expect(fact(text, 'Failed')).toBe('0');
  expect(fact(text, 'Purge calls that Cloudflare lets through now')).toBe('25 of 25');
});

it('counts what waits, and apart from it what the sweep should have taken', async () => {
  await putPromise(NOW + 1_000);
  await putPromise(NOW - 1_000);
  await putPromise(NOW - 120_000);
  await putPurge(NOW + 45_000);
  const text = await page();
  expect(fact(text, 'Promised work')).toMatch(/^3\s+1 late$/);
  expect(fact(text, 'Cache purges to come')).toBe('1');
  expect(text).not.toContain('Nothing has failed and nothing is late.');
  expect(text).not.toContain('Does cron run?');
});

it('suspects cron when work has been due through several sweeps, and names since when', async () => {
  await putPurge(NOW - 10 * 60_000);
  expect(await page()).toMatch(
    /role="alert">Work has been due since 1 May 2026[^<]*11:50 UTC|May 1, 2026[^<]*11:50/,
  );
});

it('shows the first failures of many, says how many there are, and counts no further than its bound', async () => {
  await putFailed(120);
  const text = await page();
  expect(text.match(/action="\/desk\/submissions\/[^"]+\/again"/g)?.length).toBe(50);
  expect(text).toContain('The first 50 of 120.');
  await putFailed(1_200);
  expect(fact(await page(), 'Failed')).toBe('1,000 or more');
  const { counts } = await listWork(env.DB.withSession(), { rows: 50, now: NOW });
  expect(counts.failed).toBe(1_000);
});

it('sends all that are shown back to the queue, due for the next sweep, each once and on record', async () => {
  await putFailed(60);
  const sent = await post('/desk/work/again', {}, pablo);
  expect(sent.headers.get('Location')).toBe('/desk/work?again=50');
  expect(await (await get('/desk/work?again=50', pablo)).text()).toContain('Back to the queue: 50.');
  const left = await env.DB.prepare(
    `select (select count(*) from submissions where state = 'queued' and failure is null and attempts = 0) as queued,
       (select count(distinct subject_id) from outbox where kind = 'submission' and due_at <= ?) as promised,
       (select count(distinct subject) from audit where action = 'submission.again' and member_id = ?) as noted`,
  )
    .bind(NOW, pablo.memberId)
    .first();
  expect(left).toEqual({ queued: 50, promised: 50, noted: 50 });
});

it('offers promised work that was put off to be processed again: at once, once, and on record', async () => {
  const [submission = ''] = await putFailed(1);
  const promised = newId(NOW);
  const put = (id: string, error: string | null) =>
    env.DB.prepare(
      "insert into outbox (id, kind, subject_id, due_at, error, created_at) values (?, 'picture', ?, ?, ?, ?)",
    )
      .bind(id, submission, NOW + 86_400_000, error, NOW)
      .run();
  await put(promised, 'Bringing in the pictures failed again and again.');
  await put(newId(NOW), null);
  const actions = async () => (await page()).match(/action="\/desk\/work\/[^"]+\/again"/g) ?? [];
  expect(await actions()).toEqual([`action="/desk/work/${promised}/again"`]);
  // Of a text in another language.
  expect(await page(amal)).not.toContain(`/desk/work/${promised}/again`);
  expect((await post(`/desk/work/${promised}/again`, {}, amal)).status).toBe(403);

  for (const again of [1, 0]) {
    const reply = await post(`/desk/work/${promised}/again`, {}, pablo);
    expect(reply.headers.get('Location')).toBe(`/desk/work?again=${again}`);
  }
  expect(await actions()).toEqual([]);
  const { results } = await env.DB.prepare(
    'select subject_id, due_at, error from outbox order by due_at',
  ).all();
  expect(results[0]).toEqual({ subject_id: submission, due_at: NOW, error: null });
  const noted = await env.DB.prepare(
    "select count(*) as n from audit where action = 'work.again' and subject = ? and member_id = ?",
  )
    .bind(`submission:${submission}`, pablo.memberId)
    .first('n');
  expect(noted).toBe(1);
});

it('repeats nothing that somebody else sent back meanwhile', async () => {
  const [first, second] = await putFailed(2);
  await env.DB.prepare("update submissions set state = 'ready' where id = ?").bind(first).run();
  const again = [first, second].map((id) => ({ id: String(id), outboxId: newId(NOW), auditId: newId(NOW) }));
  const options = { again, memberId: pablo.memberId ?? '', now: NOW };
  expect(await requeueFailed(env.DB.withSession(), options)).toBe(1);
  expect(await env.DB.prepare('select count(*) from outbox').first('count(*)')).toBe(1);
  expect(await requeueFailed(env.DB.withSession(), options)).toBe(0);
});

it('keeps a publisher of one language to that language', async () => {
  await putFailed(3, 'en');
  await putFailed(2, 'ar');
  expect(await page(amal)).toContain('Process all of these again (2)');
  await post('/desk/work/again', {}, amal);
  const { results } = await env.DB.prepare(
    'select lang, state, count(*) as n from submissions group by lang, state order by lang',
  ).all();
  expect(results).toEqual([
    { lang: 'ar', state: 'queued', n: 2 },
    { lang: 'en', state: 'failed', n: 3 },
  ]);
  expect((await post('/desk/work/again', {}, tara)).status).toBe(403);
});

it('says how full the databases and the bucket are, against the plan', async () => {
  const sha256 = 'a'.repeat(64);
  await env.DB.prepare(
    "insert into pictures (sha256, width, height, format, bytes, variants_at, created_at) values (?, 10, 10, 'jpeg', 3000000, 1, 1)",
  )
    .bind(sha256)
    .run();
  await env.PICTURES.put(variantKey(sha256, '480.webp'), new Uint8Array(1_500_000));
  const text = await page();
  expect(fact(text, 'Database of articles')).toMatch(/^\d+ kB of the free plan’s 500 MB/);
  expect(fact(text, 'Pictures')).toMatch(/^4\.5 MB of the free plan’s 10 GB\s+Pictures: 1$/);
  expect(text).toMatch(
    /<meter aria-label="Pictures" min="0" max="10000000000" high="8000000000" value="4500000">/,
  );
});

it('projects the variants of many pictures from those that one list names', async () => {
  const pictures = Array.from({ length: 40 }, (_, n) => ({
    sha256: n.toString(16).padStart(2, '0').repeat(32),
    key: n,
  }));
  await env.DB.prepare('delete from pictures').run();
  await env.DB.prepare(
    `insert into pictures (sha256, width, height, format, bytes, created_at)
     select value ->> 'sha256', 1, 1, 'jpeg', 1000, 1 from json_each(?)`,
  )
    .bind(JSON.stringify(pictures))
    .run();
  // As R2 answers when there is more: whole pictures, and one that is cut off by the end of the page.
  const objects = pictures
    .slice(0, 10)
    .flatMap(({ sha256 }) => [200, 300].map((size, n) => ({ key: variantKey(sha256, `${n}.webp`), size })))
    .slice(0, -1);
  const bucket = { list: async () => ({ objects, truncated: true }) } as unknown as R2Bucket;
  const storage = await getPictureStorage(env.DB.withSession(), bucket);
  expect(storage).toEqual({ pictures: 40, more: false, bytes: 40 * 1_000 + 40 * 500, projected: true });
});

it('warns of a database that is nearly full, and opens though the queue and the bucket are down', async () => {
  const full = { meta: { size_after: D1_FREE_DATABASE_MAX_BYTES * 0.9 } };
  const search = vi.spyOn(env.SEARCH, 'prepare').mockReturnValue({ run: async () => full } as never);
  const list = vi.spyOn(env.PICTURES, 'list').mockRejectedValue(new Error('R2 is down'));
  const metrics = vi.spyOn(env.QUEUE, 'metrics').mockRejectedValue(new Error('The queue is down'));
  try {
    const text = await page();
    expect(fact(text, 'Database of the search')).toMatch(/450 MB of the free plan’s 500 MB.*Nearly full/s);
    expect(fact(text, 'Pictures')).toBe('not known at the moment');
    expect(fact(text, 'Messages in the queue')).toBe('not known at the moment');
  } finally {
    for (const spy of [search, list, metrics]) spy.mockRestore();
  }
});

it('names what waits: an article by its title, a text that is not read yet by its first line', async () => {
  const markdown = '# The last ferry\n\nIt sails before dawn.';
  const article = await makeArticle({ memberId: tara.memberId ?? '', lang: 'en', markdown, now: NOW });
  const [failed = ''] = await putFailed(1);
  const rows = `values (?1, 'index', ?2, ?3, ?3), (?4, 'index', 'site', ?3, ?3), (?5, 'submission', ?6, ?3, ?3)`;
  await env.DB.batch([
    env.DB.prepare("update submissions set markdown = '## The eel market' where id = ?").bind(failed),
    env.DB.prepare(`insert into outbox (id, kind, subject_id, due_at, created_at) ${rows}`).bind(
      newId(NOW),
      article,
      NOW,
      newId(NOW),
      newId(NOW),
      failed,
    ),
    env.DB.prepare(
      `insert into purges (id, article_id, change, phase, tags, due_at, created_at) values (?, ?, 'publish', 'now', '[]', ?3, ?3)`,
    ).bind(newId(NOW), article, NOW),
  ]);
  const text = await page();
  const links = [...text.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)</g)];
  const named = (name: string) => links.filter(([, , each]) => each === name).map(([, href]) => href);
  expect(named('The last ferry')).toEqual([`/desk/articles/${article}`, `/desk/articles/${article}`]);
  expect(named('The eel market')).toEqual([`/desk/submissions/${failed}`, `/desk/submissions/${failed}`]);
  expect(named('Settings')).toContain('/desk/settings');
});

it('speaks Chinese', async () => {
  await putFailed(2);
  const reply = await get('/desk/work', { ...pablo, cookie: `${pablo.cookie}; dragoman-words=zh-Hans` });
  const text = await reply.text();
  expect(text).toContain('全部重新处理（2 项）');
  expect(fact(text, '文章数据库')).toMatch(/免费方案上限/);
});

it('finds its rows by index, without reading a table from end to end', async () => {
  const seen: string[] = [];
  const db = env.DB.withSession();
  const prepare = db.prepare.bind(db);
  const spy = vi.spyOn(db, 'prepare').mockImplementation((sql) => {
    seen.push(sql);
    return prepare(sql);
  });
  await listWork(db, { rows: 50, now: NOW });
  spy.mockRestore();
  expect(seen.length).toBe(6);
  for (const sql of seen) {
    const { results } = await env.DB.prepare(`explain query plan ${sql}`).bind(1).all<{ detail: string }>();
    const scans = results
      .map(({ detail }) => detail)
      .filter((detail) => /^SCAN (?:s|m|submissions)\b/.test(detail));
    expect([sql, scans]).toEqual([sql, []]);
  }
});
