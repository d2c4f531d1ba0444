/** Milliseconds since 1970-01-01T00:00Z; handed to functions that need the time, so that tests own it. */
export type Clock = () => number;

/** RFC 3339 in UTC with seconds: the form of every time outside the database. */
export const rfc3339 = (at: number): string => `${new Date(at).toISOString().slice(0, -5)}Z`;

/** `yyyy-mm` in UTC: the month that an article's URL and its archive carry. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);
