import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { processSubmission } from '../../src/queue/process-submission.ts';
import { depsAt } from '../fakes/article.ts';
import { enter, get, NOW, ORIGIN, post, putArticle, send } from './site.ts';

const tara = await enter({ name: 'Tara', role: 'translator' });
const petra = await enter({ name: 'Petra', role: 'proofreader' });
const pablo = await enter({ name: 'Pablo', role: 'publisher' });
const ada = await enter({ name: 'Ada', role: 'admin' });

const text = async (reply: Promise<Response>) => (await reply).text();
const article = (id: string) => env.DB.prepare('select * from articles where id = ?').bind(id).first();

it('takes a submission and shows how far it is', async () => {
  const sent = await post('/desk/submit', { lang: 'zh-Hans', markdown: '# 标题\n\n正文。' }, tara);
  expect(sent.status).toBe(303);
  const to = sent.headers.get('Location') ?? '';
  expect(to).toMatch(/^\/desk\/submissions\/[0-9a-f-]{36}$/);
  expect(await text(get(to, tara))).toContain('data-in-work="true"');
});

it('comes back filled in, with each error beside its field', async () => {
  const reply = await post(
    '/desk/submit',
    { lang: 'zh-Hans', markdown: ' ', source_url: 'not an address <b>', topics: '鳗鱼, 河' },
    tara,
  );
  expect(reply.status).toBe(422);
  const page = await reply.text();
  expect(page).toContain('<option value="zh-Hans" selected="">');
  expect(page).toContain('value="not an address &lt;b&gt;"');
  expect(page).toContain('value="鳗鱼, 河"');
  for (const field of ['markdown', 'source_url']) {
    expect(page).toMatch(new RegExp(`<p class="error" id="f-${field}-error">[^<]+`));
    expect(page).toMatch(new RegExp(`<(?:input|textarea) id="f-${field}"[^>]*aria-invalid="true"`));
  }
});

it('shows what would become of a text, stores nothing, and keeps the form filled in', async () => {
  const count = () => env.DB.prepare('select count(*) as n from submissions').first('n');
  const before = await count();
  const markdown = '# 河边的钟\n\n钟声每天响**两次**。<script>alert(1)</script>\n\n翻译：林瑶';
  const reply = await post('/desk/submit/preview', { lang: 'zh-Hans', markdown, topics: '河' }, tara);
  expect(reply.status).toBe(200);
  const page = await reply.text();
  expect(page).toContain('<h3>河边的钟</h3>');
  expect(page).toContain('<strong>两次</strong>');
  expect(page).toContain('<dt>translator</dt><dd dir="auto">林瑶</dd>');
  expect(page).toContain('value="河"');
  expect(page).not.toContain('<script>alert');
  expect(await count()).toBe(before);
  expect((await post('/desk/submit/preview', { lang: 'zh-Hans', markdown: '' }, tara)).status).toBe(422);
});

it('keeps the text of a chosen file when another field is wrong', async () => {
  const body = new FormData();
  body.set('csrf', tara.csrf ?? '');
  body.set('lang', 'zh-Hans');
  body.set('source_url', 'wrong');
  body.set('markdown_file', new File(['# From a file\n\nIts text.'], 'a.md', { type: 'text/markdown' }));
  const reply = await send('/desk/submit', { method: 'POST', body, headers: { Origin: ORIGIN }, as: tara });
  expect(reply.status).toBe(422);
  expect(await reply.text()).toContain('\n# From a file\n\nIts text.</textarea>');
});

it('holds a bound translator to their language', async () => {
  const amal = await enter({ name: 'Amal', role: 'translator', lang: 'ar' });
  const reply = await post('/desk/submit', { lang: 'en', markdown: '# A title\n\nText.' }, amal);
  expect(reply.status).toBe(422);
  expect(await reply.text()).toContain('id="f-lang-error"');
});

