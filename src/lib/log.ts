/**
 * The Worker's log: one JSON object a line, which Workers Logs finds again by its fields. What may be said is
 * closed: ids, our own words and an error's kind, so that no name, address, IP or text of anybody gets there.
 */
interface LogFields {
  /** The id that an answer carries in `X-Request-Id`; cron and the queue have none. */
  request?: string;
  /** Of an article, a submission or a message. */
  id?: string;
  kind?: string;
  queue?: string;
  attempts?: number;
  method?: string;
  /** The pattern that matched: a path as sent holds slugs, and names of people. */
  route?: string;
  /** One of our own words for why. */
  reason?: string;
  error?: string;
  stack?: string[];
}

export function logEvent(level: 'warn' | 'error', event: string, fields: LogFields): void {
  console[level](JSON.stringify({ event, ...fields }));
}

/** Its name, and the codes that D1 and SQLite put into a message beside the parameters, which may be anybody's text. */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return [error.name, ...(error.message.match(/\b(?:D1|SQLITE)_[A-Z_]+\b/g) ?? [])].join(' ');
}

/** Where it was thrown. A message of several lines stands in the stack too, so only lines that name a place are kept. */
export const errorPlaces = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .*:\d+:\d+\)?$/.test(line))
    .slice(0, 5);
