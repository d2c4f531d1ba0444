/** Drafts: what was typed is there again, for its writer alone, until it is sent. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { DRAFT_MAX_BYTES, DRAFTS_MAX_PER_MEMBER } from '../../src/limits.ts';
import { processDue } from './due.ts';
import { enter, get, NOW, ORIGIN, post, putArticle, send } from './site.ts';

const mara = await enter({ name: 'Mara', role: 'translator' });
const noor = await enter({ name: 'Noor', role: 'translator' });

/** As the script does. */
const save = (fields: Record<string, string>, as = mara) =>
  send('/desk/drafts', {
    method: 'POST',
    body: JSON.stringify({ csrf: as.csrf, draft: 'submit', ...fields }),
    headers: { Origin: ORIGIN, 'Content-Type': 'application/json' },
    as,
  });
const form = async (path = '/desk/submit', as = mara) => (await get(path, as)).text();
const kept = (as = mara) =>
  env.DB.prepare('select form from drafts where member_id = ? order by updated_at')
    .bind(as.memberId)
    .all<{ form: string }>()
    .then(({ results }) => results.map((row) => row.form));

it('shows what was typed again, to its writer alone, until it has been sent', async () => {
  const typed = { lang: 'de', markdown: '# Die Fähre\n\nSie bleibt im Hafen.', source_markdown: 'It stays.' };
  expect(await (await save({ ...typed, markdown: 'first' })).json()).toEqual({ saved_at: NOW });
  expect((await save(typed)).status).toBe(200);
  const page = await form();
  expect(page).toContain('Sie bleibt im Hafen.');
  expect(page).toContain('It stays.');
  expect(page).toMatch(/<option value="de" selected/);
  expect(page).toContain(`data-saved-at="${NOW}"`);
  expect(await form('/desk/submit', noor)).not.toContain('Hafen');
  expect(JSON.stringify(await env.DB.prepare('select fields from drafts').all())).not.toContain(
    mara.csrf ?? '?',
  );

  const refused = await post('/desk/submit', { draft: 'submit', lang: 'de', markdown: '' }, mara);
  expect(refused.status).toBe(422);
  expect(await kept()).toEqual(['submit']);
  const sent = await post('/desk/submit', { draft: 'submit', ...typed }, mara);
  expect(sent.status).toBe(303);
  expect(await kept()).toEqual([]);
  expect(await form()).not.toContain('Hafen');
});

it('works by a button, without script', async () => {
  const reply = await post('/desk/drafts', { draft: 'submit', markdown: 'Halb fertig' }, noor);
  expect(reply.status).toBe(303);
  const page = await form(reply.headers.get('Location') ?? '', noor);
  expect(page).toContain('Halb fertig');
  expect(page).toContain('Saved. You can go on later');
  expect((await post('/desk/drafts/discard', { draft: 'submit' }, noor)).status).toBe(303);
  expect(await form('/desk/submit', noor)).not.toContain('Halb fertig');
});

it('keeps the texts of two claims apart and lists them', async () => {
  const a = 'source:de:news.example/a';
  const b = 'source:de:news.example/b';
  await save({ draft: a, markdown: '# Text A' });
  await save({ draft: b, markdown: '---\ntitle: Text B' });
  const query = new URLSearchParams({ source_url: 'https://www.news.example/a', lang: 'de' });
  const page = await form(`/desk/submit?${query}`);
  expect(page).toContain('# Text A');
  expect(page).toContain(`?${new URLSearchParams({ draft: b })}`);
  expect(page).toContain('Text B');
});

it('comes back with a language that is none', async () => {
  const form = 'source:en:example.org/lang';
  expect((await save({ draft: form, lang: '"><b>', markdown: 'Half done' })).status).toBe(200);
  const reply = await get(`/desk/submit?draft=${encodeURIComponent(form)}`, mara);
  expect(reply.status).toBe(200);
  expect(await reply.text()).toContain('Half done');
  await post('/desk/drafts/discard', { draft: form }, mara);
});

it('refuses a form it does not know, and a text too long for a row', async () => {
  expect((await save({ draft: 'everything' })).status).toBe(422);
  expect((await save({ draft: '' })).status).toBe(422);
  expect((await save({ markdown: 'x'.repeat(DRAFT_MAX_BYTES) })).status).toBe(413);
  const long = await post('/desk/drafts', { draft: 'submit', markdown: 'y'.repeat(DRAFT_MAX_BYTES) }, noor);
  expect(await long.text()).toContain('yyyy');
});