it('shows why a submission failed, with the text and a way to try again', async () => {
  const id = newId(NOW);
  await env.DB.prepare(
    `insert into submissions (id, member_id, content_sha256, lang, markdown, topics, state, failure, created_at, updated_at)
     values (?1, ?2, ?1, 'en', '# Kept <i>as sent</i>', '[]', 'failed', 'Revision 3 came first.', ?3, ?3)`,
  )
    .bind(id, tara.memberId, NOW)
    .run();
  const page = await text(get(`/desk/submissions/${id}`, tara));
  expect(page).toContain('Revision 3 came first.');
  expect(page).toContain('# Kept &lt;i&gt;as sent&lt;/i&gt;');
  expect((await post(`/desk/submissions/${id}/again`, {}, tara)).status).toBe(303);
  const state = await env.DB.prepare('select state from submissions where id = ?').bind(id).first('state');
  expect(state).toBe('queued');
  const promised = await env.DB.prepare('select count(*) as n from outbox where subject_id = ?')
    .bind(id)
    .first('n');
  expect(promised).toBe(1);
});

it('takes an article from review to readers and back, each step by whom it is for', async () => {
  const { id } = await putArticle({ title: 'A journey', by: tara.memberId ?? '' });
  const at = `/desk/articles/${id}`;
  expect(await text(get(at, petra))).toContain(`action="${at}/approve"`);
  expect(await text(get(at, tara))).not.toContain(`action="${at}/approve"`);
  expect((await post(`${at}/approve`, { revision: '1' }, petra)).headers.get('Location')).toBe(
    `${at}?done=approve`,
  );
  expect((await post(`${at}/publish`, {}, pablo)).headers.get('Location')).toBe(`${at}?done=publish`);
  expect(await article(id)).toMatchObject({ state: 'published', published_revision: 1 });
  const page = await text(get(`${at}?done=publish`, pablo));
  expect(page).toContain('Published.');
  expect(page).toMatch(/<a href="\/zh-hans\/\d{4}\/\d{2}\/slug-[^"]+">See it on the site<\/a>/);
  expect((await post(`${at}/correct`, { kind: 'update', note: 'A figure was added.' }, pablo)).status).toBe(
    303,
  );
  expect((await post(`${at}/withdraw`, { reason: 'The source took it back.' }, pablo)).status).toBe(303);
  const last = await text(get(at, pablo));
  expect(last).toContain('A figure was added.');
  expect(last).toContain('Withdrawn because: <span dir="auto">The source took it back.</span>');
  // No revision is with readers now, and the button says what it would do.
  expect(last).not.toContain('class="state published"');
  expect(last).toContain('Publish revision 1 now');
});

it('does not let the translator approve their own work, and says so', async () => {
  const both = await enter({ name: 'Both', role: 'publisher' });
  const { id } = await putArticle({ title: 'Own', by: both.memberId ?? '' });
  const reply = await post(`/desk/articles/${id}/approve`, { revision: '1' }, both);
  expect(reply.status).toBe(409);
  expect(await reply.text()).toMatch(/role="alert">You translated this article\./);
  expect(await article(id)).toMatchObject({ state: 'in_review' });
});

it('refuses an approval of a revision that is no longer the newest', async () => {
  const { id } = await putArticle({ title: 'Raced' });
  expect((await post(`/desk/articles/${id}/approve`, { revision: '2' }, petra)).status).toBe(409);
  expect(await article(id)).toMatchObject({ state: 'in_review' });
});

