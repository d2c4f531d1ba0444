import { env, exports } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { newToken } from '../../src/auth/new-token.ts';
import { readConfig } from '../../src/config.ts';
import { processSubmission } from '../../src/queue/process-submission.ts';
import type { MemberRole } from '../../src/store/schema/words.ts';
import { emptyDatabase } from '../fakes/members.ts';
import fixture from '../fixtures/harbour.zh.md?raw';

const site = 'http://dragoman.test';

async function token(role: MemberRole, name: string): Promise<string> {
  const made = await newToken({ role, name, now: Date.now() });
  for (const statement of made.statements) await env.DB.prepare(statement).run();
  return made.token;
}

let translator = '';
let publisher = '';

const call = (path: string, init: RequestInit & { token?: string } = {}): Promise<Response> => {
  const headers = new Headers(init.headers);
  headers.set('Authorization', `Bearer ${init.token ?? translator}`);
  return exports.default.fetch(new Request(`${site}/api/v1${path}`, { ...init, headers }));
};

const post = (
  path: string,
  body: unknown,
  more: { token?: string; headers?: HeadersInit } = {},
): Promise<Response> =>
  call(path, {
    method: 'POST',
    body: JSON.stringify(body),
    ...(more.token ? { token: more.token } : {}),
    headers: { 'Content-Type': 'application/json', ...more.headers },
  });

// biome-ignore lint/suspicious/noExplicitAny: an answer is looked at field by field
const json = async (response: Response): Promise<any> => response.json();

async function submitted(body: Record<string, unknown>): Promise<{ id: string; article: string }> {
  const answer = await post('/submissions', body);
  expect(answer.status).toBe(202);
  const { id } = await json(answer);
  await processSubmission({ env, config: readConfig(env), db: env.DB, now: Date.now() }, id);
  const status = await json(await call(`/submissions/${id}`));
  expect(status.state).toBe('ready');
  return { id, article: status.article.id };
}

beforeEach(async () => {
  await emptyDatabase(env.DB);
  translator = await token('translator', 'Tina');
  publisher = await token('publisher', 'Paul');
});

