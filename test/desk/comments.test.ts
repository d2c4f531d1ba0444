import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { COMMENTS_MAX } from '../../src/limits.ts';
import { editPair, formOf, pageOf, pairOf, sendIn } from './reviewed.ts';
import { enter, NOW, post } from './site.ts';

const tara = await enter({ name: 'Tara', role: 'translator' });
const tom = await enter({ name: 'Tom', role: 'translator' });
const petra = await enter({ name: 'Petra', role: 'proofreader' });
const amal = await enter({ name: 'Amal', role: 'admin', lang: 'ar' });

const review = (id: string) => `/desk/articles/${id}/review`;

/** Comments on pair `n` as its form on the page does. */
async function comment(id: string, n: number, note: string, as = petra) {
  const to = `${review(id)}/comments`;
  return post(to, { ...formOf(pairOf(await pageOf(review(id), as), n), to), note }, as);
}

const turnsOf = (page: string): string[] =>
  [...page.matchAll(/action="([^"]+\/(?:resolve|reopen))"/g)].map((found) => found[1] ?? '');

it('goes from a comment over a reply to its end, and open again, and says who did it', async () => {
  const id = await sendIn(tara);
  const added = await comment(id, 3, 'Which net?\nThe old one?');
  expect(added.headers.get('Location')).toBe(`${review(id)}?done=comment#p3`);
  await comment(id, 3, 'The new one.', tara);
  const page = await pageOf(review(id), petra);
  expect(page).toContain('aria-label="Pair 3"');
  expect(page).toMatch(/Which net\?\nThe old one\?<\/p>[\s\S]*The new one\.<\/p>/);
  const [resolve = ''] = turnsOf(page);
  expect((await post(resolve, { at: '2' }, tara)).headers.get('Location')).toBe(
    `${review(id)}?done=resolve#p3`,
  );
  const ended = await pageOf(review(id), petra);
  expect(ended).toContain('Resolved by Tara');
  expect(ended).not.toContain('class="pair marked"');
  const [reopen = ''] = turnsOf(ended);
  await post(reopen, { at: '2' }, petra);
  expect(await pageOf(review(id), petra)).toContain('class="pair marked"');
  const log = await env.DB.prepare(
    "select action from audit where action like 'comment%' and subject = ? order by at, id",
  )
    .bind(`article:${id}`)
    .all<{ action: string }>();
  expect(log.results.map(({ action }) => action).toSorted()).toEqual([
    'comment',
    'comment',
    'comment.reopen',
    'comment.resolve',
  ]);
});

it('stays with its segment when that is edited, and is kept apart when its text is gone', async () => {
  const id = await sendIn(tara);
  await comment(id, 5, 'Until when?');
  await editPair(id, 5, '计数会持续到六月底。', petra);
  expect(pairOf(await pageOf(review(id), petra), 5)).toContain('Until when?');
  await editPair(id, 5, 'A wholly different sentence.', petra);
  const page = await pageOf(review(id), petra);
  expect(pairOf(page, 5)).not.toContain('Until when?');
  expect(page).toMatch(/Comments on text that is gone[\s\S]*计数持续到六月。[\s\S]*Until when\?/);
});

it('refuses an empty comment, keeps a long one to be copied, and holds a bounded number', async () => {
  const id = await sendIn(tara);
  expect((await comment(id, 1, '  ')).status).toBe(422);
  const long = await comment(id, 1, 'x'.repeat(2_001));
  expect(long.status).toBe(422);
  expect(await long.text()).toContain(`\n${'x'.repeat(2_001)}</textarea>`);
  await env.DB.prepare(
    `insert into comments (id, article_id, revision, quote, note, member_id, created_at)
     with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)
     select 'c' || i || ?, ?, 1, 'q', 'n', ?, ? from n`,
  )
    .bind(COMMENTS_MAX, id, id, tara.memberId, NOW)
    .run();
  const over = await post(`${review(id)}/comments`, { quote: 'q', note: 'One more', at: '0' }, petra);
  expect(over.status).toBe(409);
  expect(await over.text()).toContain('\nOne more</textarea>');
});

it('lets those of the language comment, and only its editors end a thread, of this article alone', async () => {
  const id = await sendIn(tara);
  await comment(id, 1, 'A word.', tom);
  expect((await post(`${review(id)}/comments`, { quote: 'q', note: 'n', at: '0' }, amal)).status).toBe(403);
  const [resolve = ''] = turnsOf(await pageOf(review(id), petra));
  for (const stranger of [tom, amal]) expect((await post(resolve, { at: '0' }, stranger)).status).toBe(403);
  const other = await sendIn(tom);
  const foreign = resolve.replace(id, other);
  expect((await post(foreign, { at: '0' }, tom)).status).toBe(404);
});
