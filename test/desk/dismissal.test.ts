import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { receiveRevision } from '../../src/intake/receive.ts';
import { approve } from '../../src/publish/approve.ts';
import { dismissFinding } from '../../src/publish/editorial.ts';
import { publish } from '../../src/publish/publish.ts';
import { processSubmission } from '../../src/queue/process-submission.ts';
import { type ArticleDetail, findArticleDetail } from '../../src/store/articles.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { makeMember } from '../fakes/members.ts';

const T0 = Date.UTC(2026, 4, 1, 12);
await makeMember(env.DB, { id: 'writer', role: 'translator' });
await makeMember(env.DB, { id: 'editor', role: 'publisher' });
const editor = { memberId: 'editor', role: 'publisher' } as const;

const detailOf = async (id: string): Promise<ArticleDetail> => {
  const detail = await findArticleDetail(env.DB, id);
  if (!detail) throw new Error(`no article ${id}`);
  return detail;
};

async function revise(articleId: string, markdown: string): Promise<ArticleDetail> {
  const deps = depsAt(T0 + 60_000);
  const received = await receiveRevision(deps, { memberId: 'writer', articleId, markdown, reason: '' });
  if (!received.ok) throw new Error(JSON.stringify(received.error));
  await processSubmission(deps, received.value.id);
  return detailOf(articleId);
}

const doubled = (detail: ArticleDetail) =>
  detail.findings
    .filter(({ check }) => check === 'doubled')
    .map((one) => [one.segment, one.dismissed_reason]);

const first = 'It had had a roof of of slate before the storm.';

it('keeps a dismissal while the text stays, drops it when the text changes, and finds it when the text returns', async () => {
  const text = (sentence: string, more = '') => `# The mill\n\n${sentence}\n\nNobody was hurt.${more}`;
  const id = await makeArticle({ memberId: 'writer', lang: 'en', markdown: text(first), now: T0 });
  const found = (await detailOf(id)).findings.find(({ check }) => check === 'doubled');
  expect(found?.segment).toBe(first);
  await dismissFinding(depsAt(T0 + 1_000), {
    articleId: id,
    findingId: found?.id ?? '',
    actor: editor,
    reason: 'A quotation.',
  });
  expect(doubled(await revise(id, text(first, ' The road is open.')))).toEqual([[first, 'A quotation.']]);
  const other = first.replace('roof', 'floor');
  expect(doubled(await revise(id, text(other)))).toEqual([[other, null]]);
  expect(doubled(await revise(id, text(first)))).toEqual([[first, 'A quotation.']]);
});

it('never takes a dismissal of another article over', async () => {
  const markdown = `# Another mill\n\n${first}`;
  const id = await makeArticle({ memberId: 'writer', lang: 'en', markdown, now: T0 });
  expect(doubled(await detailOf(id))).toEqual([[first, null]]);
});

const words = (from: number, count: number) =>
  Array.from(
    { length: count },
    (_, n) => `${['harbour', 'lantern', 'ferry', 'night', 'keeper'][(from + n) % 5]}${from + n}`,
  ).join(' ');

it('says that nearly the same text is published, naming the article, and only in its language', async () => {
  const body = words(1, 200);
  const out = await makeArticle({ memberId: 'writer', lang: 'en', markdown: `# Out\n\n${body}`, now: T0 });
  const send = (lang: string, markdown: string) =>
    makeArticle({ memberId: 'writer', lang, markdown, now: T0 + 5_000 }).then(detailOf);
  const near = async (detail: Promise<ArticleDetail>) =>
    (await detail).findings.filter(({ check }) => check === 'near-duplicate');
  const again = `# Again\n\n${body.replace('night4', 'evening4')}`;
  expect(await near(send('en', again.replace('Again', 'Early')))).toEqual([]);
  await approve(depsAt(T0 + 2_000), { articleId: out, actor: editor });
  await publish(depsAt(T0 + 3_000), { articleId: out, actor: editor });
  const found = await near(send('en', again));
  expect(found).toMatchObject([{ severity: 'warning', segment: `/desk/articles/${out}` }]);
  expect(found[0]?.message).toContain('“Out”');
  expect(await near(send('de', `# Wieder\n\n${body}`))).toEqual([]);
  expect(await near(send('en', `# Other\n\n${words(9_000, 200)}`))).toEqual([]);
  // An article is no duplicate of itself.
  expect(await near(revise(out, `# Out\n\n${body} and more`))).toEqual([]);
});
