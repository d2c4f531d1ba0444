import * as z from 'zod/mini';
import { inEnglish } from '../../../i18n/told/tell.ts';
import { once } from '../../../lib/once.ts';
import { NOTE_MAX_CHARS, REASON_MAX_CHARS } from '../../../limits.ts';
import { SAY_WHAT_WAS_WRONG, SAY_WHY, SAY_WHY_WITHDRAWN } from '../../../publish/remedies.ts';
import { articleStates, correctionKinds } from '../../../store/schema/words.ts';
import { said, timeGiven, wholeNumber, words } from '../../values.ts';
import { address, count, ID, id, type Operation, purge } from './operation.ts';

export const approveBody = once(() =>
  z.object({
    revision: z.optional(
      wholeNumber(
        'The revision you read; a newer one since then refuses the approval',
        'Give the number of the revision that you read.',
      ),
    ),
  }),
);

export const publishBody = once(() =>
  z.object({ at: z.optional(timeGiven('A time to come; one that has passed means now')) }),
);

export const withdrawBody = once(() =>
  z.object({
    reason: words('Shown to readers', REASON_MAX_CHARS, inEnglish(SAY_WHY_WITHDRAWN)),
  }),
);

export const correctBody = once(() =>
  z.object({
    note: words('Shown to readers', NOTE_MAX_CHARS, inEnglish(SAY_WHAT_WAS_WRONG)),
    kind: z.optional(z.enum(correctionKinds, `Give one of ${correctionKinds.join(', ')}.`)),
    markdown: z.optional(
      z
        .string('Send the whole corrected Markdown as a text.')
        .register(said, { description: 'The whole corrected Markdown' }),
    ),
  }),
);

export const noteBody = once(() =>
  z.object({ note: words('What to do, or why', REASON_MAX_CHARS, inEnglish(SAY_WHY)) }),
);

const state = () => z.enum(articleStates);
const out = once(() => ({ url: address(), state: state(), purge: purge() }));
const outExample = {
  url: 'https://news.example.org/zh-hans/2026/11/%E7%81%AF%E5%A1%94%E9%87%8D%E6%96%B0%E4%BA%AE%E8%B5%B7',
  purge: { tags: [`article:${ID}`, 'edition:zh-hans'], state: 'done' },
};

const decision = { method: 'post', refusals: [403, 404, 409], status: 200 } as const;

export const decisionOperations: readonly Operation[] = [
  {
    ...decision,
    id: 'approve',
    path: '/articles/{id}/approve',
    role: 'proofreader',
    summary: 'Approve the current revision',
    body: approveBody,
    answer: once(() => z.object({ state: state(), revision: count() })),
    example: { body: { revision: 1 }, answer: { state: 'approved', revision: 1 } },
  },
  {
    ...decision,
    id: 'publish',
    path: '/articles/{id}/publish',
    role: 'publisher',
    summary: 'Publish the approved revision, now or at a time to come',
    effect: 'out',
    body: publishBody,
    answer: once(() => z.object(out())),
    example: { body: {}, answer: { ...outExample, state: 'published' } },
  },
  {
    ...decision,
    id: 'withdraw',
    path: '/articles/{id}/withdraw',
    role: 'publisher',
    summary: 'Take a published article back; its address answers 410 with the reason',
    effect: 'out',
    body: withdrawBody,
    answer: once(() => z.object(out())),
    example: {
      body: { reason: 'The report was about another town.' },
      answer: { ...outExample, state: 'withdrawn' },
    },
  },
  {
    ...decision,
    id: 'correct',
    path: '/articles/{id}/correct',
    role: 'publisher',
    summary: 'Publish a note on a published article, with a new text when `markdown` is given',
    effect: 'out',
    takes: ['key'],
    body: correctBody,
    answer: once(() => z.object({ ...out(), correction: id() })),
    example: {
      body: { note: 'It was a Friday.', kind: 'translation_error' },
      answer: { ...outExample, state: 'published', correction: ID },
    },
  },
  {
    ...decision,
    id: 'sendBack',
    path: '/articles/{id}/send-back',
    role: 'proofreader',
    summary: 'Send back to the translator, with a note on what to do',
    body: noteBody,
    answer: once(() => z.object({ state: state() })),
    example: { body: { note: 'The second paragraph is missing.' }, answer: { state: 'in_review' } },
  },
  {
    ...decision,
    id: 'spike',
    path: '/articles/{id}/spike',
    role: 'publisher',
    summary: 'Reject an article that is not out',
    body: noteBody,
    answer: once(() => z.object({ state: state() })),
    example: { body: { note: 'We have this story already.' }, answer: { state: 'spiked' } },
  },
];
