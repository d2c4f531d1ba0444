/** What `npm run doctor` finds: each check says how it stands, and whatever is not well says what to do. */

export interface Check {
  name: string;
  verdict: 'ok' | 'warning' | 'bad' | 'skipped';
  says: string;
  remedy?: string;
}

export const ok = (name: string, says: string): Check => ({ name, verdict: 'ok', says });
export const skipped = (name: string, says: string): Check => ({ name, verdict: 'skipped', says });
export const warning = (name: string, says: string, remedy: string): Check => ({
  name,
  verdict: 'warning',
  says,
  remedy,
});
export const bad = (name: string, says: string, remedy: string): Check => ({
  name,
  verdict: 'bad',
  says,
  remedy,
});

const marks = { ok: 'ok', warning: 'warning', bad: 'BAD', skipped: 'skipped' } as const;

/** A line for people, and below it the remedy. */
export function checkLines({ name, verdict, says, remedy }: Check): string {
  const line = `${marks[verdict].padEnd(8)} ${name.padEnd(24)} ${says}`;
  return remedy === undefined ? line : `${line}\n${' '.repeat(9)}→ ${remedy}`;
}

export const countOf = (checks: readonly Check[], verdict: Check['verdict']): number =>
  checks.filter((check) => check.verdict === verdict).length;

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
