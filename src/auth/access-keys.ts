import * as z from 'zod/mini';
import type { AccessConfig } from '../config.ts';
import { ACCESS_KEYS_MAX_MS, ACCESS_KEYS_STEP_MS, ACCESS_KEYS_WAIT_MAX_MS } from '../limits.ts';

const key = z.object({
  kid: z.string(),
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
});
export type AccessKey = z.infer<typeof key>;

/** Two at a time: the one that signs, and the one before it. */
const keySet = z.object({ keys: z.array(key).check(z.maxLength(20)) });

interface Kept {
  keys: readonly AccessKey[];
  /** When they were asked for, also where no answer came yet. */
  askedAt: number;
  /** When they came. */
  at: number;
}

/** An isolate's keys. Promises are not kept: an isolate's requests must not wait for each other's fetches. */
const kept = new WeakMap<AccessConfig, Kept>();

async function fetchKeys({ issuer }: AccessConfig): Promise<readonly AccessKey[]> {
  const reply = await fetch(`${issuer}/cdn-cgi/access/certs`, {
    redirect: 'manual',
    signal: AbortSignal.timeout(ACCESS_KEYS_WAIT_MAX_MS),
  });
  const read = reply.ok ? keySet.safeParse(await reply.json()) : undefined;
  if (!read?.success) throw new Error(`${issuer} gives no keys (${reply.status}). Is it the team's domain?`);
  return read.data.keys;
}

/**
 * The public key of that name. An unknown name asks for the keys again, since Access rotates them, but no more
 * than once in ACCESS_KEYS_STEP_MS: anyone can invent names. Throws when no keys can be had.
 */
export async function findKey(
  access: AccessConfig,
  asked: { kid: string; now: number },
): Promise<AccessKey | undefined> {
  const { kid, now } = asked;
  const held = kept.get(access);
  if (held && now - held.at < ACCESS_KEYS_MAX_MS) {
    const found = held.keys.find((one) => one.kid === kid);
    if (found || now - held.askedAt < ACCESS_KEYS_STEP_MS) return found;
    held.askedAt = now;
  }
  const keys = await fetchKeys(access);
  kept.set(access, { keys, askedAt: now, at: now });
  return keys.find((one) => one.kid === kid);
}
