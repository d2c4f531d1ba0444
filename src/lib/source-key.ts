/**
 * The normalised form of a source's URL: two addresses of one report give one key. Scheme, `www.`, a trailing
 * slash, the fragment and the parameters that only count clicks say nothing about which report it is.
 * Undefined when the text is no http(s) URL.
 */
export function sourceKey(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  const kept = [...url.searchParams].filter(([name]) => !counting.test(name));
  kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const query = new URLSearchParams(kept).toString();
  const port = url.port === '' ? '' : `:${url.port}`;
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.hostname.replace(/^www\./, '')}${port}${path}${query ? `?${query}` : ''}`;
}

const counting = /^(?:utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref|ref_src|cmpid|s_cid|_ga|spm)$/i;
