/**
 * HTML that a volunteer wrote between the Markdown. The sanitiser decides what it may do; here is only seen to
 * it that a tag that is never closed (`<title>` named in a sentence, a lost quotation mark) does not swallow the
 * rest of the article, since a browser, and parse5, read on to the end for it.
 */
import type { Token } from 'marked';

/** Elements whose content is not markup: without their end tag everything that follows is their text. */
const RAW_TEXT =
  'title|textarea|style|xmp|iframe|noembed|noframes|noscript|script|plaintext|template|select|svg|math|object';
const leading = new RegExp(`^<(${RAW_TEXT})(?![a-z0-9-])`, 'iu');

/** Tags that may be left open in one piece of HTML before the rest of its `<` are text. */
const OPEN_TAGS_MAX = 50;

/** Attributes of one tag: parse5 compares each with all before it. */
const ATTRIBUTES_MAX = 100;

/** Where the tag or comment that begins at `start` ends (after its `>`), or -1. */
function endOfTag(html: string, start: number): number {
  if (html.startsWith('<!--', start)) {
    if (/^<!---?>/.test(html.slice(start, start + 6))) return html.indexOf('>', start) + 1;
    const end = html.indexOf('-->', start + 4);
    return end < 0 ? -1 : end + 3;
  }
  if (html[start + 1] === '!' || html[start + 1] === '?') return html.indexOf('>', start) + 1 || -1;
  let at = start + 1;
  let parts = 0;
  while (at < html.length && parts <= 2 * ATTRIBUTES_MAX) {
    const char = html[at] ?? '';
    if (char === '>') return at + 1;
    if (' \t\n\f\r/"\''.includes(char)) parts += ' \t\n\f\r/'.includes(html[at - 1] ?? '') ? 0 : 1;
    if (char === '=') {
      at += 1;
      while (/\s/.test(html[at] ?? '')) at += 1;
      const quote = html[at];
      if (quote === '"' || quote === "'") {
        const end = html.indexOf(quote, at + 1);
        if (end < 0) return -1;
        at = end;
      } else continue;
    }
    at += 1;
  }
  return -1;
}

/** `html` with the `<` of every unfinished tag, comment or raw-text element escaped, and whether there was one. */
export function closeRawHtml(html: string): { html: string; changed: boolean } {
  let out = '';
  let from = 0;
  let unfinished = 0;
  const lower = html.toLowerCase();
  const escapeAt = (at: number): void => {
    out += `${html.slice(from, at)}&lt;`;
    from = at + 1;
    unfinished += 1;
  };
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    if (!/[a-z/!?]/i.test(html[at + 1] ?? '')) continue;
    const end = unfinished > OPEN_TAGS_MAX ? -1 : endOfTag(html, at);
    if (end < 0) {
      escapeAt(at);
      continue;
    }
    const name = leading.exec(html.slice(at, at + 16))?.[1]?.toLowerCase();
    if (name) {
      const close = lower.indexOf(`</${name}`, end);
      const closed = close < 0 ? -1 : html.indexOf('>', close);
      if (closed < 0) {
        escapeAt(at);
        continue;
      }
      at = closed;
    } else at = end - 1;
  }
  return { html: out + html.slice(from), changed: unfinished > 0 };
}

/**
 * Inline tags come as tokens of their own. A raw-text element and its end tag become one token with all that
 * stands between them as it was written; one without its end tag becomes text. Answers whether one did.
 */
export function pairInlineTags(tokens: Token[]): boolean {
  /** Names without an end tag further on: looked for once. */
  const unclosed = new Set<string>();
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.type !== 'html') continue;
    const name = leading.exec(token.raw)?.[1]?.toLowerCase();
    if (!name) continue;
    let end = unclosed.has(name) ? tokens.length : at + 1;
    while (end < tokens.length && !isEndTag(tokens[end], name)) end += 1;
    const closed = end < tokens.length;
    const raw = closed ? tokens.slice(at, end + 1).reduce((all, one) => all + one.raw, '') : token.raw;
    if (!closed) unclosed.add(name);
    tokens[at] = closed
      ? { type: 'html', raw, text: raw, block: false, pre: false }
      : { type: 'text', raw, text: raw, escaped: false };
    if (closed) tokens.splice(at + 1, end - at);
  }
  return unclosed.size > 0;
}

const isEndTag = (token: Token | undefined, name: string): boolean =>
  token?.type === 'html' && token.raw.toLowerCase().startsWith(`</${name}`);