describe('POST /submissions', () => {
  it('keeps what was sent and answers with its state and where to look', async () => {
    const answer = await post('/submissions', { lang: 'zh-hans', markdown: fixture });
    expect(answer.status).toBe(202);
    const body = await json(answer);
    expect(body).toMatchObject({ state: 'queued', url: `${site}/api/v1/submissions/${body.id}` });
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store');
    expect(await env.DB.prepare('select markdown from submissions').first('markdown')).toBe(fixture);
  });

  it('gives the same submission back for the same key, and for the same content', async () => {
    const first = await json(
      await post(
        '/submissions',
        { lang: 'en', markdown: '# A\n\nText' },
        { headers: { 'Idempotency-Key': 'k1' } },
      ),
    );
    const key = await json(
      await post(
        '/submissions',
        { lang: 'en', markdown: '# A\n\nText' },
        { headers: { 'Idempotency-Key': 'k1' } },
      ),
    );
    const content = await json(await post('/submissions', { lang: 'en', markdown: '# A\n\nText' }));
    expect([key.id, content.id]).toEqual([first.id, first.id]);
    const other = await post(
      '/submissions',
      { lang: 'en', markdown: '# B\n\nText' },
      { headers: { 'Idempotency-Key': 'k1' } },
    );
    expect(other.status).toBe(422);
    expect((await json(other)).errors[0].field).toBe('Idempotency-Key');
  });

  it('takes a form with a file and a picture', async () => {
    const form = new FormData();
    form.set('lang', 'ar');
    form.set('markdown', new File(['# عنوان\n\nنص الخبر هنا.'], 'text.md'));
    form.append('topics[]', 'طاقة');
    form.append('topics[]', 'مدن');
    const answer = await call('/submissions', { method: 'POST', body: form });
    expect(answer.status).toBe(202);
    expect(await env.DB.prepare('select topics from submissions').first('topics')).toBe('["طاقة","مدن"]');
  });

  it.each([
    ['no text', { lang: 'en', markdown: '  \n' }, 'markdown', /Paste the translation/],
    ['3 MB of text', { lang: 'en', markdown: 'long text '.repeat(300_000) }, 'markdown', /Split it/],
    ['no language', { markdown: 'Text' }, 'lang', /BCP 47/],
    ['an unknown language', { lang: 'xx', markdown: 'Text' }, 'lang', /no known language/],
    ['two letters of no language', { lang: 'zz-Latn', markdown: 'Text' }, 'lang', /no known language/],
    ['several languages', { lang: 'mul', markdown: 'Text' }, 'lang', /no known language/],
    ['a language of private use', { lang: 'qab', markdown: 'Text' }, 'lang', /no known language/],
    ['a language that is no tag', { lang: 'Klingonese!', markdown: 'Text' }, 'lang', /BCP 47/],
    [
      'a source that is no address',
      { lang: 'en', markdown: 'T', source_url: 'pbs' },
      'source_url',
      /whole address/,
    ],
    [
      'a source with a script',
      { lang: 'en', markdown: 'T', source_url: 'javascript:alert(1)' },
      'source_url',
      /web address/,
    ],
    ['a slug of punctuation', { lang: 'en', markdown: 'T', slug: '—!?…' }, 'slug', /Leave it empty/],
    [
      'too many topics',
      { lang: 'en', markdown: 'T', topics: Array.from({ length: 20 }, (_, n) => `t${n}`) },
      'topics',
      /At most/,
    ],
  ])('refuses %s, naming the field and the remedy', async (_, body, field, remedy) => {
    const answer = await post('/submissions', body);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
    const problem = await json(answer);
    expect(problem).toMatchObject({ status: 422, title: 'Unprocessable content' });
    const error = problem.errors.find((one: { field: string }) => one.field === field);
    expect(error.message).toMatch(remedy);
  });

  it.each([
    ...['bo', 'ii', 'za', 'se', 'kl', 'ff', 'ks', 'iu', 'wuu', 'nan', 'hak', 'tzm', 'bo-Tibt-IN'],
    ...['sh', 'tl', 'cmn-Hans', 'sl-rozaj', 'en-419'],
  ])('takes a text in %s', async (lang) => {
    expect((await post('/submissions', { lang, markdown: '# A\n\nText' })).status).toBe(202);
  });

  it.each(['xx', 'zz', 'xyz', 'xxx', 'qaa', 'und', 'mul', 'zxx', 'klingon', 'english', 'x-private'])(
    'takes none in %s',
    async (lang) => {
      const answer = await post('/submissions', { lang, markdown: '# A\n\nText' });
      expect([answer.status, (await json(answer)).errors[0].field]).toEqual([422, 'lang']);
    },
  );

  it('keeps one character for half a surrogate pair, and says that it is broken', async () => {
    const { id, article } = await submitted({
      lang: 'en',
      markdown: '# Lone \ud800 one\n\nA 🐬 and \udc00.',
    });
    const { findings } = await json(await call(`/submissions/${id}`));
    expect(findings.map((one: { check: string }) => one.check)).toContain('broken-characters');
    expect(await json(await call(`/articles/${article}`))).toMatchObject({
      title: 'Lone \ufffd one',
      markdown: '# Lone \ufffd one\n\nA 🐬 and \ufffd.',
    });
  });

  it('shows readers a text in a language that has no name in any list here', async () => {
    const { article } = await submitted({ lang: 'bo', markdown: '# བོད་ཡིག\n\nགསར་འགྱུར་འདི་བོད་ཡིག་ཡིན།' });
    await post(`/articles/${article}/approve`, {}, { token: publisher });
    const { url } = await json(await post(`/articles/${article}/publish`, {}, { token: publisher }));
    for (const at of [url, `${site}/bo/`, `${site}/bo/feed.xml`, `${site}/`]) {
      const answer = await exports.default.fetch(new Request(at));
      expect([at, answer.status]).toEqual([at, 200]);
      expect(await answer.text()).toMatch(/lang="bo"/);
    }
  });

  it('says all that is wrong at once', async () => {
    const problem = await json(await post('/submissions', { lang: 'xx', markdown: '', slug: '!' }));
    expect(problem.errors.map((error: { field: string }) => error.field)).toEqual([
      'lang',
      'markdown',
      'slug',
    ]);
  });

  it('refuses a file in another encoding, and reads UTF-16 by its mark', async () => {
    const send = (bytes: Uint8Array<ArrayBuffer>) => {
      const form = new FormData();
      form.set('lang', 'zh-Hans');
      form.set('markdown', new File([bytes], 'a.md'));
      return call('/submissions', { method: 'POST', body: form });
    };
    const gbk = await send(new Uint8Array([0xc4, 0xe3, 0xba, 0xc3]));
    expect(gbk.status).toBe(422);
    expect((await json(gbk)).errors[0].message).toContain('UTF-8');
    const utf16 = await send(new Uint8Array([0xff, 0xfe, 0x60, 0x4f, 0x7d, 0x59]));
    expect(utf16.status).toBe(202);
    expect(await env.DB.prepare('select markdown from submissions').first('markdown')).toContain('你好');
  });

  it.each([
    ['broken JSON', '{"lang":', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['plain text', 'hello', 'text/plain', 415],
    ['a form without a boundary', 'x', 'multipart/form-data', 400],
  ])('refuses %s', async (_, body, type, status) => {
    const answer = await call('/submissions', { method: 'POST', body, headers: { 'Content-Type': type } });
    expect(answer.status).toBe(status);
    expect((await json(answer)).errors[0].field).toBe('body');
  });

  it('refuses a picture that is none', async () => {
    const form = new FormData();
    form.set('lang', 'en');
    form.set('markdown', '# A\n\nText');
    form.set('header_image', new File(['PK\u0003\u0004 not a picture'], 'holiday.jpg'));
    const answer = await call('/submissions', { method: 'POST', body: form });
    expect(answer.status).toBe(422);
    expect((await json(answer)).errors[0].field).toBe('header_image');
  });

  it('refuses a picture that is no file, also with a revision', async () => {
    const { article } = await submitted({ lang: 'en', markdown: '# A\n\nText' });
    const form = (picture: string | File) => {
      const body = new FormData();
      body.set('lang', 'en');
      body.set('markdown', '# A\n\nOther text');
      body.set('header_image', picture);
      return body;
    };
    const address = 'https://example.org/a.jpg';
    const json422 = { lang: 'en', markdown: 'Text', header_image: address };
    for (const path of ['/submissions', `/articles/${article}/revisions`]) {
      for (const answer of [
        await post(path, json422),
        await call(path, { method: 'POST', body: form(address) }),
        await call(path, { method: 'POST', body: form(new File([], 'a.jpg')) }),
      ]) {
        expect(answer.status).toBe(422);
        expect((await json(answer)).errors.map(({ field }: { field: string }) => field)).toEqual([
          'header_image',
        ]);
      }
    }
    // As a browser sends the field in which nothing was chosen.
    const empty = await call('/submissions', { method: 'POST', body: form(new File([], '')) });
    expect(empty.status).toBe(202);
  });

  it('takes a form and JSON of the same lines for the same content, each as it came', async () => {
    const form = new FormData();
    form.set('lang', 'en');
    form.set('markdown', '# A\r\n\r\nText');
    const first = await json(await call('/submissions', { method: 'POST', body: form }));
    const again = await json(await post('/submissions', { lang: 'en', markdown: '# A\n\nText' }));
    expect(again.id).toBe(first.id);
    const kept = await env.DB.prepare('select markdown from submissions').all<{ markdown: string }>();
    expect(kept.results).toEqual([{ markdown: '# A\r\n\r\nText' }]);
  });
});

describe('tokens', () => {
  it.each(['', 'Bearer nonsense', 'Bearer drg_nonsense', 'Basic YTpi'])('refuses "%s"', async (header) => {
    const headers: HeadersInit = header === '' ? {} : { Authorization: header };
    const answer = await exports.default.fetch(new Request(`${site}/api/v1/articles`, { headers }));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('WWW-Authenticate')).toContain('Bearer');
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store');
  });

  it('do not let a translator decide, nor see what others sent', async () => {
    const { id, article } = await submitted({ lang: 'en', markdown: '# A\n\nText' });
    for (const decision of ['approve', 'publish', 'withdraw', 'correct', 'spike', 'send-back']) {
      expect((await post(`/articles/${article}/${decision}`, {})).status, decision).toBe(403);
    }
    const stranger = await token('translator', 'Sam');
    expect((await call(`/submissions/${id}`, { token: stranger })).status).toBe(404);
    expect(
      (await post(`/articles/${article}/revisions`, { markdown: 'x' }, { token: stranger })).status,
    ).toBe(403);
  });
});

