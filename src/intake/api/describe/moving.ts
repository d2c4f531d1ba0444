/** What an import asks for beyond what a newsroom does: where an article stood elsewhere, and what topics were called. */
import * as z from 'zod/mini';
import { parseLang } from '../../../i18n/languages.ts';
import { inEnglish } from '../../../i18n/told/tell.ts';
import { oldPathOf } from '../../../lib/old-path.ts';
import { once } from '../../../lib/once.ts';
import {
  MOVED_CORRECTIONS_MAX,
  NAME_MAX_CHARS,
  NOTE_MAX_CHARS,
  PAGE_ROWS,
  REASON_MAX_CHARS,
  SLUG_MAX_CHARS,
  URL_MAX_CHARS,
} from '../../../limits.ts';
import { SAY_WHAT_WAS_WRONG, SAY_WHY_WITHDRAWN } from '../../../publish/remedies.ts';
import { correctionKinds } from '../../../store/schema/words.ts';
import { said, text, timeGiven, words } from '../../values.ts';
import { address, ID, type Operation, purge, texts } from './operation.ts';

const AT = '2024-05-06T07:08:09Z';
const slugError = `Give at most ${PAGE_ROWS} slugs of 1 to ${SLUG_MAX_CHARS} letters, digits and hyphens.`;

const pathError = `Give at most ${PAGE_ROWS} addresses of up to ${URL_MAX_CHARS} characters, such as /2021/03/name/ or /?p=12: a path without a query, but for WordPress’s number, and none that this site has pages of its own at.`;

const oldPaths = () =>
  z
    .array(
      z.pipe(
        z
          .string(pathError)
          .check(z.maxLength(URL_MAX_CHARS, pathError))
          .register(said, { maxLength: URL_MAX_CHARS }),
        z.transform((value, ctx) => {
          const path = oldPathOf(value);
          if (path !== undefined && path.length <= URL_MAX_CHARS) return path;
          ctx.issues.push({ code: 'custom', input: value, message: pathError });
          return z.NEVER;
        }),
      ),
      pathError,
    )
    .check(z.maxLength(PAGE_ROWS, pathError))
    .register(said, {
      description:
        'Addresses on another site that are to answer 301; a host in front of them counts for nothing',
      maxItems: PAGE_ROWS,
    });

const pathsLed = () => texts().register(said, { description: 'Those that lead here now, as they are kept' });

export const oldPathsBody = once(() => z.object({ old_paths: oldPaths() }));

export const moveInBody = once(() =>
  z.object({
    published_at: timeGiven('When readers first saw it; the month of its URL'),
    changed_at: z.optional(timeGiven('When readers last saw it change')),
    old_slugs: z.optional(
      z
        .array(
          z
            .string(slugError)
            .check(
              z.normalize('NFC'),
              z.maxLength(SLUG_MAX_CHARS, slugError),
              z.regex(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}-]*$/u, slugError),
            )
            .register(said, { maxLength: SLUG_MAX_CHARS }),
          slugError,
        )
        .check(z.maxLength(PAGE_ROWS, slugError))
        .register(said, { description: 'Slugs of that month that are to answer 301', maxItems: PAGE_ROWS }),
    ),
    old_paths: z.optional(oldPaths()),
    corrections: z.optional(
      z
        .array(
          z.object({
            kind: z.enum(correctionKinds, `Give one of ${correctionKinds.join(', ')}.`),
            note: words('Shown to readers', NOTE_MAX_CHARS, inEnglish(SAY_WHAT_WAS_WRONG)),
            at: timeGiven('When it was published'),
          }),
          'Give a list of corrections, each with kind, note and at.',
        )
        .check(z.maxLength(MOVED_CORRECTIONS_MAX, `Give at most ${MOVED_CORRECTIONS_MAX} corrections.`))
        .register(said, { description: 'Notes that readers saw', maxItems: MOVED_CORRECTIONS_MAX }),
    ),
    withdrawn: z.optional(
      z
        .object(
          {
            at: timeGiven('When it was withdrawn'),
            reason: words('Shown to readers', REASON_MAX_CHARS, inEnglish(SAY_WHY_WITHDRAWN)),
          },
          'Give the time and the reason of its withdrawal.',
        )
        .register(said, { description: 'It comes in as withdrawn and is not shown on the way' }),
    ),
  }),
);

const langError = 'Give each name under a BCP 47 tag, such as en or zh-Hans.';

export const topicBody = once(() =>
  z.object({
    slug: text('The topic’s slug', { max: SLUG_MAX_CHARS, error: 'Give the slug of a topic.' }),
    names: z
      .record(
        z.string().check(z.refine((lang) => parseLang(lang) === lang, langError)),
        words('Name', NAME_MAX_CHARS, `Give names of 1 to ${NAME_MAX_CHARS} characters.`),
        langError,
      )
      .register(said, { description: 'Language to name; languages that are left out have none' }),
  }),
);

export const movingOperations: readonly Operation[] = [
  {
    id: 'moveIn',
    method: 'post',
    path: '/articles/{id}/move-in',
    role: 'admin',
    summary:
      'Bring an approved article, which was never out here, to where it stood on another site: published or withdrawn, with its dates, corrections and old slugs',
    effect: 'out',
    body: moveInBody,
    refusals: [403, 404, 409],
    status: 200,
    answer: once(() =>
      z.object({
        url: address(),
        state: z.enum(['published', 'withdrawn']),
        old_slugs: texts().register(said, { description: 'Those that lead here now' }),
        old_paths: pathsLed(),
        purge: purge(),
      }),
    ),
    example: {
      body: {
        published_at: AT,
        old_slugs: ['灯塔'],
        old_paths: ['/2024/05/lighthouse/', '/?p=12'],
        corrections: [{ kind: 'translation_error', note: 'It was a Friday.', at: AT }],
      },
      answer: {
        url: 'https://news.example.org/zh-hans/2024/05/%E7%81%AF%E5%A1%94%E9%87%8D%E6%96%B0%E4%BA%AE%E8%B5%B7',
        state: 'published',
        old_slugs: ['灯塔'],
        old_paths: ['/2024/05/lighthouse', '/?p=12'],
        purge: { tags: [`article:${ID}`, 'edition:zh-hans'], state: 'done' },
      },
    },
  },
  {
    id: 'leadOldPaths',
    method: 'post',
    path: '/articles/{id}/old-paths',
    role: 'admin',
    summary:
      'Make addresses that an article had on another site lead to it; one that another article has stays with that one',
    effect: 'out',
    body: oldPathsBody,
    refusals: [403, 404],
    status: 200,
    answer: once(() => z.object({ old_paths: pathsLed(), purge: purge() })),
    example: {
      body: { old_paths: ['https://old.example.org/2024/05/lighthouse.html', '/archives/12'] },
      answer: {
        old_paths: ['/2024/05/lighthouse', '/archives/12'],
        purge: { tags: ['old-paths'], state: 'done' },
      },
    },
  },
  {
    id: 'nameTopic',
    method: 'post',
    path: '/topics',
    role: 'admin',
    summary: 'Say what a topic is called in each language',
    effect: 'out',
    body: topicBody,
    refusals: [403, 404, 409],
    status: 200,
    answer: once(() =>
      z.object({ slug: z.string(), names: z.record(z.string(), z.string()), purge: purge() }),
    ),
    example: {
      body: { slug: '海洋', names: { 'zh-Hans': '海洋', en: 'The sea' } },
      answer: {
        slug: '海洋',
        names: { 'zh-Hans': '海洋', en: 'The sea' },
        purge: { tags: [`topic:${ID}`], state: 'done' },
      },
    },
  },
];
