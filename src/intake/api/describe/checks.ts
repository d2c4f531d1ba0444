import * as z from 'zod/mini';
import { once } from '../../../lib/once.ts';
import { submissionBody } from '../../submission-schema.ts';
import { said } from '../../values.ts';
import { findingExample, newFinding } from './findings.ts';
import type { Operation } from './operation.ts';
import { parts, source } from './parts.ts';
import { TEXT } from './submissions.ts';

export const checkOperations: readonly Operation[] = [
  {
    id: 'check',
    method: 'post',
    path: '/checks',
    role: 'translator',
    summary: 'Look at a text as a submission would be, with the parts and findings, and keep nothing',
    effect: 'reads',
    body: submissionBody,
    refusals: [403],
    status: 200,
    answer: once(() =>
      z
        .object({
          title: z.optional(z.string()),
          header_image: z.optional(
            z.object({ source_url: z.string(), alt: z.string(), caption: z.optional(z.string()) }),
          ),
          source: z.optional(source()),
          sources: z.array(source()),
          ...parts(),
          findings: z.array(newFinding()),
        })
        .register(said, { id: 'Check' }),
    ),
    example: {
      body: {
        lang: 'zh-Hans',
        markdown: TEXT,
        source_markdown: '# The lighthouse shines again\n\nDark for nineteen years, it was lit on Thursday.',
        source_lang: 'en',
      },
      answer: {
        title: '灯塔重新亮起',
        byline: null,
        sources: [{ url: 'https://example.org/lighthouse' }],
        credits: [{ role: 'translator', name: '小潮', as_written: '翻译' }],
        footer_links: [],
        as_written: ['翻译：小潮'],
        html: '<p>停用十九年之后，灯塔上周四重新亮起。</p>',
        findings: [findingExample],
      },
    },
  },
];
