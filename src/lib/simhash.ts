/**
 * SimHash (Charikar 2002): texts that share most of their words or character pairs get fingerprints that
 * differ in few of 64 bits. Unlike a digest it says how much two texts are alike, not whether they are equal.
 */

/** Words weigh in pairs, so that order counts; Han and kana in pairs of characters, which need no dictionary. */
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u;
const spaced = /^[\p{L}\p{M}\p{N}]$/u;

type Kind = typeof UNSPACED | typeof SPACED | typeof BETWEEN;
const UNSPACED = 1;
const SPACED = 2;
const BETWEEN = 3;

/** What the characters of the basic plane are, each looked up once (0 before): the expressions cost more than all the rest. */
const kinds = new Uint8Array(0x10000);

function kindOf(point: number): Kind {
  const known = kinds[point];
  if (known === UNSPACED || known === SPACED || known === BETWEEN) return known;
  const char = String.fromCodePoint(point);
  const kind = unspaced.test(char) ? UNSPACED : spaced.test(char) ? SPACED : BETWEEN;
  if (point < kinds.length) kinds[point] = kind;
  return kind;
}

/** 16 lower-case hex digits. Case, punctuation, spacing and width of letters do not count. */
export function simhash(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase();
  // How often each byte of the 64-bit hashes had each value: eight counts a feature instead of 64 sums.
  const counts = new Int32Array(8 * 256);
  let before = { from: 0, to: 0 };
  let pairs = 0;
  for (let from = 0, to = 0; from < folded.length; from = to) {
    const point = folded.codePointAt(from) ?? 0;
    const kind = kindOf(point);
    to = from + (point > 0xffff ? 2 : 1);
    if (kind === BETWEEN) continue;
    while (kind === SPACED && to < folded.length) {
      const next = folded.codePointAt(to) ?? 0;
      if (kindOf(next) !== SPACED) break;
      to += next > 0xffff ? 2 : 1;
    }
    const token = { from, to };
    if (before.to > 0) {
      count(counts, folded, before, token, kind === SPACED);
      pairs++;
    }
    before = token;
  }
  // One word has no pair.
  if (pairs === 0 && before.to > 0) count(counts, folded, before, { from: 0, to: 0 }, false);
  let out = '';
  for (let byte = 0; byte < 8; byte++) out += majority(counts.subarray(byte * 256, byte * 256 + 256));
  return out;
}

/** Two hex digits: each bit as most of the hashes have it. Uses the counts up: each bit halves them. */
function majority(counts: Int32Array): string {
  let out = 0;
  for (let half = 128; half > 0; half >>= 1) {
    let sum = 0;
    for (let value = 0; value < half; value++) {
      const [without, having] = [counts[value] ?? 0, counts[value + half] ?? 0];
      sum += having - without;
      counts[value] = without + having;
    }
    if (sum > 0) out |= half;
  }
  return out.toString(16).padStart(2, '0');
}

interface Span {
  from: number;
  to: number;
}

/** Half of the hash of a text's piece: two such, begun apart, are one of 64 bits. */
function hash(begun: number, factor: number, text: string, { from, to }: Span): number {
  let sum = begun;
  for (let at = from; at < to; at++) sum = Math.imul(sum ^ text.charCodeAt(at), factor);
  return sum;
}

const HIGH = 0x01000193;
const LOW = 0x5bd1e995;
const BLANK = 0x20;

/** Counts the feature that two pieces of a text are, with a blank between them or without. */
function count(counts: Int32Array, text: string, first: Span, second: Span, blank: boolean): void {
  let high = hash(0x811c9dc5, HIGH, text, first);
  let low = hash(0x9747b28c, LOW, text, first);
  if (blank) {
    high = Math.imul(high ^ BLANK, HIGH);
    low = Math.imul(low ^ BLANK, LOW);
  }
  high = mix(hash(high, HIGH, text, second));
  low = mix(hash(low, LOW, text, second) ^ high);
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
