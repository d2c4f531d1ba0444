import * as z from 'zod/mini';
import { once } from '../../../lib/once.ts';
import { purgePhases } from '../../../store/schema/words.ts';
import { said } from '../../values.ts';
import { count, ID, id, type Operation, pageCursor, texts, time } from './operation.ts';

export const purgesQuery = once(() => z.object({ cursor: pageCursor() }));

const purge = once(() =>
  z
    .object({
      id: id(),
      change: z.string(),
      phase: z.enum(purgePhases),
      state: z.enum(['due', 'waiting', 'done', 'failing']),
      tags: texts(),
      attempts: count(),
      due_at: time(),
      done_at: z.optional(time()),
      delay_ms: count(),
      error: z.optional(z.string()),
    })
    .register(said, { id: 'Purge' }),
);

const AT = '2026-11-23T18:00:00Z';

export const purgeOperations: readonly Operation[] = [
  {
    id: 'listPurges',
    method: 'get',
    path: '/articles/{id}/purges',
    role: 'translator',
    summary: 'What was purged from the caches for an article, and when; newest first',
    effect: 'reads',
    query: purgesQuery,
    refusals: [404],
    status: 200,
    answer: once(() => z.object({ purges: z.array(purge()), next_cursor: z.optional(z.string()) })),
    example: {
      answer: {
        purges: [
          {
            id: ID,
            change: 'publish',
            phase: 'now',
            state: 'done',
            tags: [`article:${ID}`],
            attempts: 1,
            due_at: AT,
            done_at: AT,
            delay_ms: 120,
          },
        ],
      },
    },
  },
];
