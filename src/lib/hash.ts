const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hex of bytes. */
export function hex(bytes: ArrayBuffer | Uint8Array): string {
  const all = new Uint8Array(bytes);
  let out = '';
  for (let at = 0; at < all.length; at++) out += digits[all[at] ?? 0] ?? '';
  return out;
}

/** Lower-case hex of 32 bits, eight digits. */
export const hexOfInt32 = (bits: number): string =>
  `${digits[bits >>> 24]}${digits[(bits >>> 16) & 0xff]}${digits[(bits >>> 8) & 0xff]}${digits[bits & 0xff]}`;

const encoder = new TextEncoder();

/** SHA-256 of a string (as UTF-8) or bytes, 64 lower-case hex digits. */
export async function sha256(data: string | ArrayBuffer | Uint8Array): Promise<string> {
  const bytes = typeof data === 'string' ? encoder.encode(data) : data;
  return hex(await crypto.subtle.digest('SHA-256', bytes));
}
