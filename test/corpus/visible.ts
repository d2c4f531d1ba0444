/**
 * The visible text of Markdown, roughly and independently of the reader under test: marks off, addresses of
 * links off, references decoded, blanks out. What is left must be found again in a submission's parts.
 */
import type { Parts } from '../../src/pipeline/types.ts';

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'" };

const decode = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&([a-z]+);/g, (all, name) => entities[name] ?? all);

/** Letters and digits in order; everything else may be a mark. */
const letters = (text: string): string =>
  (text.normalize('NFC').match(/[\p{L}\p{N}]/gu) ?? []).join('').toLowerCase();

const shown = (line: string): string =>
  decode(
    line
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
      .replace(/!\[([^\]]*)\]\([^)]*\)/g, ' ')
      .replace(/(?<=\])\((?:[^()]|\([^()]*\))*\)/g, ' ')
      .replace(/\]\[[^\]]*\]/g, '] ')
      .replace(/<!--.*?-->/g, '')
      .replace(/<\/?[a-z][^<>]*>/gi, ' '),
  );

/** Pieces of the text that must be found: a line each, auto-links unwrapped. */
export function visiblePieces(markdown: string): string[] {
  let text = markdown;
  for (let round = 0; round < 4; round++) text = text.replace(/\[\[zh:([^[\]]*)\]\]/g, '$1');
  // A key of front matter is a mark, too.
  return text
    .replace(/^---\r?\n(?:[^\n]*\n){0,40}?---\r?\n/, (block) => block.replace(/^title:/gm, ''))
    .replace(/[\u2028\u0085]/g, '\n')
    .split(/\n|<br\s?\/?>?/)
    .filter((line) => !/^ {0,3}\[[^\]]+\]:\s/.test(line) && !/^\s*(?:`{3,}|~{3,})/.test(line))
    .map((line) => letters(shown(line)))
    .filter((line) => line !== '');
}

/** Everything that a reader of these parts can see. */
export function visibleParts(parts: Parts): string {
  const texts = [
    parts.title,
    parts.byline,
    parts.repost?.name,
    parts.header?.alt,
    parts.header?.caption,
    ...parts.sources.flatMap((source) => [source.title, source.publisher, source.url]),
    ...parts.credits.flatMap((credit) => [credit.as_written, credit.affiliation, credit.name]),
    parts.disclaimer,
    ...parts.footer_links.map((link) => link.text),
    ...parts.as_written,
    parts.body,
  ];
  return texts
    .filter((text) => text !== undefined)
    .flatMap((text) => text.split('\n'))
    .map((line) => letters(shown(line)))
    .join('\n');
}

/** The pieces that are not found. A line may have been cut in two: then each half must be there. */
export function lostPieces(markdown: string, parts: Parts): string[] {
  const seen = visibleParts(parts);
  return visiblePieces(markdown).filter((piece) => !isFound(piece, seen));
}

function isFound(piece: string, seen: string): boolean {
  if (seen.includes(piece)) return true;
  let from = 0;
  for (let cuts = 0; cuts < 8 && from < piece.length; cuts++) {
    let low = from;
    let high = piece.length;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (seen.includes(piece.slice(from, middle))) low = middle;
      else high = middle - 1;
    }
    if (low === from) return false;
    from = low;
  }
  return from >= piece.length;
}
