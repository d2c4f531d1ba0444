/** The watch on sources: from the switch to the look, the change, and the publisher who has dealt with it. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { newId } from '../../src/lib/ids.ts';
import { WATCH_HOURS, WATCH_MAX_FAILURES } from '../../src/limits.ts';
import { extractText } from '../../src/pipeline/source/extract.ts';
import { watchSources } from '../../src/queue/watch-sources.ts';
import { findSnapshots } from '../../src/store/desk/snapshots.ts';
import { findWatch, startWatch } from '../../src/store/desk/watches.ts';
import { enter, get, NOW, post, putArticle } from './site.ts';

const HOUR = 3_600_000;
const proofreader = await enter({ name: 'Petra', role: 'proofreader' });
const publisher = await enter({ name: 'Pablo', role: 'publisher' });

const page = (...paragraphs: string[]) => `<!doctype html><html><head><title>T</title>
  <script>var p = "<p>Not text at all, only a script of the page.</p>"</script></head>
  <body><nav><p>Home, and all of the other sections of this site</p></nav>
  <article><h1>The ferry stays in port</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}
  <aside><p>Read also: ten other ferries that stayed in their ports</p></aside></article>
  <footer><p>All rights are reserved by nobody in particular</p></footer></body></html>`;

const first = 'The harbour master closed the crossing on <b>Monday</b> morning, at six.';
const second = 'Forty passengers were taken to the other bank by bus, said the town.';

async function putStory(title: string, url: string) {
  const { id } = await putArticle({ title, lang: 'zh-Hans' });
  const storyId =
    (await env.DB.prepare('select story_id from articles where id = ?').bind(id).first<string>('story_id')) ??
    '';
  await env.DB.prepare('update stories set source_url = ?, source_key = ? where id = ?')
    .bind(url, url.slice(8), storyId)
    .run();
  return { id, storyId };
}

const switchOn = (storyId: string, now = NOW) =>
  startWatch(env.DB, { storyId, auditId: newId(now), memberId: publisher.memberId ?? '', now });

const lookAt = (now: number, answer: () => Response) =>
  watchSources({
    env,
    config: readConfig(env),
    db: env.DB,
    now,
    fetcher: async () => answer(),
  });

const html = (text: string) => () =>
  new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8' } });

it('takes the report out of its page and nothing round it', () => {
  expect(extractText(page(first, second))?.split('\n\n')).toEqual([
    '# The ferry stays in port',
    'The harbour master closed the crossing on Monday morning, at six.',
    second,
  ]);
  // No <article>: the element that holds the paragraphs.
  const bare = `<div><div id="a"><p>${first}</p><p>${second}</p></div><div><p>short</p></div></div>`;
  expect(extractText(bare)?.split('\n\n')).toHaveLength(2);
  // Older pages have no paragraphs but line breaks.
  const broken = `<table><tr><td>Menu</td></tr></table><div class="text">${first}<br><br>${second}</div>`;
  expect(extractText(broken)?.split('\n\n')).toHaveLength(2);
  expect(extractText('<div>nothing</div>')).toBeUndefined();
  expect(extractText('<div>'.repeat(5_000))).toBeUndefined();
});

it('looks at growing intervals, and raises a change once, for every translation', async () => {
  const { id, storyId } = await putStory('停航', 'https://news.example/ferry');
  expect(await lookAt(NOW, html(page(first, second)))).toBe(0);
  await switchOn(storyId);
  expect(await lookAt(NOW, html(page(first, second)))).toBe(1);
  let at = NOW;
  for (const hours of WATCH_HOURS.slice(0, 3)) {
    expect((await findWatch(env.DB, storyId))?.due_at).toBe(at + hours * HOUR);
    expect(await lookAt(at + hours * HOUR - 1, html(page(first)))).toBe(0);
    at += hours * HOUR;
    await lookAt(at, html(page(first, second)));
  }
  expect((await findWatch(env.DB, storyId))?.changed_at).toBeNull();
  expect((await get('/desk/', publisher)).status).toBe(200);

  const changed = second.replace('Forty', 'Fifty');
  at += (WATCH_HOURS[3] ?? 0) * HOUR;
  await lookAt(at, html(page(first, changed)));
  const raised = at;
  expect((await findWatch(env.DB, storyId))?.changed_at).toBe(raised);
  at += (WATCH_HOURS[4] ?? 0) * HOUR;
  await lookAt(at, html(page(first, changed, 'A third paragraph that was added a good while later.')));
  expect((await findWatch(env.DB, storyId))?.changed_at).toBe(raised);
  const raisings = env.DB.prepare(
    "select count(*) as n from audit where action = 'watch.changed' and subject = ?",
  );
  expect(await raisings.bind(`story:${storyId}`).first('n')).toBe(1);

  const board = await (await get('/desk/', publisher)).text();
  expect(board).toContain(`/desk/stories/${storyId}`);
  expect(board.match(/The source changed/g)?.length).toBeGreaterThan(1);
  expect(board).toContain('Changed paragraphs: 2');
  expect(board).toMatch(/<del>Forty<\/del>\s*<ins>Fifty<\/ins>/);
  expect(board).toContain('<ins>A third paragraph that was added a good while later.</ins>');
  for (const path of [`/desk/articles/${id}`, `/desk/articles/${id}/review`]) {
    const page = await (await get(path, publisher)).text();
    expect(page).toContain('The source is not what it was when this was translated.');
    expect(page).toContain(`href="/desk/stories/${storyId}#changed"`);
  }
  const story = await (await get(`/desk/stories/${storyId}`, publisher)).text();
  expect(story).toMatch(/<del>Forty<\/del>\s*<ins>Fifty<\/ins>/);
  expect(story).toContain(`/desk/articles/${id}`);

  expect((await post(`/desk/stories/${storyId}/settle`, {}, proofreader)).status).toBe(403);
  expect((await post(`/desk/stories/${storyId}/settle`, {}, publisher)).status).toBe(303);
  expect(await findWatch(env.DB, storyId)).toMatchObject({ changed_at: null, changes: null });
  expect(await (await get(`/desk/articles/${id}`, publisher)).text()).not.toContain('#changed');
  const { baseline, newest } = await findSnapshots(env.DB, storyId);
  expect(baseline?.markdown).toContain('Fifty');
  expect(newest).toBeUndefined();
});

it('forgets a change that the source took back', async () => {
  const { storyId } = await putStory('收回', 'https://news.example/back');
  await switchOn(storyId);
  await lookAt(NOW, html(page(first, second)));
  await lookAt(NOW + HOUR, html(page(first)));
  expect((await findWatch(env.DB, storyId))?.changed_at).toBe(NOW + HOUR);
  await lookAt(NOW + 4 * HOUR, html(page(first, second)));
  expect((await findWatch(env.DB, storyId))?.changed_at).toBeNull();
  expect((await findSnapshots(env.DB, storyId)).newest).toBeUndefined();
});

it('gives a dead host up in the end, and a private address at once', async () => {
  const dead = await putStory('无人', 'https://dead.example/a');
  await switchOn(dead.storyId);
  let at = NOW;
  for (let n = 0; n < WATCH_MAX_FAILURES; n++) {
    const watch = await findWatch(env.DB, dead.storyId);
    at = watch?.due_at ?? 0;
    expect(at).toBeGreaterThan(0);
    await lookAt(at, () => new Response('', { status: 503 }));
  }
  expect(await findWatch(env.DB, dead.storyId)).toMatchObject({ due_at: null, error: 'busy' });

  const inner = await putStory('内网', 'https://10.0.0.1/admin');
  await switchOn(inner.storyId);
  let asked = 0;
  await lookAt(NOW, () => {
    asked++;
    return new Response('secret');
  });
  expect(asked).toBe(0);
  expect(await findWatch(env.DB, inner.storyId)).toMatchObject({ due_at: null, error: 'private_address' });
});

it('checks every hop of a redirect', async () => {
  const { storyId } = await putStory('转向', 'https://news.example/hop');
  await switchOn(storyId);
  const answers = [Response.redirect('https://127.0.0.1/latest', 302)];
  await lookAt(
    NOW,
    () => answers.shift() ?? new Response(page(first, second), { headers: { 'content-type': 'text/html' } }),
  );
  expect(await findWatch(env.DB, storyId)).toMatchObject({ error: 'private_address', due_at: null });
});

it('takes a pasted text where a page cannot be fetched, and forgets all when it is switched off', async () => {
  const { storyId } = await putStory('粘贴', 'https://wall.example/a');
  const on = { to: 'on' };
  expect((await post(`/desk/stories/${storyId}/watch`, on, proofreader)).status).toBe(303);
  const paste = (markdown: string) => post(`/desk/stories/${storyId}/snapshot`, { markdown }, proofreader);
  expect((await paste('  ')).status).toBe(422);
  expect((await paste(`${second}\r\n\r\n${second.replace('bus', 'train')}`)).status).toBe(303);
  expect((await findWatch(env.DB, storyId))?.changed_at).toBeNull();
  // Line ends and spaces are no change.
  await paste(`${second}  \n\n\n${second.replace('bus', 'train')}\n`);
  expect((await findWatch(env.DB, storyId))?.changed_at).toBeNull();
  await paste(second);
  expect((await findWatch(env.DB, storyId))?.changed_at).toBe(NOW);
  await post(`/desk/stories/${storyId}/watch`, { to: 'off' }, proofreader);
  expect(await findWatch(env.DB, storyId)).toBeUndefined();
  expect(await findSnapshots(env.DB, storyId)).toEqual({});
});
