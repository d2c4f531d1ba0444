import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { GLOSSARY_MAX_TERMS } from '../../src/limits.ts';
import { formOf, markdownOf, pageOf, pairOf, sendIn } from './reviewed.ts';
import { enter, get, ORIGIN, post, send, type Visitor } from './site.ts';

const tara = await enter({ name: 'Tara', role: 'translator' });
const petra = await enter({ name: 'Petra', role: 'proofreader' });
const amal = await enter({ name: 'Amal', role: 'admin', lang: 'ar' });

const pair = { from: 'en', to: 'zh-Hans' };
const at = '/desk/glossary?from=en&to=zh-Hans';
const eel = {
  term: 'river eel',
  translation: '河鳗',
  variants: '鳗',
  forbidden: '鳗鱼\n水蛇',
  note: 'Since 2020.',
};
const add = (term: Record<string, string>, as: Visitor = petra, langs = pair) =>
  post('/desk/glossary/terms', { ...langs, variants: '', forbidden: '', note: '', ...term }, as);

async function upload(
  text: string | Uint8Array<ArrayBuffer>,
  as: Visitor = petra,
  langs = pair,
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ csrf: as.csrf ?? '', ...langs })) body.set(name, value);
  body.set('file', new File([text], 'glossary.csv'));
  return send('/desk/glossary/import', { method: 'POST', body, headers: { Origin: ORIGIN }, as });
}

const rows = async (langs = pair) =>
  (
    await env.DB.prepare(
      'select term, translation from glossary where source_lang = ? and lang = ? order by term',
    )
      .bind(langs.from, langs.to)
      .all<{ term: string; translation: string }>()
  ).results.map(({ term, translation }) => `${term}=${translation}`);

it('adds, changes and removes a term, and refuses what is none', async () => {
  expect((await add(eel)).headers.get('Location')).toBe('/desk/glossary?from=en&to=zh-Hans&done=1');
  expect((await add({ ...eel, translation: '别的' })).status).toBe(409);
  expect((await add({ term: ' ', translation: '空' })).status).toBe(422);
  expect((await add({ term: 'a', translation: 'b' }, petra, { from: 'en', to: 'en' })).status).toBe(422);
  const page = await pageOf(at, petra);
  for (const text of ['river eel', '河鳗', '鳗鱼 · 水蛇', 'Since 2020.']) expect(page).toContain(text);
  const id = await env.DB.prepare("select id from glossary where term = 'river eel'").first<string>('id');
  await add({ term: 'warden', translation: '看守人' });
  const change = (term: Record<string, string>) =>
    post(`/desk/glossary/terms/${id}`, { ...pair, ...eel, ...term }, petra);
  expect((await change({ term: 'eel' })).status).toBe(303);
  const taken = await change({ term: 'warden' });
  expect(taken.status).toBe(409);
  expect(await taken.text()).toContain('value="warden"');
  expect(await rows()).toEqual(['eel=河鳗', 'warden=看守人']);
  expect(await pageOf(`${at}&q=${encodeURIComponent('看守')}`, tara)).not.toContain('鳗鱼 · 水蛇');
  const warden = await env.DB.prepare("select id from glossary where term = 'warden'").first<string>('id');
  await post(`/desk/glossary/terms/${warden}/remove`, {}, petra);
  expect(await rows()).toEqual(['eel=河鳗']);
  const log = await env.DB.prepare("select count(*) as n from audit where action like 'glossary.%'").first(
    'n',
  );
  expect(log).toBe(4);
});

it('says beside its field what is wrong with a term', async () => {
  const wrongIn = async (fields: Record<string, string>) =>
    /id="([\w-]+)-error"/.exec(await (await add(fields)).text())?.[1];
  expect(await wrongIn({ term: 'lock', translation: ' ' })).toBe('new-translation');
  expect(await wrongIn({ term: ' ', translation: '闸' })).toBe('new-term');
  expect(await wrongIn({ term: 'lock', translation: '闸', forbidden: 'x'.repeat(2_000) })).toBe(
    'new-forbidden',
  );
  expect(await wrongIn({ term: 'eel', translation: '闸' })).toBe('new-term');
});

