import * as z from 'zod/mini';
import { once } from '../../../lib/once.ts';
import { articleStates, submissionStates } from '../../../store/schema/words.ts';
import { submissionBody } from '../../submission-schema.ts';
import { said } from '../../values.ts';
import { finding, findingExample } from './findings.ts';
import { address, count, ID, id, type Operation, time } from './operation.ts';

const state = () => z.enum(submissionStates);

const submissionShape = once(() => ({
  id: id(),
  state: state(),
  attempts: count(),
  reason: z.optional(z.string()).register(said, { description: 'Why it failed' }),
  url: address(),
  created_at: time(),
  article: z.optional(
    z.object({
      id: id(),
      lang: z.string(),
      slug: z.string(),
      title: z.string(),
      state: z.enum(articleStates),
      revision: count(),
    }),
  ),
  findings: z.array(finding()),
}));

const submission = once(() => z.object(submissionShape()).register(said, { id: 'Submission' }));

/** The answer to new content of an article: its submission, and the number that the content got. */
export const revised = once(() => z.object({ ...submissionShape(), revision: z.optional(count()) }));

export const submissionExample = {
  id: ID,
  state: 'ready',
  attempts: 1,
  url: `https://news.example.org/api/v1/submissions/${ID}`,
  created_at: '2026-11-23T18:00:00Z',
  article: {
    id: ID,
    lang: 'zh-Hans',
    slug: '灯塔重新亮起',
    title: '灯塔重新亮起',
    state: 'in_review',
    revision: 1,
  },
  findings: [{ id: ID, ...findingExample }],
};

export const TEXT =
  '# 灯塔重新亮起\n\n停用十九年之后，灯塔上周四重新亮起。\n\n原文链接：https://example.org/lighthouse\n\n翻译：小潮';

export const submissionOperations: readonly Operation[] = [
  {
    id: 'submit',
    method: 'post',
    path: '/submissions',
    role: 'translator',
    summary: 'Send in a translation',
    body: submissionBody,
    takes: ['key', 'picture'],
    refusals: [403],
    status: 202,
    answer: once(() => z.object({ id: id(), state: state(), url: address() })),
    example: {
      body: {
        lang: 'zh-Hans',
        markdown: TEXT,
        source_url: 'https://example.org/lighthouse',
        source_lang: 'en',
        topics: ['海洋'],
      },
      answer: { id: ID, state: 'queued', url: `https://news.example.org/api/v1/submissions/${ID}` },
    },
  },
  {
    id: 'readSubmission',
    method: 'get',
    path: '/submissions/{id}',
    role: 'translator',
    summary: 'How far a submission is, and what was found in it: one’s own, or in a language one proofreads',
    effect: 'reads',
    refusals: [404],
    status: 200,
    answer: submission,
    example: { answer: submissionExample },
  },
];
