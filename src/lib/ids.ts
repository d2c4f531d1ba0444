import { sha256 } from './hash.ts';

const dashed = (hex32: string): string =>
  `${hex32.slice(0, 8)}-${hex32.slice(8, 12)}-${hex32.slice(12, 16)}-${hex32.slice(16, 20)}-${hex32.slice(20)}`;

/** 48 bits, 12 hex digits. */
const timeOf = (now: number): string => now.toString(16).padStart(12, '0');

/** 48 bits of time, version 7, variant 10, and 74 bits from `random` (20 hex digits or more). */
function uuid7(now: number, random: string): string {
  const variant = ((Number.parseInt(random.slice(3, 4), 16) & 0x3) | 0x8).toString(16);
  return dashed(`${timeOf(now)}7${random.slice(0, 3)}${variant}${random.slice(4, 19)}`);
}

/**
 * A new lower-case UUIDv7 (RFC 9562, section 5.7) for the millisecond `now`: behind its time and version it has a
 * version 4's variant and 74 random bits, which the platform makes quickly.
 */
export function newId(now: number): string {
  const time = timeOf(now);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

/**
 * The id of the `label`-th thing made out of `parent`, with the parent's time. The same step run
 * twice makes the same rows, so that a doubled queue message changes nothing.
 */
export async function derivedId(parent: string, label: string): Promise<string> {
  const time = Number.parseInt(parent.replaceAll('-', '').slice(0, 12), 16);
  return uuid7(time, await sha256(`${parent}/${label}`));
}

/** True for the canonical spelling of a UUID of any version. */
export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