it('gives a file back as it took it, in both formats', async () => {
  const langs = { from: 'en', to: 'de' };
  const csv =
    'term,translation,variants,forbidden,note\r\neel,Aal,Flussaal,Wurm|Schlange,"A ""fish"", so to speak"\r\nnet,Netz,,,\r\n';
  expect((await upload(csv, petra, langs)).headers.get('Location')).toBe(
    '/desk/glossary?from=en&to=de&taken=2',
  );
  const out = async (format: string) => (await get(`/desk/glossary.${format}?from=en&to=de`, tara)).text();
  expect(await out('csv')).toBe(csv);
  const tbx = await out('tbx');
  await env.DB.prepare("delete from glossary where lang = 'de'").run();
  await upload(tbx, petra, langs);
  expect(await out('csv')).toBe(csv);
  const again = await upload('term,translation\neel,Seeaal\nboat,Boot', petra, langs);
  expect(again.headers.get('Location')).toContain('taken=2');
  expect(await rows(langs)).toEqual(['boat=Boot', 'eel=Seeaal', 'net=Netz']);
  const wrong = await upload('term,translation\neel\n', petra, langs);
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('Line 2:');
  expect((await upload(new Uint8Array([0xff, 0x41]), petra, langs)).status).toBe(422);
});

it('holds no more than its bound', async () => {
  const langs = { from: 'en', to: 'fr' };
  const many = (from: number, count: number) =>
    `term,translation\n${Array.from({ length: count }, (_, n) => `t${from + n},v`).join('\n')}`;
  expect((await upload(many(0, GLOSSARY_MAX_TERMS), petra, langs)).status).toBe(303);
  expect((await add({ term: 'one more', translation: 'x' }, petra, langs)).status).toBe(409);
  expect((await upload(many(GLOSSARY_MAX_TERMS, 1), petra, langs)).status).toBe(409);
  // The same terms again are no more terms.
  expect((await upload(many(0, GLOSSARY_MAX_TERMS), petra, langs)).status).toBe(303);
});

it('is read by all and written by the proofreaders of its language', async () => {
  expect((await get(at, tara)).status).toBe(200);
  for (const stranger of [tara, amal]) {
    expect((await add({ term: 'x', translation: 'y' }, stranger)).status).toBe(403);
    expect((await upload('term,translation\na,b', stranger)).status).toBe(403);
  }
  expect((await add({ term: 'x', translation: 'y' }, amal, { from: 'en', to: 'ar' })).status).toBe(303);
});

it('finds an unwanted form in a text that came in, and puts the wanted one in its place', async () => {
  await env.DB.prepare('delete from glossary').run();
  await add(eel);
  const markdown =
    '# 鳗鱼\n\n> 有人说，\n> 鳗鱼回来了，见[鳗鱼志](https://example.org/鳗鱼)和`鳗鱼`。\n\n翻译：林瑶';
  const id = await sendIn(tara, { markdown });
  const { results } = await env.DB.prepare(
    `select f.message from findings f join revisions r on r.id = f.revision_id where r.article_id = ? and f.check_name = 'glossary'`,
  )
    .bind(id)
    .all<{ message: string }>();
  expect(results.map(({ message }) => message)).toEqual(['“鳗鱼” should read “河鳗”.']);
  const part = pairOf(await pageOf(`/desk/articles/${id}/review`, petra), 1);
  expect(part).toContain('Replace “鳗鱼” with “河鳗”');
  const to = `/desk/articles/${id}/review/replace`;
  const form = formOf(part, to);
  expect((await post(to, { ...form, word: '有人' }, petra)).status).toBe(404);
  expect((await post(to, form, amal)).status).toBe(403);
  expect((await post(to, form, petra)).headers.get('Location')).toBe(
    `/desk/articles/${id}/review?done=replace#p1`,
  );
  expect(await markdownOf(id)).toBe(markdown.replace('> 鳗鱼回来了，见[鳗鱼志]', '> 河鳗回来了，见[河鳗志]'));
  expect((await post(to, form, petra)).status).toBe(409);
});

it('asks for a translation of the source’s term, where it is in the source', async () => {
  await env.DB.prepare('delete from glossary').run();
  await add({ term: 'warden', translation: '河道看守' });
  const id = await sendIn(tara);
  const part = pairOf(await pageOf(`/desk/articles/${id}/review`, petra), 2);
  expect(part).toContain('“warden” should read “河道看守” here.');
});

it('offers two languages that differ to whoever opens a glossary', async () => {
  const page = await pageOf('/desk/glossary', tara);
  const chosen = [...page.matchAll(/<option value="([^"]+)" selected/g)].map((found) => found[1]);
  expect(chosen.length).toBe(2);
  expect(chosen[0]).not.toBe(chosen[1]);
});
