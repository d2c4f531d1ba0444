/** Text as HTML: in an element or a quoted attribute. */
export const escapeHtml = (value: string): string =>
  value.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
