/** Where an article stands, changed at the desk: the end of its address, and its story. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { makeArticle } from '../fakes/article.ts';
import { enter, get, NOW, post } from './site.ts';

const pablo = await enter({ name: 'Pablo', role: 'publisher' });
const petra = await enter({ name: 'Petra', role: 'proofreader' });

const rowOf = (id: string) =>
  env.DB.prepare('select slug, story_id, state, month from articles where id = ?')
    .bind(id)
    .first<{ slug: string; story_id: string; state: string; month: string }>();

async function published(title: string, lang = 'en', source = ''): Promise<string> {
  const link = source === '' ? '' : `\n\nSource: ${source}`;
  const markdown = `# ${title}\n\nIt was lit again on Friday.${link}`;
  const id = await makeArticle({ memberId: petra.memberId ?? '', lang, markdown, now: NOW });
  await post(`/desk/articles/${id}/approve`, { revision: '1' }, pablo);
  expect((await post(`/desk/articles/${id}/publish`, {}, pablo)).headers.get('Location')).toContain('done=');
  return id;
}

it('gives an article another address, and leads from the old one to it', async () => {
  const id = await published('The lamp');
  const path = `/desk/articles/${id}`;
  expect(await (await get(path, pablo)).text()).toContain('value="the-lamp"');
  expect(await (await get(path, petra)).text()).not.toContain('name="slug"');
  const done = await post(`${path}/slug`, { slug: ' The Lamp & the Pier ' }, pablo);
  expect(done.headers.get('Location')).toBe(`${path}?done=slug`);
  expect(await (await get(`${path}?done=slug`, pablo)).text()).toContain('The old one leads here.');
  expect((await rowOf(id))?.slug).toBe('the-lamp-the-pier');
  const { results } = await env.DB.prepare('select slug from slugs where article_id = ? order by slug')
    .bind(id)
    .all();
  expect(results).toEqual([{ slug: 'the-lamp' }, { slug: 'the-lamp-the-pier' }]);

  // Somebody else's is not taken, and what was typed is there again.
  await published('The bell');
  const taken = await post(`${path}/slug`, { slug: 'the-bell' }, pablo);
  expect(taken.status).toBe(422);
  const page = await taken.text();
  expect(page).toContain('Another article of that month has this slug.');
  expect(page).toContain('value="the-bell"');
  // Left empty it is the title's, which it had.
  await post(`${path}/slug`, { slug: '' }, pablo);
  expect((await rowOf(id))?.slug).toBe('the-lamp');
});

it('makes an article one of another story’s, named by its source or by its page', async () => {
  const source = `https://news.example/ferry/${crypto.randomUUID()}`;
  const target = (await rowOf(await published('The ferry', 'en', source)))?.story_id ?? '';
  const german = await published('Die Fähre', 'de');
  const path = `/desk/articles/${german}/move`;
  const unknown = await post(path, { story: 'https://news.example/other' }, pablo);
  expect(unknown.status).toBe(422);
  const page = await unknown.text();
  expect(page).toContain('No story is known by this.');
  expect(page).toContain('value="https://news.example/other"');
  expect((await post(path, { story: `${source}?utm_source=x` }, pablo)).status).toBe(303);
  expect((await rowOf(german))?.story_id).toBe(target);
  const tags = await env.DB.prepare(
    "select tags from purges where article_id = ? and change = 'move_to_story' limit 1",
  )
    .bind(german)
    .first<string>('tags');
  expect(JSON.parse(tags ?? '[]')).toContain(`story:${target}`);

  // The story has one in English already.
  const second = await published('Another ferry');
  const full = await post(
    `/desk/articles/${second}/move`,
    { story: `http://dragoman.test/desk/stories/${target}` },
    pablo,
  );
  expect(full.status).toBe(422);
  expect(await full.text()).toContain('That story has an article in this language already.');
});

it('names the addresses of another site that lead to an article, in their own script', async () => {
  const id = await published('The buoy');
  const paths = ['/2019/05/buoy', '/2019/%E6%B5%AE%E6%A0%87', '/%B8%DB', '/?p=12'];
  await env.DB.batch(
    paths.map((path) => env.DB.prepare("insert into old_paths values (?, ?, 'c', 1)").bind(path, id)),
  );
  const page = await (await get(`/desk/articles/${id}`, petra)).text();
  const named = Array.from(
    page.matchAll(/<dt>Old address, leads here<\/dt><dd dir="auto">([^<]*)/g),
    ([, path]) => path,
  );
  expect(named).toEqual(['/2019/05/buoy', '/2019/浮标', '/%B8%DB', '/?p=12']);
});

it('makes an article the lead of its front page, and lets the newest lead again', async () => {
  const id = await published('The weir');
  const path = `/desk/articles/${id}`;
  const offered = async (who = pablo) => {
    const text = await (await get(path, who)).text();
    return [...text.matchAll(/action="[^"]*\/(lead|end-lead)"/g)].map(([, action]) => action);
  };
  expect([await offered(), await offered(petra)]).toEqual([['lead'], []]);
  expect((await post(`${path}/lead`, {}, pablo)).headers.get('Location')).toBe(`${path}?done=lead`);
  const page = await (await get(`${path}?done=lead`, pablo)).text();
  expect(page).toContain('It leads the front page now.');
  expect(page).toContain('Chosen to lead the front page in English');
  expect(await offered()).toEqual(['end-lead']);
  // Who may not choose sees what was chosen.
  expect(await (await get(path, petra)).text()).toContain('Chosen to lead the front page in English');
  expect((await post(`${path}/end-lead`, {}, pablo)).headers.get('Location')).toBe(`${path}?done=end-lead`);
  expect(await offered()).toEqual(['lead']);
  const review = await (await get(`${path}/review`, pablo)).text();
  expect(review).toContain('Make it the lead');

  await post(`${path}/withdraw`, { reason: 'The source took it back.' }, pablo);
  expect(await offered()).toEqual([]);
  const refused = await post(`${path}/lead`, {}, pablo);
  expect([refused.status, await refused.text()]).toEqual([
    409,
    expect.stringContaining('Only a published article can lead'),
  ]);
});
