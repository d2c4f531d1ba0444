/** Attacks for fields that hold text: on one line, whole, and as many in a field as it takes. */
import { vectors } from './vectors.ts';

/** As a field without lines keeps a text: what is invisible goes at the door and would only hide the attack. */
const onOneLine = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\ufffd\s]+/gu, ' ')
    .trim();

/** All attacks as text, in their own order. */
const lines: readonly string[] = [...new Set(vectors.map(({ markdown }) => onOneLine(markdown)))];

/** Those that a field of so many characters takes whole, the shortest first. */
export const fitting = (chars: number): string[] =>
  lines.filter(({ length }) => length <= chars).toSorted((a, b) => a.length - b.length);

/** The same, several together up to `chars`, a blank between. */
export function packs(texts: readonly string[], chars: number): string[] {
  const packed: string[] = [];
  for (const text of texts) {
    const last = packed.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= chars) {
      packed[packed.length - 1] = `${last} ${text}`;
    } else packed.push(text);
  }
  return packed;
}

const standIn = (texts: readonly string[]): ((line: string) => boolean) => {
  const folded = texts.map(onOneLine);
  return (line) => folded.some((text) => text.includes(line));
};

/** How many of the attacks were sent in these texts, and how many of those stand whole somewhere in what was seen. */
export function countAttacks(
  sent: readonly string[],
  seen: readonly string[],
): { sent: number; seen: number } {
  const given = lines.filter(standIn(sent));
  return { sent: given.length, seen: given.filter(standIn(seen)).length };
}
