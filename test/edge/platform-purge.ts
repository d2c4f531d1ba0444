import type { Purge, Purged } from '../../src/edge/stand-in.ts';

/**
 * Cloudflare's purge, as strict as the platform: 5 calls a minute, a bucket of 25, 100 tags a call, printable
 * ASCII. It refuses by resolving with `success: false`, and remembers that it had to.
 */
export function platformPurge(options: { now: () => number; forward?: (what: Purge) => Promise<Purged> }) {
  const { now, forward } = options;
  let level = 25;
  let last = now();
  const accepted: Purge[] = [];
  const refusals: string[] = [];
  const refuse = (error: string): Purged => {
    refusals.push(error);
    return { success: false, error };
  };
  async function purge(what: Purge): Promise<Purged> {
    level = Math.min(25, level + ((now() - last) * 5) / 60_000);
    last = now();
    if (level < 1) return refuse('1116 rate limited');
    level -= 1;
    const tags = 'tags' in what ? what.tags : [];
    if (tags.length > 100) return refuse('1094 too many tags');
    if (tags.some((tag) => !/^[!-~]{1,1024}$/.test(tag))) return refuse('1095 bad tag');
    const result = (await forward?.(what)) ?? { success: true };
    if (result.success) accepted.push(what);
    return result;
  }
  return {
    purge,
    accepted,
    refusals,
    /** Calls that it would let through now. */
    level: () => Math.floor(level + Math.min(25 - level, ((now() - last) * 5) / 60_000)),
  };
}
