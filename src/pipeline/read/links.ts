/** Links whose text is one address and whose target another: a slip of the translator's, or a trap. */
import { tell } from '../../i18n/told/tell.ts';
import type { Finding } from '../types.ts';
import type { Line } from './lines.ts';
import { canonicalUrl, looksLikeUrl } from './urls.ts';

const FOUND_MAX = 20;

/** A shortened text (`https://example.org/lo…`) names the same address. */
function differs(text: string, url: string): boolean {
  const shown = canonicalUrl(text.replace(/(?:…|\.\.\.)$/, ''));
  const target = canonicalUrl(url);
  return (
    shown !== '' &&
    shown !== target &&
    !(/(?:…|\.\.\.)$/.test(text) && target.startsWith(shown)) &&
    !(target.startsWith(shown) && !shown.includes('/'))
  );
}

export function findMisleadingLinks(lines: readonly Line[]): Finding[] {
  const findings: Finding[] = [];
  for (const { inline } of lines) {
    for (const link of inline.links) {
      if (link.bare) continue;
      const text = inline.plain.slice(link.start, link.end).trim();
      if (
        text.length > 2_048 ||
        !looksLikeUrl(text) ||
        !/^https?:/i.test(link.url) ||
        !differs(text, link.url)
      )
        continue;
      findings.push({
        check: 'link-text-differs',
        severity: 'warning',
        told: tell('link-text-differs', { text, url: link.url }),
        segment: text,
      });
      if (findings.length >= FOUND_MAX) return findings;
    }
  }
  return findings;
}
