import * as z from 'zod/mini';
import { once } from '../../../lib/once.ts';
import { CLAIM_MS } from '../../../limits.ts';
import { knownLang, webAddress } from '../../submission-schema.ts';
import { said } from '../../values.ts';
import { wantedLang } from './articles.ts';
import { address, ID, id, type Operation, pageCursor, time } from './operation.ts';

export const claimsQuery = once(() =>
  z.object({
    lang: wantedLang(),
    source_url: z.optional(webAddress('Address of a report: who is at it')),
    cursor: pageCursor(),
  }),
);

export const claimBody = once(() =>
  z.object({
    source_url: webAddress('Address of the report to be translated'),
    lang: knownLang('BCP 47 tag of the translation to be made'),
  }),
);

const claim = once(() =>
  z
    .object({
      id: id(),
      source_url: address(),
      lang: z.string(),
      member: z.string(),
      own: z.boolean(),
      created_at: time(),
      expires_at: time(),
    })
    .register(said, { id: 'Claim' }),
);

const claimExample = {
  id: ID,
  source_url: 'https://example.org/lighthouse',
  lang: 'zh-Hans',
  member: '小潮',
  own: true,
  created_at: '2026-11-23T18:00:00Z',
  expires_at: '2026-11-25T18:00:00Z',
};

export const claimOperations: readonly Operation[] = [
  {
    id: 'listClaims',
    method: 'get',
    path: '/claims',
    role: 'translator',
    summary: 'Who is translating what: claims that hold, those that lapse first before the others',
    effect: 'reads',
    query: claimsQuery,
    status: 200,
    answer: once(() => z.object({ claims: z.array(claim()), next_cursor: z.optional(z.string()) })),
    example: { query: { source_url: claimExample.source_url }, answer: { claims: [claimExample] } },
  },
  {
    id: 'claim',
    method: 'post',
    path: '/claims',
    role: 'translator',
    summary: `Take a language of a report for ${CLAIM_MS / 3_600_000} hours, or renew one’s own claim on it`,
    body: claimBody,
    refusals: [403, 409],
    status: 201,
    answer: claim,
    example: { body: { source_url: claimExample.source_url, lang: 'zh-Hans' }, answer: claimExample },
  },
  {
    id: 'releaseClaim',
    method: 'delete',
    path: '/claims/{id}',
    role: 'translator',
    summary: 'Give a claim back: one’s own, or as a publisher anybody’s',
    refusals: [403, 404],
    status: 204,
    example: {},
  },
];
