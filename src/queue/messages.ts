/**
 * What travels in the queue. A message is a hint and never the truth: it names a row, and the row says what
 * there is to do. Messages are parsed like any other input from outside, since an older or newer version of
 * this Worker may have sent them.
 */
import * as z from 'zod/mini';
import { errorKind, logEvent } from '../lib/log.ts';

const id = z.uuid();

export const message = z.discriminatedUnion('kind', [
  /** Process a submission. */
  z.object({ v: z.literal(1), kind: z.literal('submission'), id }),
  /** Ask again for the pictures that a revision could not have. */
  z.object({ v: z.literal(1), kind: z.literal('picture'), id }),
  /** Bring an article's entry in the search index up to date. */
  z.object({ v: z.literal(1), kind: z.literal('index'), id }),
  /** Bring up to date what the search index keeps of the site. */
  z.object({ v: z.literal(1), kind: z.literal('site') }),
  /** Publish an article whose hour has come. */
  z.object({ v: z.literal(1), kind: z.literal('publish'), id }),
  /** Run the purges that are due. */
  z.object({ v: z.literal(1), kind: z.literal('purge') }),
  /** Tell those outside what they may be told by now. */
  z.object({ v: z.literal(1), kind: z.literal('delivery') }),
]);

export type Message = z.infer<typeof message>;

/** A queue is named after its site, so that one account can hold several sites; the ending is what tells. */
export const isDeadQueue = (name: string): boolean => name.endsWith('-dead');

/**
 * Sends a hint, at best. A queue that cannot be reached delays the work until the sweep and never loses it,
 * so the request that caused it goes on.
 */
export async function sendHint(
  queue: Queue<unknown>,
  hint: Message,
  options: { delaySeconds?: number } = {},
): Promise<void> {
  try {
    await queue.send(hint, options);
  } catch (error) {
    logEvent('warn', 'queue.send.failed', { kind: hint.kind, error: errorKind(error) });
  }
}
