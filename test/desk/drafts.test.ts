/** Drafts: what was typed is there again, for its writer alone, until it is sent. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { DRAFT_MAX_BYTES, DRAFTS_MAX_PER_MEMBER } from '../../src/limits.ts';
import { enter, get, NOW, ORIGIN, post, send } from './site.ts';

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
