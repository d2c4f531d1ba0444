import { parseFragment } from 'parse5';

/** Text as HTML: in an element or a quoted attribute. */
export const escapeHtml = (value: string): string =>
  value.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** What a browser shows for text with entities and without elements, as WordPress keeps the names of people and terms. */
export function unescapeHtml(text: string): string {
  const [title] = parseFragment(`<title>${text.replaceAll('<', '&lt;')}</title>`).childNodes;
  const inner = title && 'childNodes' in title ? title.childNodes[0] : undefined;
  return inner && 'value' in inner ? inner.value : '';
}
