const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/**
 * The text of our own sanitised HTML: tags become spaces where they part words, and the few entities that our
 * serialiser writes are decoded. Not for HTML from anywhere else.
 */
export function plainText(html: string): string {
  return html
    .replace(/<(?:rt|rp)>[^<]*<\/(?:rt|rp)>/g, '')
    .replace(
      /<\/?(?:em|strong|b|i|u|s|a|span|mark|small|sub|sup|ruby|rb|bdi|bdo|wbr|cite|q|code|abbr)\b[^>]*>/g,
      '',
    )
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
