/** How the bytes of an export file are to be read: by their mark, by their XML declaration, or else as UTF-8. */
const HEAD_BYTES = 512;

export function encodingOf(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
  return /^[^<]{0,8}<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)?.[1] ?? 'utf-8';
}

/** Decodes piece by piece. Throws an error with the remedy where a byte does not fit: it would come in as � unseen. */
export function startDecoding(encoding: string): (bytes?: Uint8Array) => string {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: false });
  } catch {
    throw new Error(
      `The encoding "${encoding}" is not known. Save the file as UTF-8, and name that in its first line.`,
    );
  }
  return (bytes) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new Error(`The text is not in ${encoding}. Save the file as UTF-8 in your editor.`);
    }
  };
}