it('tells the script when the session is over, and takes no other site’s word', async () => {
  const body = JSON.stringify({ draft: 'submit', markdown: 'x' });
  const headers = { Origin: ORIGIN, 'Content-Type': 'application/json' };
  expect((await send('/desk/drafts', { method: 'POST', body, headers })).status).toBe(401);
  expect((await send('/desk/drafts', { method: 'POST', body, headers, as: mara })).status).toBe(403);
});

it('makes room for new ones', async () => {
  const busy = await enter({ name: 'Busy', role: 'translator' });
  for (let n = 0; n < DRAFTS_MAX_PER_MEMBER + 2; n++) {
    const body = JSON.stringify({ csrf: busy.csrf, draft: `source:de:news.example/${n}`, markdown: 'x' });
    const headers = { Origin: ORIGIN, 'Content-Type': 'application/json' };
    await send('/desk/drafts', { method: 'POST', body, headers, as: busy }, { now: NOW + n });
  }
  const left = await kept(busy);
  expect(left).toHaveLength(DRAFTS_MAX_PER_MEMBER);
  expect(left[0]).toBe('source:de:news.example/2');
});

it('keeps what was typed over an article, on the revision that it was typed over, until it is saved', async () => {
  const petra = await enter({ name: 'Petra', role: 'proofreader' });
  const { id } = await putArticle({ title: 'The lamp', lang: 'en' });
  const path = `/desk/articles/${id}`;
  const text = () =>
    env.DB.prepare('select markdown from revisions where article_id = ? order by number desc')
      .bind(id)
      .first<string>('markdown');
  const typed = {
    draft: `article:${id}`,
    base_revision: '1',
    markdown: '# The lamp\n\nIt burns.',
    reason: 'Tense',
  };
  expect((await save(typed, petra)).status).toBe(200);
  const page = await form(path, petra);
  expect(page).toContain('This is what you had typed and not saved as a revision.');
  expect(page).toContain('It burns.</textarea>');
  expect(page).toContain('value="Tense"');
  expect(page).toContain(`data-saved-at="${NOW}"`);
  // Nobody else sees it, and it stands in no list of texts to be sent in.
  const other = await enter({ name: 'Robin', role: 'proofreader' });
  expect(await form(path, other)).not.toContain('It burns.');
  expect(await form('/desk/submit', petra)).not.toContain('The lamp');

  // Somebody else saves first: the draft cannot overwrite that, and stays.
  const first = await post(
    `${path}/edit`,
    { base_revision: '1', markdown: '# The lamp\n\nIt shines.' },
    other,
  );
  expect(first.status).toBe(303);
  await processDue();
  expect(await form(path, petra)).toContain('name="base_revision" value="1"');
  const refused = await post(`${path}/edit`, typed, petra);
  expect(refused.status).toBe(409);
  const again = await refused.text();
  expect(again).toContain('It burns.</textarea>');
  // Read and sent again, now over the newest; the browser's own copy has nothing to add.
  expect(again).toContain('name="base_revision" value="2"');
  expect(again).toContain('data-given=""');
  expect(await kept(petra)).toEqual([`article:${id}`]);
  expect((await post(`${path}/edit`, { ...typed, base_revision: '2' }, petra)).status).toBe(303);
  expect(await kept(petra)).toEqual([]);
  await processDue();
  expect(await text()).toContain('It burns.');
});

it('gives up what was typed over an article by a button, and shows the article again', async () => {
  const petra = await enter({ name: 'Paula', role: 'proofreader' });
  const { id } = await putArticle({ title: 'The bell', lang: 'en' });
  const draft = { draft: `article:${id}`, base_revision: '1', markdown: '# The bell\n\nIt rings.' };
  const saved = await post('/desk/drafts', draft, petra);
  expect(saved.headers.get('Location')).toBe(`/desk/articles/${id}`);
  const gone = await post('/desk/drafts/discard', { draft: draft.draft }, petra);
  expect(gone.headers.get('Location')).toBe(`/desk/articles/${id}`);
  expect(await form(`/desk/articles/${id}`, petra)).not.toContain('It rings.');
});
