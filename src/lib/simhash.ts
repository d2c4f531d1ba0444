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
  // Both halves of the hash of the last token, from which that of its pair with the next goes on.
  let high = 0;
  let low = 0;
  let tokens = 0;
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
    let pairHigh = kind === SPACED ? step(high, HIGH, BLANK) : high;
    let pairLow = kind === SPACED ? step(low, LOW, BLANK) : low;
    high = HIGH_BEGUN;
    low = LOW_BEGUN;
    for (let at = from; at < to; at++) {
      const unit = folded.charCodeAt(at);
      high = step(high, HIGH, unit);
      low = step(low, LOW, unit);
      pairHigh = step(pairHigh, HIGH, unit);
      pairLow = step(pairLow, LOW, unit);
    }
    if (tokens > 0) count(counts, pairHigh, pairLow);
    tokens++;
  }
  // One word has no pair.
  if (tokens === 1) count(counts, high, low);
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

const HIGH_BEGUN = 0x811c9dc5;
const HIGH = 0x01000193;
const LOW_BEGUN = 0x9747b28c;
const LOW = 0x5bd1e995;
const BLANK = 0x20;

/** Half of a hash, one character on: two such, begun apart, are one of 64 bits. */
const step = (sum: number, factor: number, unit: number): number => Math.imul(sum ^ unit, factor);

/** Counts the feature that has these hashes. */
function count(counts: Int32Array, highHash: number, lowHash: number): void {
  const high = mix(highHash);
  const low = mix(lowHash ^ high);
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
