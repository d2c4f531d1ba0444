/** Footer links: list items that are one link and nothing else, after the lines about the article. */
import { isRule, type Line } from './lines.ts';

const LINKS_MAX = 60;

const isLinkItem = (line: Line): boolean => {
  const { plain, links, pictures } = line.inline;
  const link = links[0];
  return (
    /[-*+]\s*$/.test(line.marks) &&
    links.length === 1 &&
    link !== undefined &&
    pictures.length === 0 &&
    plain.slice(0, link.start).trim() === '' &&
    plain.slice(link.end).trim() === ''
  );
};

/** Takes link lists that stand after `from`, the last line that says something about the article. */
export function takeFooterLinks(
  lines: Line[],
  from: number,
  isProse: (line: Line) => boolean,
): { text: string; url: string }[] {
  let last = -1;
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at];
    if (line && !isLinkItem(line) && isProse(line)) {
      last = at;
      break;
    }
  }
  const found: { text: string; url: string }[] = [];
  for (let at = last + 1; at < lines.length && found.length < LINKS_MAX; at++) {
    const line = lines[at];
    if (!line || line.taken || line.blank || isRule(line.source) || !isLinkItem(line)) continue;
    if (from < 0 || at < from) continue;
    const link = line.inline.links[0];
    if (!link) continue;
    found.push({ text: line.inline.plain.slice(link.start, link.end).trim(), url: link.url });
    line.taken = true;
  }
  return found;
}
