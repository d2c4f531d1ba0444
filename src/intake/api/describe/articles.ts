import * as z from 'zod/mini';
import { parseLang } from '../../../i18n/languages.ts';
import { inEnglish } from '../../../i18n/told/tell.ts';
import { once } from '../../../lib/once.ts';
import { REASON_MAX_CHARS } from '../../../limits.ts';
import { articleStates, correctionKinds } from '../../../store/schema/words.ts';
import { NO_WHOLE_TEXT } from '../../submission-schema.ts';
import { said, text, wholeNumber } from '../../values.ts';
import { finding, findingExample } from './findings.ts';
import { address, count, ID, id, type Operation, pageCursor, texts, time } from './operation.ts';
import { parts, source } from './parts.ts';
import { revised, submissionExample, TEXT } from './submissions.ts';

/** A language to look for, which need not be one that is known. */
export const wantedLang = () => {
  const error = 'Give a BCP 47 tag, such as en or zh-Hans.';
  return z.optional(
    z.pipe(
      text('BCP 47 tag', { error }),
      z.transform((value, ctx) => {
        const lang = parseLang(value);
        if (lang !== undefined) return lang;
        ctx.issues.push({ code: 'custom', input: value, message: error });
        return z.NEVER;
      }),
    ),
  );
};

export const articlesQuery = once(() =>
  z.object({
    lang: wantedLang(),
    state: z.optional(z.enum(articleStates, `Give one of ${articleStates.join(', ')}.`)),
    cursor: pageCursor(),
  }),
);

export const articleQuery = once(() =>
  z.object({
    revision: z.optional(
      wholeNumber('Number of a revision; the current one when left out', 'Give the number of a revision.'),
    ),
    revisions_cursor: z.optional(
      wholeNumber(
        'next_revisions_cursor of the answer before: `revisions` goes on with older ones',
        'Give the next_revisions_cursor of the answer before, unchanged.',
      ),
    ),
    corrections_cursor: pageCursor('next_corrections_cursor'),
  }),
);

export const revisionBody = once(() =>
  z.object({
    markdown: z.string(inEnglish(NO_WHOLE_TEXT)).register(said, { description: 'The whole new Markdown' }),
    reason: z.optional(
      text('Why', {
        max: REASON_MAX_CHARS,
        error: `Give the reason in at most ${REASON_MAX_CHARS} characters.`,
      }),
    ),
    base_revision: z.optional(
      wholeNumber(
        'The revision you started from; a newer one since then refuses yours',
        'Give the number of the revision that you started from.',
      ),
    ),
  }),
);

const summary = () => ({
  id: id(),
  story: id(),
  lang: z.string(),
  state: z.enum(articleStates),
  slug: z.string(),
  title: z.string(),
  revision: count(),
  url: z.optional(address()),
  published_at: z.optional(time()),
  scheduled_at: z.optional(time()),
  updated_at: time(),
});

const article = once(() =>
  z
    .object({
      ...summary(),
      dir: z.enum(['ltr', 'rtl']),
      header_image: z.optional(
        z.object({
          sha256: z.optional(z.string()),
          width: z.optional(count()),
          height: z.optional(count()),
          alt: z.string(),
          caption: z.optional(z.string()),
          source_url: z.optional(z.string()),
        }),
      ),
      source: z.optional(source()),
      sources: z.array(source()),
      ...parts(),
      markdown: z.string(),
      excerpt: z.string(),
      words: count(),
      reading_minutes: count(),
      topics: z.array(z.object({ slug: z.string(), names: z.record(z.string(), z.string()) })),
      findings: z.array(finding()),
      corrections: z.array(
        z.object({ id: id(), kind: z.enum(correctionKinds), note: z.string(), at: time() }),
      ),
      old_slugs: texts().register(said, { description: 'Slugs of its month that answer 301' }),
      old_paths: texts().register(said, {
        description: 'Addresses on another site that lead to it, at most 50',
      }),
      changed_at: z.optional(time()),
      withdrawn_at: z.optional(time()),
      withdrawn_reason: z.optional(z.string()),
      created_at: time(),
      current_revision: count(),
      approved_revision: z.optional(count()),
      published_revision: z.optional(count()),
      sha256: z.string(),
      revisions: z.array(
        z.object({
          number: count(),
          sha256: z.string(),
          title: z.string(),
          reason: z.optional(z.string()),
          author: z.optional(z.string()),
          created_at: time(),
        }),
      ),
      /** Both lists are newest first, 50 a page; a cursor is there when older ones are. */
      next_revisions_cursor: z.optional(count()),
      next_corrections_cursor: z.optional(z.string()),
    })
    .register(said, { id: 'Article' }),
);

const SHA = 'a3f1c2d4e5b6978812345678901234567890abcdefabcdefabcdefabcdef0123';
const AT = '2026-11-23T18:00:00Z';
const summaryExample = {
  id: ID,
  story: ID,
  lang: 'zh-Hans',
  state: 'in_review',
  slug: '灯塔重新亮起',
  title: '灯塔重新亮起',
  revision: 1,
  updated_at: AT,
};

export const articleOperations: readonly Operation[] = [
  {
    id: 'listArticles',
    method: 'get',
    path: '/articles',
    role: 'translator',
    summary: 'Articles, most recently changed first; `state` in_review is what waits for a proofreader',
    effect: 'reads',
    query: articlesQuery,
    status: 200,
    answer: once(() =>
      z.object({
        articles: z.array(z.object(summary()).register(said, { id: 'ArticleSummary' })),
        next_cursor: z.optional(z.string()),
      }),
    ),
    example: { query: { lang: 'zh-Hans', state: 'in_review' }, answer: { articles: [summaryExample] } },
  },
  {
    id: 'readArticle',
    method: 'get',
    path: '/articles/{id}',
    role: 'translator',
    summary:
      'One article with its fields, credits, findings, revisions and corrections; of the last two the newest 50, and older ones by cursor',
    effect: 'reads',
    query: articleQuery,
    refusals: [404],
    status: 200,
    answer: article,
    example: {
      query: { revision: '1' },
      answer: {
        ...summaryExample,
        dir: 'ltr',
        byline: null,
        source: { url: 'https://example.org/lighthouse' },
        sources: [{ url: 'https://example.org/lighthouse' }],
        credits: [{ role: 'translator', name: '小潮', as_written: '翻译' }],
        footer_links: [],
        as_written: ['翻译：小潮'],
        markdown: TEXT,
        html: '<p>停用十九年之后，灯塔上周四重新亮起。</p>',
        excerpt: '停用十九年之后，灯塔上周四重新亮起。',
        words: 17,
        reading_minutes: 1,
        topics: [{ slug: '海洋', names: { 'zh-Hans': '海洋' } }],
        findings: [{ id: ID, ...findingExample }],
        corrections: [],
        old_slugs: [],
        old_paths: ['/2019/11/lighthouse'],
        created_at: AT,
        current_revision: 1,
        sha256: SHA,
        revisions: [{ number: 1, sha256: SHA, title: '灯塔重新亮起', author: '小潮', created_at: AT }],
      },
    },
  },
  {
    id: 'revise',
    method: 'post',
    path: '/articles/{id}/revisions',
    role: 'translator',
    summary: 'Send in new content for one’s own article, or for any in a language one proofreads',
    body: revisionBody,
    takes: ['key', 'picture'],
    refusals: [403, 404, 409],
    status: 201,
    mayGoOn: true,
    answer: revised,
    example: {
      body: { markdown: TEXT.replace('上周四', '上周五'), reason: 'It was a Friday', base_revision: 1 },
      answer: { ...submissionExample, revision: 2 },
    },
  },
];
