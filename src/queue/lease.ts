import { LEASE_MS, LEASE_RENEW_MS } from '../limits.ts';
import type { Db } from '../store/statement.ts';
import { renewLease } from '../store/submissions.ts';

/**
 * Renews a submission's lease for as long as the work on it goes on. So a lease can be short, and what a killed
 * consumer held is soon free, though pictures may keep a living one for a minute.
 */
export async function whileLeased<T>(
  lease: { db: Db; id: string; leaseId: string; now: number },
  work: () => Promise<T>,
): Promise<T> {
  const begun = Date.now();
  const timer = setInterval(() => {
    const until = lease.now + (Date.now() - begun) + LEASE_MS;
    // A lease that could not be renewed runs out, and then nothing of this work is stored.
    renewLease(lease.db, { ...lease, until }).catch(() => undefined);
  }, LEASE_RENEW_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
