/** Addresses for comparing, not for following. */
import { baseOf } from '../segments/language.ts';

/** Without scheme, `www.`, trailing slash, empty fragment and counting parameters. Empty for what is no page. */
export function addressOf(url: string): string {
  const text = url.trim();
  if (!text || text === '#' || /^(?:javascript|data|mailto):/i.test(text)) return '';
  return decoded(text)
    .replace(/^(?:https?:)?\/\/(?:www\.|m\.|amp\.)?/i, '')
    .replace(/[?&](?:utm_[a-z]+|fbclid|gclid|ref|source)=[^&#]*/gi, '')
    .replace(/[/#?]+$/, '')
    .toLowerCase();
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    // Percent signs that encode nothing: compared as written.
    return text;
  }
}

const hostOf = (address: string): string => address.split(/[/?#]/)[0] ?? '';
const siteOf = (address: string): string => hostOf(address).split('.').slice(-2).join('.');

/** The same page of one site in another language: /en/a and /zh/a, en.wikipedia.org and zh.wikipedia.org. */
export function siblings(a: string, b: string, langs: readonly [from: string, to: string]): boolean {
  if (siteOf(a) !== siteOf(b)) return false;
  const [from, to] = langs.map(
    (lang) => new RegExp(`(^|[./_-])(?:${baseOf(lang)}(?:[-_][a-z]{2,4})?)(?=[./_-]|$)`, 'g'),
  );
  if (!from || !to) return false;
  // Fragments are made from headings, and so are translated.
  const bare = (address: string) =>
    address
      .replace(/#.*$/, '')
      .replace(from, '$1')
      .replace(to, '$1')
      .replace(/[./]{2,}/g, '/');
  return bare(a) === bare(b) || (hostOf(a) !== hostOf(b) && (to.test(hostOf(b)) || from.test(hostOf(a))));
}
