/** Directives of a Cache-Control field: lower-case name to argument, '' for none. The first of a name counts. */
export type Directives = ReadonlyMap<string, string>;

/**
 * Reads a Cache-Control field (RFC 9111, section 5.2) or a targeted one (RFC 9213). Quoted arguments may hold
 * commas, so it walks the characters once instead of splitting.
 */
export function parseCacheControl(field: string): Directives {
  const found = new Map<string, string>();
  let at = 0;
  while (at < field.length) {
    let name = '';
    while (at < field.length && field[at] !== ',' && field[at] !== '=') name += field[at++];
    let argument = '';
    if (field[at] === '=') {
      at++;
      let quoted = false;
      while (at < field.length && (quoted || field[at] !== ',')) {
        const char = field[at++];
        if (char === '"') quoted = !quoted;
        else if (char === '\\' && quoted) argument += field[at++] ?? '';
        else argument += char;
      }
    }
    at++;
    const key = name.trim().toLowerCase();
    if (key !== '' && !found.has(key)) found.set(key, argument.trim());
  }
  return found;
}

/** RFC 9111, section 1.2.2: seconds that are too many count as 2^31; what is no number counts as 0 (stale). */
export const deltaSeconds = (argument: string): number =>
  /^\d+$/.test(argument) ? Math.min(Number(argument), 2_147_483_648) : 0;
