/**
 * SimHash (Charikar 2002): texts that share most of their words or character pairs get fingerprints that
 * differ in few of 64 bits. Unlike a digest it says how much two texts are alike, not whether they are equal.
 */

/** Words weigh in pairs, so that order counts; Han and kana in pairs of characters, which need no dictionary. */
const features =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]]+/gv;
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u;

/** 16 lower-case hex digits. Case, punctuation, spacing and width of letters do not count. */
export function simhash(text: string): string {
  // How often each byte of the 64-bit hashes had each value: eight counts a feature instead of 64 sums.
  const counts = new Int32Array(8 * 256);
  let before = '';
  let pairs = 0;
  for (const [token] of text.normalize('NFKC').toLowerCase().matchAll(features)) {
    if (before !== '') {
      count(counts, unspaced.test(token) ? before + token : `${before} ${token}`);
      pairs++;
    }
    before = token;
  }
  // One word has no pair.
  if (pairs === 0 && before !== '') count(counts, before);
  let out = '';
  for (let byte = 0; byte < 8; byte++) out += majority(counts.subarray(byte * 256, byte * 256 + 256));
  return out;
}

/** Two hex digits: each bit as most of the hashes have it. */
function majority(counts: Int32Array): string {
  let out = 0;
  for (let bit = 0; bit < 8; bit++) {
    let sum = 0;
    for (let value = 0; value < 256; value++)
      sum += (value >> bit) & 1 ? (counts[value] ?? 0) : -(counts[value] ?? 0);
    if (sum > 0) out |= 1 << bit;
  }
  return out.toString(16).padStart(2, '0');
}

function count(counts: Int32Array, feature: string): void {
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  for (let n = 0; n < feature.length; n++) {
    const unit = feature.charCodeAt(n);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x5bd1e995);
  }
  high = mix(high);
  low = mix(low ^ high);
  for (let byte = 0; byte < 4; byte++) {
    const at = byte * 256 + ((high >>> (byte * 8)) & 255);
    counts[at] = (counts[at] ?? 0) + 1;
    const other = (byte + 4) * 256 + ((low >>> (byte * 8)) & 255);
    counts[other] = (counts[other] ?? 0) + 1;
  }
}

/** The finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const BANDS = 4;
const BAND_BITS = 16;

/**
 * What an index is asked for near fingerprints: each is cut into four bands of 16 bits, kept as its place and its
 * four hex digits (`2:9af0`). Of at most seven bits that differ one band has at most one (pigeonhole), so every
 * near fingerprint has one of these 68 keys: the bands as they are, and with each of their bits turned. The
 * alternatives cost more: seven bands compared whole match ten times as many of a hundred thousand
 * fingerprints, and pairs of eight bands (Manku 2007) are 28 entries a text instead of four.
 */
export function bandsNear(fingerprint: string): string[] {
  const keys: string[] = [];
  for (let band = 0; band < BANDS; band++) {
    const digits = fingerprint.slice(band * 4, band * 4 + 4);
    keys.push(`${band}:${digits}`);
    const value = Number.parseInt(digits, 16);
    for (let bit = 0; bit < BAND_BITS; bit++)
      keys.push(`${band}:${(value ^ (1 << bit)).toString(16).padStart(4, '0')}`);
  }
  return keys;
}

/** Bits that differ, 0 to 64. Up to about 8 the texts are nearly the same; unrelated ones differ in about 32. */
export function distance(a: string, b: string): number {
  let bits = 0;
  for (let at = 0; at < 16; at += 8) {
    let differing =
      (Number.parseInt(a.slice(at, at + 8), 16) ^ Number.parseInt(b.slice(at, at + 8), 16)) >>> 0;
    for (; differing !== 0; differing &= differing - 1) bits++;
  }
  return bits;
}
