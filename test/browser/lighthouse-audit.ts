/** One page through Lighthouse, as on a middling phone. */
import lighthouse from 'lighthouse';

export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof categories)[number];

/** The bar for every category; 1 is the most. */
export const LEAST = 0.99;

export interface Audited {
  scores: Partial<Record<Category, number>>;
  /** Audits that took something off a score, as `id`. */
  lost: string[];
  layoutShift: number;
  largestPaintMs: number;
  /** Element that is the largest contentful paint: its tag name. */
  largest: string;
}

/** The element's tag in Lighthouse's account of the largest paint, whose shape differs by insight. */
function largestIn(details: unknown): string {
  const [, tag = 'none'] = /"snippet":"<([a-z0-9]+)/.exec(JSON.stringify(details) ?? '') ?? [];
  return tag;
}

/** `port` is that of a browser's remote debugging; `skip` names audits. */
export async function audit(
  url: string,
  port: number,
  options: { only?: readonly Category[]; skip?: readonly string[] } = {},
): Promise<Audited> {
  const { only = categories, skip = [] } = options;
  const run = await lighthouse(url, {
    port,
    onlyCategories: [...only],
    skipAudits: [...skip],
    logLevel: 'error',
    output: 'json',
  });
  if (!run) throw new Error(`Lighthouse gave no result for ${url}.`);
  const { lhr } = run;
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  const weighed = Object.values(lhr.categories).flatMap((category) => category.auditRefs);
  const lost = weighed.filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 0.99);
  return {
    scores: Object.fromEntries(only.map((name) => [name, lhr.categories[name]?.score ?? 0])),
    lost: lost.map(({ id }) => id),
    layoutShift: lhr.audits['cumulative-layout-shift']?.numericValue ?? 0,
    largestPaintMs: Math.round(lhr.audits['largest-contentful-paint']?.numericValue ?? 0),
    largest: largestIn(lhr.audits['lcp-breakdown-insight']?.details),
  };
}
