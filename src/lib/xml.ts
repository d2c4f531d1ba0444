/**
 * Escaped templates for XML, and for the head of a page. What stands in a gap is text and is escaped; only
 * markup that the same template made goes in as it is.
 */
export interface Markup {
  readonly markup: string;
}

/** What XML 1.0 (section 2.2) forbids even as a character reference. */
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const special = /[&<>"']/g;
const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** One look tells the texts, nearly all, in which nothing changes: surrogates may be lone, so they are looked into. */
const changes = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]|[&<>"']/;

/** Text for an element or an attribute: lone surrogates become U+FFFD, forbidden characters go. */
export const escapeXml = (text: string): string =>
  changes.test(text)
    ? text
        .toWellFormed()
        .replace(forbidden, '')
        .replace(special, (character) => references[character] ?? '')
    : text;

type Gap = string | number | Markup | undefined | false | readonly Gap[];

function fillGap(gap: Gap): string {
  if (gap === undefined || gap === false) return '';
  if (typeof gap === 'string') return escapeXml(gap);
  if (typeof gap === 'number') return String(gap);
  if ('markup' in gap) return gap.markup;
  return gap.map(fillGap).join('');
}

/** Markup whose gaps are filled with escaped text, with markup, or with lists of either. */
export function xml(parts: TemplateStringsArray, ...gaps: Gap[]): Markup {
  let markup = parts[0] ?? '';
  gaps.forEach((gap, n) => {
    markup += fillGap(gap) + (parts[n + 1] ?? '');
  });
  return { markup };
}

/** JSON inside a `<script>` that holds data: `<` would let `</script` or `<!--` end it. */
export const jsonInMarkup = (value: unknown): Markup => ({
  markup: JSON.stringify(value).toWellFormed().replaceAll('<', '\\u003c'),
});

/** Text that is markup already, because our own constants or our serialiser made it. */
export const trusted = (markup: string): Markup => ({ markup });
