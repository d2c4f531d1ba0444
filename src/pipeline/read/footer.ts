/** Footer links: list items that are one link and nothing else, after the lines about the article. */
import type { Line } from './lines.ts';
import { leads } from './urls.ts';

const LINKS_MAX = 60;

const isLinkItem = (line: Line): boolean => {
  const { plain, links, pictures } = line.inline;
  const link = links[0];
  return (
    links.length === 1 &&
    link !== undefined &&
    pictures.length === 0 &&
    /[-*+]\s*$/.test(line.marks) &&
    plain.slice(0, link.start).trim() === '' &&
    plain.slice(link.end).trim() === '' &&
    leads(link.url)
  );
};

/** Takes the link lists that stand behind the first line about the article that follows its last prose. */
export function takeFooterLinks(
  lines: Line[],
  isProse: (line: Line) => boolean,
): { text: string; url: string }[] {
  const last = lines.findLastIndex((line) => !isLinkItem(line) && isProse(line));
  const from = lines.findIndex((line, at) => at > last && line.taken);
  const found: { text: string; url: string }[] = [];
  if (from < 0) return found;
  for (const line of lines.slice(from)) {
    const link = line.inline.links[0];
    if (line.taken || !link || !isLinkItem(line) || found.length >= LINKS_MAX) continue;
    found.push({ text: line.inline.plain.slice(link.start, link.end).trim(), url: link.url });
    line.taken = true;
  }
  return found;
}
