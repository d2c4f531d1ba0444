import * as z from 'zod/mini';
import { once } from '../../../lib/once.ts';
import { creditRoles } from '../../../store/schema/words.ts';
import { said } from '../../values.ts';
import { texts } from './operation.ts';

/** The parts of a text as they were understood: of an article, and of a text that is only looked at. */
export const parts = once(() => {
  const link = z.object({ name: z.string(), url: z.string() });
  return {
    byline: z.nullable(z.string()),
    repost: z.optional(link),
    credits: z.array(
      z.object({
        role: z.enum(creditRoles),
        name: z.string(),
        affiliation: z.optional(z.string()),
        as_written: z.string().register(said, { description: 'The label, as the volunteer wrote it' }),
        url: z.optional(z.string()),
      }),
    ),
    disclaimer: z.optional(z.string()),
    footer_links: z.array(z.object({ text: z.string(), url: z.string() })),
    as_written: texts().register(said, { description: 'Recognised lines that left the body' }),
    html: z.string(),
  };
});

export const source = once(() =>
  z
    .object({
      url: z.string(),
      title: z.optional(z.string()),
      publisher: z.optional(z.string()),
      lang: z.optional(z.string()),
    })
    .register(said, { id: 'Source' }),
);
