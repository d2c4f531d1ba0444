/** However much else there is to say of a text, what holds an approval back is said, by the queue and by the preview. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { FINDINGS_MAX } from '../../src/limits.ts';
import { previewSubmission } from '../../src/pipeline/look.ts';
import { findArticleDetail } from '../../src/store/articles.ts';
import { makeArticle } from '../fakes/article.ts';
import { makeMember } from '../fakes/members.ts';

const lang = 'zh-Hans';
const misspelt = Array.from({ length: FINDINGS_MAX + 50 }, (_, n) => `编缉：阿明${n}`).join('\n');
const markdown = `# 港口\n\n港口<script>alert(1)</script>开放了。\n\n来源：海港报\n\n${misspelt}`;
const expected = ['unsafe-markup', 'source-missing'];

it('comes first in a preview', () => {
  const { findings } = previewSubmission({ markdown, lang });
  expect(findings.slice(0, 2).map(({ check }) => check)).toEqual(expected);
  expect(findings.map(({ check }) => check)).toContain('label-misspelt');
});

it('is kept with the revision', async () => {
  await makeMember(env.DB, { id: 'writer', role: 'translator' });
  const id = await makeArticle({ memberId: 'writer', lang, markdown, now: Date.UTC(2026, 4, 1) });
  const { findings = [] } = (await findArticleDetail(env.DB, id)) ?? {};
  const blocking = findings.filter(({ severity }) => severity === 'block');
  expect(blocking.map(({ check }) => check)).toEqual(expected);
});
