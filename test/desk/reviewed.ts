/** An article with its source, through the real door and the real pipeline, for the review page's tests. */
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import { receiveSubmission } from '../../src/intake/receive.ts';
import { processSubmission } from '../../src/queue/process-submission.ts';
import { findSubmissionStatus } from '../../src/store/submissions.ts';
import { depsAt } from '../fakes/article.ts';
import { get, NOW, post, type Visitor } from './site.ts';

export const source = `# The eels come back

Twelve eels were counted on Monday.

> The river is clean again,
> said the warden.

- A net was mended.
- A boat was painted.

The count goes on until June.`;

export const translation = `# 鳗鱼回来了

周一数到12条鳗鱼。

> 河水又清了，
> 看守人说。

- 渔网补好了。
- 小船刷了漆。

计数持续到六月。

翻译：林瑶`;

export async function sendIn(
  writer: Visitor,
  texts: { markdown: string; source?: string; lang?: string } = { markdown: translation, source },
): Promise<string> {
  const deps = depsAt(NOW);
  // The same content from the same person would be the same submission, and the same source the same story.
  const slug = crypto.randomUUID();
  const { source: sourceMarkdown } = texts;
  const received = await receiveSubmission(deps, {
    memberId: writer.memberId ?? '',
    fields: {
      lang: texts.lang ?? 'zh-Hans',
      markdown: texts.markdown,
      topics: [],
      slug,
      ...(sourceMarkdown === undefined
        ? {}
        : { sourceMarkdown, sourceLang: 'en', sourceUrl: `https://news.example/${slug}` }),
    },
  });
  if (!received.ok) throw new Error(JSON.stringify(received.error));
  await processSubmission(deps, received.value.id);
  const status = await findSubmissionStatus(env.DB, received.value.id);
  if (!status?.article) throw new Error(JSON.stringify(status));
  return status.article.id;
}

export const markdownOf = (id: string): Promise<string | null> =>
  env.DB.prepare(
    'select r.markdown from articles a join revisions r on r.article_id = a.id and r.number = a.current_revision where a.id = ?',
  )
    .bind(id)
    .first<string>('markdown');

export const currentOf = (id: string): Promise<number | null> =>
  env.DB.prepare('select current_revision from articles where id = ?')
    .bind(id)
    .first<number>('current_revision');

export async function pageOf(path: string, as: Visitor): Promise<string> {
  const reply = await get(path, as);
  expect(reply.status).toBe(200);
  return reply.text();
}

/** The pair's part of the page. */
export function pairOf(page: string, n: number): string {
  const from = page.indexOf(`<li id="p${n}"`);
  const to = page.indexOf('<li id="p', from + 1);
  return from < 0 ? '' : page.slice(from, to < 0 ? page.indexOf('<section class="actions"', from) : to);
}

/** The fields of a pair's form that goes to `to`, as the page gives them. */
export function formOf(part: string, to: string): Record<string, string> {
  const form = part.slice(
    part.indexOf(`action="${to}"`),
    part.indexOf('</form>', part.indexOf(`action="${to}"`)),
  );
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((found) => [
      found[1] ?? '',
      (found[2] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    ]),
  );
}

/** Saves another text for pair `n`, as its form on the page does. */
export async function editPair(id: string, n: number, text: string, as: Visitor): Promise<Response> {
  const to = `/desk/articles/${id}/review/segment`;
  const part = pairOf(await pageOf(`/desk/articles/${id}/review`, as), n);
  const reply = await post(to, { ...formOf(part, to), text, reason: '' }, as);
  expect(reply.status).toBe(303);
  return reply;
}
