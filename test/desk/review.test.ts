import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { processDue } from './due.ts';
import {
  currentOf,
  editPair,
  formOf,
  markdownOf,
  pageOf,
  pairOf,
  sendIn,
  source,
  translation,
} from './reviewed.ts';
import { enter, post } from './site.ts';

const tara = await enter({ name: 'Tara', role: 'translator' });
const tom = await enter({ name: 'Tom', role: 'translator' });
const petra = await enter({ name: 'Petra', role: 'proofreader' });
const amal = await enter({ name: 'Amal', role: 'publisher', lang: 'ar' });

const review = (id: string) => `/desk/articles/${id}/review`;

it('shows each block beside its source, and the whole translation where no source is kept', async () => {
  const page = await pageOf(review(await sendIn(tara)), petra);
  const pairs = [1, 2, 3, 4, 5].map((n) => pairOf(page, n));
  const wanted = [
    ['Twelve eels were counted on Monday.', '周一数到12条鳗鱼。'],
    ['The river is clean again, said the warden.', '河水又清了， 看守人说。'],
    ['A net was mended.', '渔网补好了。'],
    ['A boat was painted.', '小船刷了漆。'],
    ['The count goes on until June.', '计数持续到六月。'],
  ];
  for (const [n, texts] of wanted.entries()) for (const text of texts) expect(pairs[n]).toContain(text);
  const alone = await pageOf(review(await sendIn(tara, { markdown: '# 河\n\n没有原文的译文。' })), petra);
  expect(alone).toContain('No source text is kept');
  expect(pairOf(alone, 1)).toContain('没有原文的译文。');
});

it('shows a finding at its pair, and comes back there when it is dismissed', async () => {
  const id = await sendIn(tara, {
    markdown: translation.replace('渔网补好了。', '渔网（旧补好了。'),
    source,
  });
  const at = `/desk/articles/${id}`;
  const page = await pageOf(review(id), petra);
  expect(pairOf(page, 3)).toContain('class="severity');
  expect(pairOf(page, 2)).not.toContain('class="severity');
  expect(page).toContain('aria-label="Pair 3"');
  const finding = await env.DB.prepare(
    "select id from findings where segment like '%渔网%' and dismissed_at is null",
  ).first<string>('id');
  const to = `${at}/findings/${finding}`;
  const { back } = formOf(pairOf(page, 3), to);
  const reply = await post(to, { reason: 'So written.', back: back ?? '' }, petra);
  expect(reply.headers.get('Location')).toBe(`${at}/review?done=dismiss#p3`);
  expect(pairOf(await pageOf(review(id), petra), 3)).toContain('Dismissed: 1');
});

it.each([
  [1, '周一数到十二条鳗鱼。', '周一数到12条鳗鱼。', '周一数到十二条鳗鱼。'],
  [2, '河水又清了，\n看守人这么说。', '> 河水又清了，\n> 看守人说。', '> 河水又清了，\n> 看守人这么说。'],
  [4, '小船刷了新漆。\n\n还换了帆。', '- 小船刷了漆。', '- 小船刷了新漆。\n\n  还换了帆。'],
])('saves an edit of pair %i as a new revision that changes nothing else', async (n, text, before, after) => {
  const id = await sendIn(tara);
  const reply = await editPair(id, n, text, petra);
  expect(reply.headers.get('Location')).toBe(`/desk/articles/${id}/review?done=segment#p${n}`);
  expect(await markdownOf(id)).toBe(translation.replace(before, after));
  expect(await currentOf(id)).toBe(2);
});

it.each([
  ['# 鳗鱼回来了', '# 鳗鱼 又回来了'],
  ['---\ntitle: "鳗鱼回来了"\n---', '---\ntitle: "鳗鱼 又回来了"\n---'],
])('saves another title where it stands: %j', async (before, after) => {
  const markdown = translation.replace('# 鳗鱼回来了', before);
  const id = await sendIn(tara, { markdown, source });
  const page = await pageOf(review(id), petra);
  expect(page).toContain('>The eels come back</p>');
  const to = `${review(id)}/segment`;
  const reply = await post(to, { ...formOf(page, to), text: '鳗鱼\n又回来了' }, petra);
  expect(reply.headers.get('Location')).toBe(`${review(id)}?done=segment#p1`);
  expect(await markdownOf(id)).toBe(translation.replace('# 鳗鱼回来了', after));
});

it('makes no revision of a text that was not changed', async () => {
  const id = await sendIn(tara);
  expect((await editPair(id, 1, '周一数到12条鳗鱼。', petra)).status).toBe(303);
  expect(await currentOf(id)).toBe(1);
});

it('never overwrites a newer revision: the refused text is shown beside it and saved from there', async () => {
  const id = await sendIn(tara);
  const to = `${review(id)}/segment`;
  const mine = formOf(pairOf(await pageOf(review(id), petra), 1), to);
  await editPair(id, 1, '周一数到12条河鳗。', tara);
  const refused = await post(to, { ...mine, text: '周一我们数到12条鳗鱼。', reason: 'Who counted' }, petra);
  expect(refused.status).toBe(409);
  const page = await refused.text();
  expect(page).toContain('Revision 2 came in while you were editing');
  expect(page).toContain('\n周一我们数到12条鳗鱼。</textarea>');
  expect(page).toContain('周一数到12条河鳗。</blockquote>');
  expect(await currentOf(id)).toBe(2);
  const again = formOf(page, to);
  expect((await post(to, { ...again, text: '周一我们数到12条河鳗。' }, petra)).status).toBe(303);
  expect(await markdownOf(id)).toContain('周一我们数到12条河鳗。');
});

