/**
 * Which addresses may be fetched from, be it a picture or the page of a source: public names over https, nothing else. Every redirect is
 * checked again by the same rule. A public name that resolves to a private address is left to the platform:
 * a deployed Worker's fetch leaves from Cloudflare's edge and has no private network to reach.
 */
import { fail, ok, type Result } from '../../lib/result.ts';
import { URL_MAX_CHARS } from '../../limits.ts';
import type { RemoteReason } from './reason.ts';

/** RFC 6761, 6762, 7686, 8375, 9476, ICANN's `.internal`, and names that home and office networks use. */
const privateSuffixes =
  /(?:^|\.)(?:localhost|local|internal|home\.arpa|in-addr\.arpa|ip6\.arpa|lan|home|corp|intranet|private|test|invalid|onion|alt)$/;

/**
 * The address to fetch for a URL as written, or why there is none. `localHosts` (host:port) are let through as
 * they are, over http: they exist in local development only.
 */
export function checkAddress(
  written: string,
  localHosts: readonly string[],
  base?: string,
): Result<URL, RemoteReason> {
  const text = written.trim();
  if (text.length > URL_MAX_CHARS) return fail('not_a_url');
  if (/^ipfs:|^ipns:/i.test(text)) return fail('ipfs');
  // A browser would read `//host/path` by the page's own scheme, which is https.
  const absolute = text.startsWith('//') ? `https:${text}` : text;
  const url = URL.parse(absolute, base);
  if (!url) return fail('not_a_url');
  if (url.protocol === 'ipfs:' || url.protocol === 'ipns:') return fail('ipfs');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return fail('scheme');
  if (url.username !== '' || url.password !== '') return fail('credentials');
  url.hash = '';
  if (localHosts.includes(url.host)) return ok(url);
  if (!isPublicName(url.hostname)) return fail('private_address');
  if (!['', '80', '443'].includes(url.port)) return fail('port');
  url.protocol = 'https:';
  // `http://host:443` names the port that https has anyway, `http://host:80` was the default of http.
  if (url.port === '80') url.port = '';
  return ok(url);
}

/**
 * The same for an address that is posted to: what is sent must not be read on the way, so plain http is no spelling
 * of https here.
 */
export function checkEndpoint(written: string, localHosts: readonly string[]): Result<URL, RemoteReason> {
  const checked = checkAddress(written, localHosts);
  if (!checked.ok || localHosts.includes(checked.value.host)) return checked;
  return /^https:/i.test(written.trim()) ? checked : fail('scheme');
}

/**
 * `hostname` comes from the URL parser, which has turned every notation of an IPv4 address (decimal, hex, octal,
 * short forms, full-width digits) into four decimal numbers, and refused zone ids.
 */
export function isPublicName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  if (name.startsWith('[') || /^[0-9.]+$/.test(name)) return false;
  const labels = name.split('.');
  if (labels.length < 2 || labels.includes('')) return false;
  return !privateSuffixes.test(name);
}
