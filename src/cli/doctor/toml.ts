/** wrangler.toml as far as the checks look into it. Whatever else stands there is wrangler's own business. */
import { parse } from 'smol-toml';
import { z } from 'zod';
import { fail, ok, type Result } from '../../lib/result.ts';
import { messageOf } from './check.ts';

const name = z.string().min(1);

const shape = z.object({
  name: z.string().default(''),
  main: z.string().default(''),
  compatibility_date: z.string().default(''),
  cache: z.object({ enabled: z.boolean().default(false) }).default({ enabled: false }),
  vars: z.record(z.string(), z.unknown()).default({}),
  d1_databases: z
    .array(
      z.object({
        binding: name,
        database_name: name,
        database_id: z.string().default(''),
        migrations_dir: z.string().default(''),
      }),
    )
    .default([]),
  r2_buckets: z.array(z.object({ binding: name, bucket_name: name })).default([]),
  images: z.object({ binding: name }).optional(),
  queues: z
    .object({
      producers: z.array(z.object({ binding: name, queue: name })).default([]),
      consumers: z.array(z.object({ queue: name, dead_letter_queue: z.string().optional() })).default([]),
    })
    .default({ producers: [], consumers: [] }),
  ratelimits: z
    .array(z.object({ name, simple: z.object({ limit: z.number(), period: z.number() }) }))
    .default([]),
  triggers: z.object({ crons: z.array(z.string()).default([]) }).default({ crons: [] }),
});

export type WranglerToml = z.infer<typeof shape>;

/** What the file says, or where it cannot be read. */
export function parseWranglerToml(text: string): Result<WranglerToml, string> {
  try {
    const read = shape.safeParse(parse(text));
    if (read.success) return ok(read.data);
    return fail(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  } catch (error) {
    return fail(messageOf(error).split('\n')[0] ?? 'it is no TOML');
  }
}
