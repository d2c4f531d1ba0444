/**
 * HTML character references in titles, names and URLs: `&#8211;`, `&amp;`, `&#124;`. Each is decoded by the
 * WHATWG parser, one reference at a time, so that `<` in the text stays text.
 */
import { parseFragment } from 'parse5';

/** The longest name of the standard has 31 letters. */
const reference = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});/g;

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(reference, (written) => {
    const node = parseFragment(written).childNodes[0];
    return node !== undefined && 'value' in node ? node.value : written;
  });
}
