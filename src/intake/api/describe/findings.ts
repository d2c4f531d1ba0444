import * as z from 'zod/mini';
import { once } from '../../../lib/once.ts';
import { severities } from '../../../store/schema/words.ts';
import { said } from '../../values.ts';
import { id, time } from './operation.ts';

const shape = {
  check: z.string(),
  severity: z.enum(severities).register(said, { description: '`block` holds an approval back' }),
  message: z.string(),
  segment: z.optional(z.string()).register(said, { description: 'The text that it is about' }),
};

/** What a check says of a text that nobody has kept. */
export const newFinding = once(() => z.object(shape));

export const finding = once(() =>
  z
    .object({
      id: id(),
      ...shape,
      dismissed_at: z.optional(time()),
      dismissed_reason: z.optional(z.string()),
    })
    .register(said, { id: 'Finding' }),
);

export const findingExample = {
  check: 'numbers',
  severity: 'warning',
  message: 'The source says 120, the translation 12.',
  segment: '修复花费 12 万欧元。',
};
