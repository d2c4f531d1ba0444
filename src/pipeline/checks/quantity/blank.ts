/** The text with the found places as blanks, so that nothing is read twice. */
export function blank(text: string, found: readonly { at: number; raw: string }[]): string {
  let out = '';
  let at = 0;
  for (const { at: from, raw } of found.toSorted((a, b) => a.at - b.at)) {
    if (from < at) continue;
    out += text.slice(at, from) + '\u0001'.repeat(raw.length);
    at = from + raw.length;
  }
  return out + text.slice(at);
}
