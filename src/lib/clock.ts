import { memo } from './memo.ts';

/** Milliseconds since 1970-01-01T00:00Z; handed to functions that need the time, so that tests own it. */
export type Clock = () => number;

const DAY_MS = 86_400_000;
const DAYS_KEPT = 400;
const two = Array.from({ length: 60 }, (_, n) => `${n}`.padStart(2, '0'));
/** `yyyy-mm-dd` of a day's number: a page says several times of few days, and a Date is slow to say one. */
const dateOf = memo(DAYS_KEPT, (day: number) => new Date(day * DAY_MS).toISOString().slice(0, -14));

/** RFC 3339 in UTC with seconds: the form of a time outside the database, where no other is compared with it. */
export function rfc3339(at: number): string {
  const day = Math.floor(at / DAY_MS);
  const seconds = Math.floor((at - day * DAY_MS) / 1000);
  return `${dateOf(day)}T${two[Math.floor(seconds / 3600)]}:${two[Math.floor(seconds / 60) % 60]}:${two[seconds % 60]}Z`;
}

/** RFC 3339 with the milliseconds that there are: two moments of one second differ, and keep their order. */
export function exactTime(at: number): string {
  const text = rfc3339(at);
  const rest = ((at % 1000) + 1000) % 1000;
  return rest === 0 ? text : `${text.slice(0, -1)}.${`${rest}`.padStart(3, '0')}Z`;
}

/** `yyyy-mm` in UTC: the month that an article's URL and its archive carry. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);