describe('a field that is not what it should be', () => {
  it.each([
    ['approve', { revision: 'the last' }, 'revision', /number of the revision/],
    ['approve', { revision: 0 }, 'revision', /number of the revision/],
    ['publish', { at: 'tomorrow' }, 'at', /RFC 3339/],
    ['publish', { at: '' }, 'at', /RFC 3339/],
    ['withdraw', {}, 'reason', /readers will see it/],
    ['withdraw', { reason: 'x'.repeat(501) }, 'reason', /1 to 500/],
    ['correct', { note: '  ' }, 'note', /what was wrong/],
    ['correct', { note: 'Wrong.', kind: 'typo' }, 'kind', /translation_error/],
    ['correct', { note: 'Wrong.', markdown: 5 }, 'markdown', /whole corrected/],
    ['send-back', { note: ['x'] }, 'note', /so that the translator knows/],
    ['spike', {}, 'note', /so that the translator knows/],
    ['revisions', { reason: 'x' }, 'markdown', /whole Markdown of the new revision/],
    ['revisions', { markdown: ' \n' }, 'markdown', /whole Markdown of the new revision/],
    ['revisions', { markdown: 'Text', reason: 'x'.repeat(501) }, 'reason', /at most 500/],
    ['revisions', { markdown: 'Text', base_revision: 1.5 }, 'base_revision', /started from/],
  ])('%s refuses %o', async (verb, body, field, remedy) => {
    const { article } = await submitted({ lang: 'en', markdown: '# A\n\nText' });
    const answer = await post(`/articles/${article}/${verb}`, body, { token: publisher });
    expect(answer.status).toBe(422);
    const { errors } = await json(answer);
    expect(errors).toEqual([{ field, message: expect.stringMatching(remedy) }]);
  });

  it.each([
    [{ source_url: 7 }, 'source_url'],
    [{ source_markdown: ['x'] }, 'source_markdown'],
    [{ slug: { a: 1 } }, 'slug'],
    [{ topics: 5 }, 'topics'],
    [{ topics: ['a', 1, {}] }, 'topics'],
  ])('a submission refuses %o, once', async (more, field) => {
    const answer = await post('/submissions', { lang: 'en', markdown: 'Text', ...more });
    expect(answer.status).toBe(422);
    const { errors } = await json(answer);
    expect(errors.map((error: { field: string }) => error.field)).toEqual([field]);
  });

  it.each([
    ...[1_830_000_000, 12_345, -1, 1_830_000_000_000_000, 1.5],
    ...['2027-02-30T00:00:00Z', '2027-02-29T00:00:00Z', '2027-13-01T00:00:00Z', '2027-01-01T24:00:00Z'],
    ...['2027-01-01', '2027-01-01T00:00:00', '2027-01-01 00:00:00Z', '2027-01-01T00:00Z'],
    ...['Fri, 01 Jan 2027 00:00:00 GMT', '1830000000000', '2027-01-01T00:00:00+24:00'],
  ])('publish refuses the time %s', async (at) => {
    const { article } = await submitted({ lang: 'en', markdown: '# A\n\nText' });
    await post(`/articles/${article}/approve`, {}, { token: publisher });
    const answer = await post(`/articles/${article}/publish`, { at }, { token: publisher });
    expect(answer.status).toBe(422);
    const message = expect.stringContaining('RFC 3339');
    expect((await json(answer)).errors).toEqual([{ field: 'at', message }]);
  });

  it.each([
    ['2127-02-28t23:59:59.5+01:30', '2127-02-28T22:29:59.500Z'],
    ['2128-02-29T00:00:00Z', '2128-02-29T00:00:00Z'],
    [4_960_000_000_000, '2127-03-06T09:46:40Z'],
  ])('publish takes the time %s', async (at, scheduled_at) => {
    const { article } = await submitted({ lang: 'en', markdown: '# A\n\nText' });
    await post(`/articles/${article}/approve`, {}, { token: publisher });
    const answer = await post(`/articles/${article}/publish`, { at }, { token: publisher });
    expect(await json(answer)).toMatchObject({ state: 'scheduled' });
    expect(await json(await call(`/articles/${article}`))).toMatchObject({ scheduled_at });
  });

  it('is left out when it is null', async () => {
    const { article } = await submitted({ lang: 'en', markdown: '# A\n\nText', slug: null, topics: null });
    expect(
      (await post(`/articles/${article}/approve`, { revision: null }, { token: publisher })).status,
    ).toBe(200);
    expect((await post(`/articles/${article}/publish`, { at: null }, { token: publisher })).status).toBe(200);
  });

  it('is a revision that is not there', async () => {
    const { article } = await submitted({ lang: 'en', markdown: '# A\n\nText' });
    const answer = await call(`/articles/${article}?revision=999`);
    expect(answer.status).toBe(404);
    expect((await json(answer)).detail).toContain('no revision 999');
    const other = await call(`/articles/${crypto.randomUUID()}?revision=1`);
    expect((await json(other)).detail).toContain('no article');
  });

  it.each(['/articles/{id}?revision=one', '/articles/{id}/purges?cursor=2'])(
    '%s is refused',
    async (path) => {
      const { article } = await submitted({ lang: 'en', markdown: '# A\n\nText' });
      expect((await call(path.replace('{id}', article))).status).toBe(422);
    },
  );
});

