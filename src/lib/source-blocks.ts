/**
 * A source's text as its blocks, in the one form in which two looks at it are compared: NFC, white space
 * folded, and no two equal blocks in a row.
 */
export function sourceBlocks(text: string): string[] {
  return text
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map((block) => block.replace(/\s+/g, ' ').trim())
    .filter((block, n, all) => block !== '' && block !== all[n - 1]);
}
