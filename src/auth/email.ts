/**
 * An address as members are linked to it: lower case. ASCII only, because case folding beyond it makes one address
 * of several that are not the same. Undefined for anything else.
 */
export function parseEmail(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > 254) return undefined;
  const email = given.trim().toLowerCase();
  return /^[!#$%&'*+/=?^_`{|}~\w.-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(email) && isAscii(given)
    ? email
    : undefined;
}

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);
