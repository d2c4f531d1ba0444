/** When an article was published, as other systems write it. */
const shape =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ](\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(?:Z|UTC|([+-]\d\d):?(\d\d))?/i;

/** Year, month and day as they stand there: `2022`, `02`, `03`. */
export function dayOf(written: string | undefined): { year: string; month: string; day: string } | undefined {
  const found = shape.exec(written?.trim() ?? '');
  if (!found) return undefined;
  const [, year = '', , month = '', day = ''] = found;
  return { year, month: month.padStart(2, '0'), day: day.padStart(2, '0') };
}

function timeOf(written: string | undefined): number | undefined {
  const days = dayOf(written);
  if (!days || !written) return undefined;
  const { year, month, day } = days;
  // 31 February would be read as a day of March.
  const noon = new Date(`${year}-${month}-${day}T12:00:00Z`);
  if (Number.isNaN(noon.getTime()) || noon.getUTCDate() !== Number(day)) return undefined;
  const [, , , , , hour = '0', minute = '00', second = '00', zone, rest] = shape.exec(written.trim()) ?? [];
  const offset = zone === undefined ? 'Z' : `${zone}:${rest}`;
  const at = Date.parse(`${year}-${month}-${day}T${hour.padStart(2, '0')}:${minute}:${second}${offset}`);
  return Number.isNaN(at) ? undefined : at;
}

/** RFC 3339 in UTC, in which a time without a zone is taken to be; undefined for what is no time that has passed. */
export function publishedAt(written: string | undefined, now = Date.now()): string | undefined {
  const at = timeOf(written);
  return at === undefined || at > now ? undefined : new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Jekyll and Hugo keep such a text back until then. */
export const isToCome = (written: string | undefined, now = Date.now()): boolean =>
  (timeOf(written) ?? now) > now;

/** What to say of a date that the new site cannot take. */
export const lostDate = (written: string): string =>
  `date ${written}: it is no date that has passed; it stays in the text as written, and the new site counts from its own day of publication`;