it('publishes no revision but the one that was on the screen', async () => {
  const { id } = await putArticle({ title: 'Read' });
  const at = `/desk/articles/${id}`;
  await post(`${at}/approve`, { revision: '1' }, petra);
  const page = await text(get(at, pablo));
  const forms = page.match(/<form[^>]*\/(?:publish|schedule)"[\s\S]*?<\/form>/g) ?? [];
  expect(forms.map((form) => /name="revision" value="(\d+)"/.exec(form)?.[1])).toEqual(['1', '1']);
  const late = await post(`${at}/publish`, { revision: '2' }, pablo);
  expect(late.status).toBe(409);
  expect(await late.text()).toContain('Read it first.');
  const planned = { at: '2026-05-01T12:01', revision: '2' };
  expect((await post(`${at}/schedule`, planned, pablo)).status).toBe(409);
  expect(await article(id)).toMatchObject({ state: 'approved', scheduled_at: null });
  expect((await post(`${at}/publish`, { revision: '1' }, pablo)).status).toBe(303);
  expect(await article(id)).toMatchObject({ state: 'published' });
});

it('schedules in UTC and only ahead', async () => {
  const { id } = await putArticle({ title: 'Later' });
  const at = `/desk/articles/${id}`;
  await post(`${at}/approve`, { revision: '1' }, petra);
  const past = await post(`${at}/schedule`, { at: '2026-05-01T11:59' }, pablo);
  expect(past.status).toBe(422);
  expect(await past.text()).toContain('value="2026-05-01T11:59"');
  expect((await post(`${at}/schedule`, { at: '2026-05-02T06:30' }, pablo)).status).toBe(303);
  expect(await article(id)).toMatchObject({ state: 'scheduled', scheduled_at: Date.UTC(2026, 4, 2, 6, 30) });
});

it('keeps a note that was too long, beside what is wrong with it', async () => {
  const { id } = await putArticle({ title: 'Noted' });
  const note = `Long ${'x'.repeat(600)}`;
  const reply = await post(`/desk/articles/${id}/send-back`, { note }, petra);
  expect(reply.status).toBe(422);
  const page = await reply.text();
  expect(page).toContain(note);
  expect(page).toContain('id="send-back-note-error"');
});

it('shows the note of an article that was sent back first of all', async () => {
  const { id } = await putArticle({ title: 'Returned' });
  await post(`/desk/articles/${id}/send-back`, { note: 'Check the third paragraph.' }, petra);
  const note = 'Sent back by <bdi>Petra</bdi>: <span dir="auto">Check the third paragraph.</span>';
  const row = () =>
    text(get('/desk/', tara)).then((board) => board.split('</li>').find((li) => li.includes(id)));
  for (const path of [`/desk/articles/${id}`, `/desk/articles/${id}/review`]) {
    const page = await text(get(path, tara));
    expect(page).toContain(note);
    expect(page).toContain('<p class="hint">Waits for a new revision by its translator.</p>');
  }
  expect(await row()).toContain('<span class="state in_review">sent back</span>');
  // An approval answers it.
  await post(`/desk/articles/${id}/approve`, { revision: '1' }, petra);
  expect(await text(get(`/desk/articles/${id}`, tara))).not.toContain('Sent back by');
  expect(await row()).not.toContain('sent back');
});

it('takes a newer revision for the answer to what was sent back', async () => {
  const { id } = await putArticle({ title: 'Answered', by: tara.memberId ?? '' });
  await post(`/desk/articles/${id}/send-back`, { note: 'Check it.' }, petra);
  const edit = { markdown: '# Answered\n\nChecked.', base_revision: '1', reason: '' };
  const to = (await post(`/desk/articles/${id}/edit`, edit, tara)).headers.get('Location') ?? '';
  expect(await processSubmission(depsAt(NOW + 1), to.split('/').at(-1) ?? '')).toBe('ready');
  const page = await text(get(`/desk/articles/${id}`, tara));
  expect(page).toContain('Revision 2');
  expect(page).not.toContain('Sent back by');
  expect(page).toContain('Waits for a proofreader.');
});

it('says what an article waits for to those who can only wait, and why one was put aside', async () => {
  const { id } = await putArticle({ title: 'Waiting' });
  const at = `/desk/articles/${id}`;
  expect(await text(get(at, tara))).toContain('Waits for a proofreader.');
  await post(`${at}/spike`, { note: 'It was reported before.' }, pablo);
  const page = await text(get(at, tara));
  expect(page).toContain('Spiked by <bdi>Pablo</bdi>: <span dir="auto">It was reported before.</span>');
  expect(page).toContain('A new revision brings it back into review.');
});

it('keeps the text of an edit that somebody else’s newer revision refuses', async () => {
  const { id } = await putArticle({ title: 'Contested' });
  const reply = await post(
    `/desk/articles/${id}/edit`,
    { markdown: '# Mine\n\nMy careful words.', base_revision: '0', reason: 'Style' },
    petra,
  );
  expect(reply.status).toBe(409);
  const page = await reply.text();
  expect(page).toContain('My careful words.');
  expect(page).toContain('name="base_revision" value="1"');
  expect(page).toContain('value="Style"');
  expect(page).toContain('# Contested');
});

it('dismisses a finding with a reason, but none that holds back and none of another article', async () => {
  const { id, revisionId } = await putArticle({
    title: 'Found',
    findings: [
      { severity: 'warning', message: 'A link was lost.' },
      { severity: 'block', message: 'A number changed.' },
    ],
  });
  const other = await putArticle({ title: 'Other' });
  const { results } = await env.DB.prepare('select id from findings where revision_id = ? order by n')
    .bind(revisionId)
    .all<{ id: string }>();
  const [warning, block] = results.map((row) => row.id);
  const dismiss = (of: string, finding: string | undefined) =>
    post(`/desk/articles/${of}/findings/${finding}`, { reason: 'It moved to the footer.' }, petra);
  expect((await dismiss(other.id, warning)).status).toBe(404);
  expect((await dismiss(id, block)).status).toBe(409);
  expect((await dismiss(id, warning)).status).toBe(303);
  const page = await text(get(`/desk/articles/${id}`, petra));
  expect(page).toContain('<s>A link was lost.</s> It moved to the footer.');
  expect((await post(`/desk/articles/${id}/approve`, { revision: '1' }, petra)).status).toBe(409);
});

it('escapes everything but the sanitised body', async () => {
  const { id } = await putArticle({
    title: '<img src=x onerror=alert(1)>',
    html: '<p>Body <em>kept</em></p>',
    findings: [{ severity: 'note', message: '<script>alert(2)</script>' }],
  });
  const page = await text(get(`/desk/articles/${id}`, petra));
  expect(page).toContain('<em>kept</em>');
  expect(page).not.toMatch(/<img src=x|<script>alert/);
  const boardPage = await text(get('/desk/', petra));
  expect(boardPage).not.toContain('<img src=x');
});

it('pages the board by cursor, losing and doubling none', async () => {
  const ids = new Set<string>();
  for (let n = 0; n < 55; n++) ids.add((await putArticle({ title: `Danish ${n}`, lang: 'da' })).id);
  const seen: string[] = [];
  let next: string | undefined = '/desk/?lang=da&show=review';
  for (let pages = 0; next && pages < 5; pages++) {
    const page: string = await text(get(next, petra));
    seen.push(
      ...[...page.matchAll(/href="\/desk\/articles\/([0-9a-f-]{36})"/g)].map((match) => match[1] ?? ''),
    );
    next = /<a rel="next" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
  }
  expect(seen.length).toBe(55);
  expect(new Set(seen)).toEqual(ids);
});

it('shows a new link and a new token once', async () => {
  const invited = await text(post('/desk/people/invitations', { role: 'proofreader', lang: 'zh_hans' }, ada));
  const key = /\/desk\/enter\?key=([A-Za-z0-9_-]{43})/.exec(invited)?.[1] ?? '';
  expect(await text(get('/desk/people', ada))).not.toContain(key);
  expect((await post('/desk/enter', { key, name: 'Invited' })).status).toBe(303);
  const row = await env.DB.prepare("select role, lang from members where name = 'Invited'").first();
  expect(row).toEqual({ role: 'proofreader', lang: 'zh-Hans' });
  const made = await text(
    post('/desk/people/tokens', { name: 'Import', role: 'translator', days: '30' }, tara),
  );
  const token = /drg_[A-Za-z0-9_-]{43}/.exec(made)?.[0] ?? '';
  expect(token).not.toBe('');
  expect(await text(get('/desk/people', tara))).not.toContain(token);
});

it('lets somebody in again by an admin’s link, as the member they were', async () => {
  const made = await text(post(`/desk/people/members/${tara.memberId}/link`, {}, ada));
  const key = /key=([A-Za-z0-9_-]{43})/.exec(made)?.[1] ?? '';
  expect(await text(get(`/desk/enter?key=${key}`))).toContain('Welcome back, Tara.');
  await post('/desk/enter', { key, name: 'Somebody else' });
  const sessions = await env.DB.prepare('select count(*) as n from sessions where member_id = ?')
    .bind(tara.memberId)
    .first('n');
  expect(sessions).toBe(2);
});

it('exports the log as CSV that no spreadsheet runs', async () => {
  await env.DB.prepare(
    "insert into audit (id, at, action, subject, after_json) values (?, ?, '=cmd', 'site', ?)",
  )
    .bind(newId(NOW), NOW + 1, JSON.stringify({ note: 'a "quoted", note\nof two lines' }))
    .run();
  // The file begins where the page does that has the link.
  const older = await text(get(`/desk/log?after=${NOW + 2}.${newId(NOW + 2)}`, ada));
  expect(older).toMatch(/href="\/desk\/log\.csv\?after=\d+\.[0-9a-f-]{36}"/);
  const reply = await get('/desk/log.csv', ada);
  expect(reply.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
  const [head, first] = (await reply.text()).split('\r\n');
  expect(head).toBe('id,at,member,action,subject,before,after');
  expect(first).toContain(
    `,2026-05-01T12:00:00Z,,'=cmd,site,,"{""note"":""a \\""quoted\\"", note\\nof two lines""}"`,
  );
});

it('shows work that failed or waits, with the way to try again', async () => {
  const id = newId(NOW);
  await env.DB.prepare(
    "insert into outbox (id, kind, subject_id, due_at, attempts, error, created_at) values (?1, 'picture', ?1, ?2, 3, 'A picture could not be had yet.', ?2)",
  )
    .bind(id, NOW)
    .run();
  const page = await text(get('/desk/work', pablo));
  expect(page).toContain('A picture could not be had yet.');
  const chinese = await send('/desk/work', { as: pablo, headers: { 'Accept-Language': 'zh-CN' } });
  const told = await chinese.text();
  expect(told).toContain('还有图片没能取到。');
  expect(told).not.toContain('A picture could not be had yet.');
});

it('says which revision readers see while a newer one waits, and offers the correction before the rest', async () => {
  const { id } = await putArticle({ title: 'Revised', by: tara.memberId ?? '' });
  const at = `/desk/articles/${id}`;
  await post(`${at}/approve`, { revision: '1' }, petra);
  await post(`${at}/publish`, {}, pablo);
  const before = await text(get(at, pablo));
  expect(before).toContain('<p class="hint">Readers see it.</p>');
  const edit = { markdown: '# Revised\n\nOther words.', base_revision: '1', reason: 'Style' };
  const to = (await post(`${at}/edit`, edit, petra)).headers.get('Location') ?? '';
  const submission = to.split('/').at(-1) ?? '';
  expect(await processSubmission(depsAt(NOW), submission)).toBe('ready');
  const waits = 'Readers see revision 1. Revision 2 is not out yet.';
  const sent = await text(get(to, petra));
  expect(sent).toContain(`Your text has become revision 2 of this article. ${waits}`);
  expect(sent).not.toContain('has become an article');
  const page = await text(get(at, pablo));
  expect(page).toContain(`<p class="hint">${waits}</p>`);
  const mark = `<span>Revision 2</span><a class="state in_review" href="${at}?revision=1">readers have revision 1</a>`;
  expect(page).toContain(mark);
  expect(await text(get(`${at}/review`, petra))).toContain(mark);
  expect(await text(get(`${at}?revision=1`, pablo))).not.toContain('readers have revision');
  expect(page.indexOf(`action="${at}/correct"`)).toBeLessThan(page.indexOf(`action="${at}/publish"`));
  await post(`${at}/publish`, {}, pablo);
  expect(await text(get(to, petra))).toContain('has become revision 2 of this article. Readers see it.');
});
