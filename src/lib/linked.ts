/** Plain text with links as Markdown writes them, `[About us](https://…)`, and nothing else of Markdown. */
export interface LinkedPiece {
  text: string;
  /** Where it leads, if it is a link. */
  href?: string;
}

const link = /\[([^[\]\n]{1,200})\]\(([^\s()<>]{1,1000})\)/g;
/** The web, a letter, or a path of this site; `//host` and `/\host` are other sites to a browser. */
const leads = /^(?:https?:\/\/[^/]|mailto:[^@]+@|\/(?![/\\]))/i;

/** What is written as a link and leads nowhere stays as it was typed. */
export function linkedPieces(text: string): LinkedPiece[] {
  const pieces: LinkedPiece[] = [];
  let at = 0;
  for (const found of text.matchAll(link)) {
    const [whole, name = '', href = ''] = found;
    if (!leads.test(href)) continue;
    if (found.index > at) pieces.push({ text: text.slice(at, found.index) });
    pieces.push({ text: name, href });
    at = found.index + whole.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** The first address in such a text to which nobody can be led. */
export const findBadLink = (text: string): string | undefined =>
  [...text.matchAll(link)].map(([, , href = '']) => href).find((href) => !leads.test(href));
