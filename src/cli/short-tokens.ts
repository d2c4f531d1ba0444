/** API tokens that a command makes for itself where it can reach the database, and takes back when it is done. */
import { newToken } from '../auth/new-token.ts';
import type { MemberRole } from '../store/schema/words.ts';
import { execute, type Place } from './database.ts';

export interface ShortTokens {
  /** In the order asked for. */
  tokens: string[];
  /** Texts that were ever submitted to this database. */
  submissions: number;
  revoke: () => Promise<void>;
}

/** Throws when one of the names belongs to a member who may not enter any more. */
export async function makeTokens(
  place: Place,
  asked: readonly { role: MemberRole; name: string }[],
  lifeMs: number,
): Promise<ShortTokens> {
  const now = Date.now();
  const made = await Promise.all(asked.map((one) => newToken({ ...one, now, expiresAt: now + lifeMs })));
  const ids = made.map(({ id }) => `'${id}'`).join(', ');
  const rows = await execute(place, [
    ...made.flatMap(({ statements }) => statements),
    `select (select count(*) from tokens where id in (${ids})) as made, (select count(*) from submissions) as submissions`,
  ]);
  const revoke = async (): Promise<void> => {
    await execute(place, [`update tokens set revoked_at = ${Date.now()} where id in (${ids})`]);
  };
  if (rows[0]?.made !== made.length) {
    await revoke();
    const names = asked.map(({ name }) => `"${name}"`).join(', ');
    throw new Error(
      `${names} may not enter this site any more. Let them in again on the desk's people screen, or give --token.`,
    );
  }
  return { tokens: made.map(({ token }) => token), submissions: Number(rows[0].submissions), revoke };
}
