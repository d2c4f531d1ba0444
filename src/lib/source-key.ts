/**
 * The normalised form of a source's URL: two addresses of one report give one key. Scheme, `www.`, a trailing
 * slash, the fragment and the parameters that only count clicks say nothing about which report it is.
 * Undefined when the text is no http(s) URL.
 */
export function sourceKey(text: string): string | undefined {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return undefined;
  const query = url.search === '' ? '' : telling(url.searchParams);
  const port = url.port === '' ? '' : `:${url.port}`;
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.hostname.replace(/^www\./, '')}${port}${path}${query ? `?${query}` : ''}`;
}

/** The parameters that say which report it is, in a fixed order. */
function telling(parameters: URLSearchParams): string {
  const kept = [...parameters].filter(([name]) => !counting.test(name));
  kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return new URLSearchParams(kept).toString();
}

const counting = /^(?:utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref|ref_src|cmpid|s_cid|_ga|spm)$/i;
