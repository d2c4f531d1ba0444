/** Writes the lines that are left as the body's Markdown. */
import { isRule, type Line } from './lines.ts';

/** A picture with text behind it is a figure with its caption: a paragraph of its own. */
const isFigure = (line: Line): boolean =>
  line.inline.pictures.length > 0 &&
  line.inline.pictures[0]?.at === 0 &&
  line.inline.plain.trim() !== '' &&
  /^\s*!?\[/.test(line.source);

export function writeBody(lines: readonly Line[]): string {
  const out: string[] = [];
  const blank = (): void => {
    if (out.length > 0 && out.at(-1) !== '') out.push('');
  };
  let code = false;
  for (const [at, line] of lines.entries()) {
    if (line.taken) {
      // What stood on both sides of a taken line were two paragraphs.
      if (!line.code) blank();
      for (const paragraph of line.left ?? []) out.push(paragraph, '');
      continue;
    }
    if (line.blank && !line.code && !code) blank();
    else if (isFigure(line)) {
      blank();
      out.push(line.source);
      if (lines[at + 1] && !/^\s/.test(lines[at + 1]?.source ?? '')) blank();
    } else out.push(line.source);
    code = line.code;
  }
  while (out.length > 0 && (out.at(-1)?.trim() === '' || isRule(out.at(-1) ?? ''))) out.pop();
  let first = 0;
  while (first < out.length && (out[first]?.trim() === '' || isRule(out[first] ?? ''))) first++;
  return out.slice(first).join('\n');
}
