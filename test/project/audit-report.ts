/** What `npm audit --json` printed, in one sentence. */
import { z } from 'zod';

const report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), range: z.string().default(''), fixAvailable: z.unknown() }),
  ),
  metadata: z.object({ vulnerabilities: z.object({ total: z.number() }) }),
});
const refusal = z.object({
  message: z.string().optional(),
  error: z.object({ summary: z.string().optional() }).optional(),
});

export function judgeAudit(printed: string): { verdict: 'clean' | 'holes' | 'not asked'; says: string } {
  let answer: unknown;
  try {
    answer = JSON.parse(printed);
  } catch {
    answer = undefined;
  }
  const read = report.safeParse(answer);
  if (!read.success) {
    const refused = refusal.safeParse(answer);
    const why = refused.success ? (refused.data.message ?? refused.data.error?.summary) : undefined;
    return {
      verdict: 'not asked',
      says: `The registry could NOT be asked for newer ones: its audit service did not answer (${why || 'no report came back'}). Try again where the npm registry is reachable.`,
    };
  }
  const { vulnerabilities, metadata } = read.data;
  if (metadata.vulnerabilities.total === 0) return { verdict: 'clean', says: 'No known holes.' };
  const lines = Object.entries(vulnerabilities).map(
    ([name, { severity, range }]) => `  ${name} ${range}: ${severity}`,
  );
  return { verdict: 'holes', says: `Known holes:\n${lines.join('\n')}\n"npm audit" names the remedies.` };
}
