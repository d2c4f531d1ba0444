/** When an article was published, as other systems write it. */
const shape =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(?:Z|UTC|([+-]\d\d):?(\d\d))?/i;

/** RFC 3339 in UTC, in which a time without a zone is taken to be; undefined for what is no time that has passed. */
export function publishedAt(written: string | undefined, now = Date.now()): string | undefined {
  const found = shape.exec(written?.trim() ?? '');
  if (!found) return undefined;
  const [, year = '', month = '', day = '', hour = '0', minute = '00', second = '00', zone, rest] = found;
  const two = (text: string): string => text.padStart(2, '0');
  const offset = zone === undefined ? 'Z' : `${zone}:${rest}`;
  const at = Date.parse(`${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${offset}`);
  return Number.isNaN(at) || at > now ? undefined : new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** What to say of a date that the new site cannot take. */
export const lostDate = (written: string): string =>
  `date ${written}: it is no date that has passed; it stays in the text as written, and the new site counts from its own day of publication`;