describe('the journey by API', () => {
  it('says of a text without a byline that there is none, and leaves out what else there is not', async () => {
    const markdown = '# The last ferry\n\nIt sails before dawn.';
    const { article } = await submitted({ lang: 'en', markdown });
    const looked = await json(await post('/checks', { lang: 'en', markdown }));
    for (const fields of [await json(await call(`/articles/${article}`)), looked]) {
      expect(fields.byline).toBeNull();
      for (const name of ['repost', 'header_image', 'source', 'disclaimer'])
        expect(fields).not.toHaveProperty(name);
    }
  });

  it('reads the parts of a translation, publishes it, revises, corrects and withdraws it', async () => {
    const { article } = await submitted({ lang: 'zh-hans', markdown: fixture, topics: ['能源'] });
    const fields = await json(await call(`/articles/${article}`));
    expect(fields).toMatchObject({
      title: '港口小城用潮汐发电，居民电费降了三成',
      byline: '海风译社-青岛组',
      repost: { name: '晨报', url: 'https://chenbao.example.org/zh-hans/40712/' },
      source: { url: 'https://coast.example.com/news/2026/03/tidal-power-elvyn' },
      lang: 'zh-Hans',
      dir: 'ltr',
      state: 'in_review',
      revision: 1,
      markdown: fixture,
    });
    expect(fields.credits).toEqual([
      { role: 'translator', name: '小潮', as_written: '翻译' },
      { role: 'proofreader', name: 'Robin', as_written: '校对' },
      { role: 'editor', name: '望海', as_written: '编剧&发布' },
      { role: 'publisher', name: '望海', as_written: '编剧&发布' },
    ]);
    expect(fields.header_image.source_url).toBe(
      'https://assets.example.org/uploads/2026/03/港口小城用潮汐发电.jpg',
    );
    expect(fields.disclaimer).toContain('免责声明');
    expect(fields.footer_links).toHaveLength(2);
    expect(fields.html).toContain('<strong>“这是我们等了二十年的一天”</strong>');

    expect((await post(`/articles/${article}/publish`, {}, { token: publisher })).status).toBe(409);
    expect((await call(`/articles/${article}/approve`, { method: 'POST', token: publisher })).status).toBe(
      200,
    );
    const published = await json(await post(`/articles/${article}/publish`, {}, { token: publisher }));
    expect(published.state).toBe('published');
    expect(published.purge.state).toBe('done');
    expect(published.purge.tags).toContain(`article:${article}`);
    expect(published.url).toContain(`${site}/zh-hans/`);

    const revised = await post(
      `/articles/${article}/revisions`,
      { markdown: fixture.replace('12 台', '13 台'), reason: '数字' },
      { token: publisher },
    );
    expect(revised.status).toBe(201);
    expect(await json(revised)).toMatchObject({ state: 'ready', revision: 2 });
    expect((await post(`/articles/${article}/approve`, {}, { token: publisher })).status).toBe(200);
    expect(
      (await json(await post(`/articles/${article}/publish`, {}, { token: publisher }))).purge.tags,
    ).toEqual([`article:${article}`]);

    const corrected = await post(
      `/articles/${article}/correct`,
      { note: '水轮机应为 14 台。', markdown: fixture.replace('12 台', '14 台') },
      { token: publisher },
    );
    expect(corrected.status).toBe(200);
    const after = await json(await call(`/articles/${article}`));
    expect(after).toMatchObject({
      published_revision: 3,
      corrections: [{ kind: 'translation_error', note: '水轮机应为 14 台。' }],
    });
    expect(after.revisions.map((row: { number: number }) => row.number)).toEqual([3, 2, 1]);

    const withdrawn = await post(
      `/articles/${article}/withdraw`,
      { reason: '来源撤稿' },
      { token: publisher },
    );
    expect((await json(withdrawn)).state).toBe('withdrawn');
    const { purges } = await json(await call(`/articles/${article}/purges`));
    const changes = purges.map((row: { change: string; phase: string }) => `${row.change}/${row.phase}`);
    expect(changes.toSorted()).toEqual([
      'correct/now',
      'correct/settle',
      'publish/now',
      'publish/now',
      'publish/settle',
      'publish/settle',
      'withdraw/now',
      'withdraw/settle',
    ]);
  });

  it('leaves nothing of a correction that is refused to the one who translated', async () => {
    const answer = await post('/submissions', { lang: 'en', markdown: '# A\n\nText' }, { token: publisher });
    const { id } = await json(answer);
    await processSubmission({ env, config: readConfig(env), db: env.DB, now: Date.now() }, id);
    const { article } = await json(await call(`/submissions/${id}`, { token: publisher }));
    const proofreader = await token('proofreader', 'Rob');
    await post(`/articles/${article.id}/approve`, {}, { token: proofreader });
    expect((await post(`/articles/${article.id}/publish`, {}, { token: publisher })).status).toBe(200);
    const correct = (who: string): Promise<Response> =>
      post(`/articles/${article.id}/correct`, { note: 'It is B.', markdown: '# B\n\nText' }, { token: who });
    expect([(await correct(publisher)).status, (await correct(publisher)).status]).toEqual([403, 403]);
    const fields = await json(await call(`/articles/${article.id}`));
    expect(fields).toMatchObject({ title: 'A', current_revision: 1, corrections: [] });
    expect(await env.DB.prepare('select count(*) as n from submissions').first('n')).toBe(1);
    expect((await correct(await token('publisher', 'Pia'))).status).toBe(200);
  });

  it('pages a list by cursor', async () => {
    for (let n = 0; n < 3; n += 1) await submitted({ lang: 'en', markdown: `# Article ${n}\n\nText ${n}` });
    await submitted({ lang: 'de', markdown: '# Artikel\n\nText' });
    const all = await json(await call('/articles?lang=EN&state=in_review'));
    expect(all.articles.map((row: { title: string }) => row.title)).toEqual([
      'Article 2',
      'Article 1',
      'Article 0',
    ]);
    const empty = await json(await call('/articles?lang=en&state=&cursor='));
    expect(empty.articles).toHaveLength(3);
    expect((await call('/claims?lang=&source_url=&cursor=')).status).toBe(200);
    expect((await json(await call('/articles?state=gone'))).errors[0].field).toBe('state');
    expect((await json(await call('/articles?cursor=zzz'))).errors[0].field).toBe('cursor');
  });
});
