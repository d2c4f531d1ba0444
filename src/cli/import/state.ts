/**
 * What was done already, one JSON line an item, appended when the item is done. Without it a second run is
 * right all the same (the idempotency keys see to that); with it, it is quick, and an edited file becomes a new
 * revision of its article instead of a second article.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { said } from '../errors.ts';

const line = z.object({
  id: z.string(),
  /** Digest of all that was sent. */
  content: z.string(),
  /** Digest of the Markdown alone. */
  text: z.string(),
  article: z.string(),
  stage: z.enum(['received', 'published']),
  url: z.string().optional(),
  /** Digest of the old paths that lead to it. */
  paths: z.string().optional(),
});

export type Done = z.infer<typeof line>;

export interface ImportState {
  find: (id: string) => Done | undefined;
  add: (done: Done) => void;
  /** One of what is known, if anything is. */
  any: () => Done | undefined;
  forget: () => void;
}

/** One file a site. Throws, before anything is sent, where the notes cannot be written. */
export function openState(folder: string, siteUrl: string): ImportState {
  const file = join(folder, `done-${new URL(siteUrl).host.replace(/[^\w.-]/g, '_')}.jsonl`);
  const known = new Map<string, Done>();
  // A line that a kill cut short must not spoil the first one of this run.
  let lead = existsSync(file) ? '\n' : '';
  try {
    mkdirSync(folder, { recursive: true });
    appendFileSync(file, '');
  } catch (error) {
    throw new Error(`The notes on what is done need a folder. Give another with --work. ${said(error)}`);
  }
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    const read = parseLine(text);
    if (read) known.set(read.id, read);
  }
  return {
    find: (id) => known.get(id),
    any: () => known.values().next().value,
    forget: () => {
      known.clear();
      rmSync(file, { force: true });
      lead = '';
    },
    add: (done) => {
      appendFileSync(file, `${lead}${JSON.stringify(done)}\n`);
      lead = '';
      known.set(done.id, done);
    },
  };
}

function parseLine(text: string): Done | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    // The last line of a run that was killed.
    return undefined;
  }
}