it('shows a refused text where it was written for, also when nothing of the old words is left there', async () => {
  const id = await sendIn(tara);
  const to = `${review(id)}/segment`;
  const mine = formOf(pairOf(await pageOf(review(id), petra), 5), to);
  await editPair(id, 5, '夏天开始之前都有人在河边。', tara);
  const page = await (await post(to, { ...mine, text: '计数持续到七月。' }, petra)).text();
  expect(page).toContain('夏天开始之前都有人在河边。</blockquote>');
  expect(page).toContain('\n计数持续到七月。</textarea>');
  expect((await post(to, { ...formOf(page, to), text: '计数持续到七月。' }, petra)).status).toBe(303);
  expect(await markdownOf(id)).toBe(translation.replace('计数持续到六月。', '计数持续到七月。'));
});

it('keeps a refused text whose place is gone', async () => {
  const id = await sendIn(tara);
  const to = `${review(id)}/segment`;
  const mine = formOf(pairOf(await pageOf(review(id), petra), 5), to);
  const markdown = translation.replace('计数持续到六月。', '');
  await post(`/desk/articles/${id}/edit`, { markdown, base_revision: '1' }, petra);
  await processDue();
  const page = await (await post(to, { ...mine, text: '计数持续到七月。' }, petra)).text();
  expect(page).toContain('The newest revision has no such place.');
  expect(page).toContain('\n计数持续到七月。</textarea>');
});

it('lets a proofreader pair by hand, keeps it while it fits, and goes back', async () => {
  const id = await sendIn(tara);
  const move = async (at: number, name: string, base = '1') =>
    post(`${review(id)}/pair`, { at: String(at), move: name, base_revision: base }, petra);
  expect((await move(2, 'join')).headers.get('Location')).toBe(`${review(id)}?done=pair#p3`);
  const joined = await pageOf(review(id), petra);
  expect(pairOf(joined, 3)).toContain('渔网补好了。');
  expect(pairOf(joined, 3)).toContain('小船刷了漆。');
  await move(2, 'translation-down');
  const moved = await pageOf(review(id), petra);
  expect(pairOf(moved, 3)).not.toContain('小船刷了漆。</p>');
  expect(pairOf(moved, 4)).toContain('小船刷了漆。');
  await editPair(id, 1, '周一数到十二条鳗鱼。', petra);
  expect(await pageOf(review(id), petra)).toContain('Paired by hand.');
  // One of a revision that is gone may mean other segments by now.
  expect((await move(0, 'join')).status).toBe(409);
  await editPair(id, 1, '周一数到十二条鳗鱼。\n\n多了一段。', petra);
  expect(await pageOf(review(id), petra)).toContain('fits another revision');
  await move(0, 'reset', '3');
  expect(await pageOf(review(id), petra)).not.toContain('fits another revision');
});

it('checks the next revision by the pairing that was made by hand', async () => {
  const texts = {
    source: '# River\n\nThere were 10 eels in the river today.\n\nThere were 20 boats in the harbour today.',
    markdown: '# 河\n\n今天河里有10条鳗鱼。\n\n今天港里有20条船。',
  };
  const findings = async (id: string) =>
    (
      await env.DB.prepare(
        'select f.check_name as name from articles a join revisions r on r.article_id = a.id and r.number = a.current_revision join findings f on f.revision_id = r.id where a.id = ?',
      )
        .bind(id)
        .all<{ name: string }>()
    ).results.map(({ name }) => name);
  const [computed, paired] = [await sendIn(tara, texts), await sendIn(tara, texts)];
  await post(`${review(paired)}/pair`, { at: '0', move: 'translation-down', base_revision: '1' }, petra);
  await editPair(computed, 2, '今天港内有20条船。', petra);
  await editPair(paired, 2, '今天河里有10条河鳗。', petra);
  expect(await findings(computed)).toEqual([]);
  expect(await findings(paired)).toEqual(['paragraph-missing']);
});

it('lets proofreaders and the translator of the text change it, and nobody else', async () => {
  const id = await sendIn(tara);
  const form = { base_revision: '1', segment: '0', at: '0', text: '别的。' };
  for (const stranger of [tom, amal]) {
    expect((await post(`${review(id)}/segment`, form, stranger)).status).toBe(403);
    expect(
      (await post(`/desk/articles/${id}/restore`, { revision: '1', base_revision: '1' }, stranger)).status,
    ).toBe(403);
  }
  expect((await post(`${review(id)}/pair`, { at: '0', move: 'join', base_revision: '1' }, tara)).status).toBe(
    403,
  );
  expect((await post(`${review(id)}/segment`, form, tara)).status).toBe(303);
});
