import { NAME_MAX_CHARS } from '../limits.ts';

// Controls, zero-width characters and bidi controls: a name made of them could pass for another's.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu;

/** A member's or token's name as it is stored: NFC, one line, nothing invisible. Undefined when nothing is left or it is too long. */
export function parseName(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > NAME_MAX_CHARS * 4) return undefined;
  const name = given
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s/g, ' ')
    .replace(unseen, '')
    .replace(/ +/g, ' ')
    .trim();
  return name === '' || [...name].length > NAME_MAX_CHARS ? undefined : name;
}
