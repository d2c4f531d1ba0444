import { expect, it } from 'vitest';
import { currentOf, editPair, markdownOf, pageOf, sendIn, translation } from './reviewed.ts';
import { enter, get, post } from './site.ts';

const tara = await enter({ name: 'Tara', role: 'translator' });
const petra = await enter({ name: 'Petra', role: 'proofreader' });

/** The comparison as text, with the marks that a reader sees. */
const diffText = (page: string): string =>
  (/<div class="diff"[^>]*>([\s\S]*?)<\/div>/.exec(page)?.[1] ?? '')
    .replace(/<span class="sr">[^<]*<\/span>/g, '')
    .replace(/<[^>]+>/g, '');

it('compares two revisions by word, Han by character, with marks that need no colour', async () => {
  const id = await sendIn(tara);
  await editPair(id, 1, '周二数到12条河鳗。', petra);
  await editPair(id, 5, '计数持续到七月。', petra);
  const step = await pageOf(`/desk/articles/${id}/diff?from=1&to=2`, petra);
  expect(diffText(step)).toContain('周[−一−]{+二+}数到12条{+河+}鳗[−鱼−]。');
  expect(diffText(step)).toContain('计数持续到六月。');
  expect(step).toMatch(/<del><span aria-hidden="true">\[−<\/span><span class="sr">removed: <\/span>一/);
  const both = await pageOf(`/desk/articles/${id}/diff?from=1&to=3`, petra);
  expect(diffText(both)).toContain('{+二+}');
  expect(diffText(both)).toContain('[−六−]{+七+}月');
  // Without numbers: the last change.
  expect(diffText(await pageOf(`/desk/articles/${id}/diff`, petra))).not.toContain('{+二+}');
  expect(await pageOf(`/desk/articles/${id}/diff?from=2&to=2`, petra)).toContain('have the same text');
  expect((await get(`/desk/articles/${id}/diff?from=1&to=9`, petra)).status).toBe(404);
});

it('folds long unchanged stretches without losing a word of them', async () => {
  const middle = Array.from({ length: 60 }, (_, n) => `Line ${n} of a long and quiet report.`).join('\n\n');
  const id = await sendIn(tara, {
    lang: 'en',
    markdown: `# Long\n\nFirst words.\n\n${middle}\n\nLast words.`,
  });
  await editPair(id, 1, 'First word.', petra);
  await editPair(id, 62, 'Last word.', petra);
  const page = await pageOf(`/desk/articles/${id}/diff?from=1&to=3`, petra);
  expect(page).toMatch(/<summary>Unchanged: \d+ characters<\/summary>/);
  const text = diffText(page).replace(/Unchanged: \d+ characters/, '');
  expect(text).toBe(`# Long\n\nFirst [−words−]{+word+}.\n\n${middle}\n\nLast [−words−]{+word+}.`);
});

it('brings an old revision back as the newest, and not over somebody’s newer one', async () => {
  const id = await sendIn(tara);
  await editPair(id, 1, '周二数到12条河鳗。', petra);
  const article = `/desk/articles/${id}`;
  expect(await pageOf(article, petra)).toContain('Bring revision 1 back');
  const early = await post(`${article}/restore`, { revision: '1', base_revision: '1' }, petra);
  expect(early.status).toBe(409);
  const reply = await post(`${article}/restore`, { revision: '1', base_revision: '2' }, petra);
  expect(reply.headers.get('Location')).toBe(`${article}?done=restore`);
  expect(await markdownOf(id)).toBe(translation);
  expect(await currentOf(id)).toBe(3);
  const page = await pageOf(`${article}?done=restore`, petra);
  expect(page).toContain('Brought back as revision 3.');
  expect(page).toContain('Revision 1 brought back');
});
