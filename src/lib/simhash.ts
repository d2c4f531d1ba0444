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
  // Most of a text in Han: its characters are spread over more of the table than stays near the processor.
  if (point >= 0x4e00 && point <= 0x9fff) return UNSPACED;
  const known = kinds[point];
  if (known === UNSPACED || known === SPACED || known === BETWEEN) return known;
  const char = String.fromCodePoint(point);
  const kind = unspaced.test(char) ? UNSPACED : spaced.test(char) ? SPACED : BETWEEN;
  if (point < kinds.length) kinds[point] = kind;
  return kind;
}

/**
 * What a text must not hold for NFKC and lower case to change it by the unit, as `foldedUnit` does: marks that compose
 * with what stands before them, letters with case beyond ASCII, and what becomes several characters (but for dots,
 * which count as little as one dot). Most texts in Chinese and Japanese hold nothing of it.
 */
const notByUnit =
  /[^\x00-\x7f\u2010-\u2016\u2018-\u2026\u3000-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]/;

/** In lower case and of usual width; a unit that is so already stays as it is. */
function foldedUnit(unit: number): number {
  const narrow = unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit;
  return narrow >= 0x41 && narrow <= 0x5a ? narrow + 0x20 : narrow;
}

/** Hashes that are kept before they are counted: four bits count no further. */
const KEPT_MAX = 15;

/** 16 lower-case hex digits. Case, punctuation, spacing and width of letters do not count. */
export function simhash(text: string): string {
  const folded = notByUnit.test(text) ? text.normalize('NFKC').toLowerCase() : text;
  // Both halves of the hashes of the last features, and how often each of the 64 bits was set in those before.
  const highs = new Int32Array(KEPT_MAX);
  const lows = new Int32Array(KEPT_MAX);
  const counts = new Array<number>(64).fill(0);
  let kept = 0;
  let features = 0;
  // Both halves of the hash of the last token, from which that of its pair with the next goes on.
  let high = 0;
  let low = 0;
  let tokens = 0;
  for (let from = 0, to = 0; from < folded.length; from = to) {
    const point = foldedUnit(folded.codePointAt(from) ?? 0);
    const kind = kindOf(point);
    to = from + (point > 0xffff ? 2 : 1);
    if (kind === BETWEEN) continue;
    while (kind === SPACED && to < folded.length) {
      const next = foldedUnit(folded.codePointAt(to) ?? 0);
      if (kindOf(next) !== SPACED) break;
      to += next > 0xffff ? 2 : 1;
    }
    let pairHigh = kind === SPACED ? step(high, HIGH, BLANK) : high;
    let pairLow = kind === SPACED ? step(low, LOW, BLANK) : low;
    high = HIGH_BEGUN;
    low = LOW_BEGUN;
    for (let at = from; at < to; at++) {
      const unit = foldedUnit(folded.charCodeAt(at));
      high = step(high, HIGH, unit);
      low = step(low, LOW, unit);
      pairHigh = step(pairHigh, HIGH, unit);
      pairLow = step(pairLow, LOW, unit);
    }
    tokens++;
    if (tokens === 1) continue;
    highs[kept] = mix(pairHigh);
    lows[kept] = mix(pairLow ^ (highs[kept] ?? 0));
    features++;
    kept++;
    if (kept < KEPT_MAX) continue;
    count(highs, kept, counts, 0);
    count(lows, kept, counts, 32);
    kept = 0;
  }
  // One word has no pair.
  if (tokens === 1) {
    highs[kept] = mix(high);
    lows[kept] = mix(low ^ (highs[kept] ?? 0));
    features++;
    kept++;
  }
  count(highs, kept, counts, 0);
  count(lows, kept, counts, 32);
  return majority(counts, features);
}

/** The lowest of each four bits of a hash. */
const LOWEST = 0x11111111;

/** Adds to 32 of the counts, from `first` on, how many of the first `kept` hashes have each bit, the lowest first. */
function count(hashes: Int32Array, kept: number, counts: number[], first: number): void {
  // Each of these counts eight bits, in four of its own for one of them: `n1` the bits 1, 5, 9 and so on.
  let n0 = 0;
  let n1 = 0;
  let n2 = 0;
  let n3 = 0;
  for (let at = 0; at < kept; at++) {
    const hash = hashes[at] ?? 0;
    n0 = (n0 + (hash & LOWEST)) | 0;
    n1 = (n1 + ((hash >>> 1) & LOWEST)) | 0;
    n2 = (n2 + ((hash >>> 2) & LOWEST)) | 0;
    n3 = (n3 + ((hash >>> 3) & LOWEST)) | 0;
  }
  for (let bit = 0; bit < 32; bit += 4) {
    const at = first + bit;
    counts[at] = (counts[at] ?? 0) + ((n0 >>> bit) & 15);
    counts[at + 1] = (counts[at + 1] ?? 0) + ((n1 >>> bit) & 15);
    counts[at + 2] = (counts[at + 2] ?? 0) + ((n2 >>> bit) & 15);
    counts[at + 3] = (counts[at + 3] ?? 0) + ((n3 >>> bit) & 15);
  }
}

/** Two hex digits for each eight bits: a bit as most of the hashes have it. */
function majority(counts: readonly number[], features: number): string {
  let out = '';
  for (let byte = 0; byte < 64; byte += 8) {
    let bits = 0;
    for (let bit = 0; bit < 8; bit++) if ((counts[byte + bit] ?? 0) * 2 > features) bits |= 1 << bit;
    out += bits.toString(16).padStart(2, '0');
  }
  return out;
}

const HIGH_BEGUN = 0x811c9dc5;
const HIGH = 0x01000193;
const LOW_BEGUN = 0x9747b28c;
const LOW = 0x5bd1e995;
const BLANK = 0x20;

/** Half of a hash, one character on: two such, begun apart, are one of 64 bits. */
const step = (sum: number, factor: number, unit: number): number => Math.imul(sum ^ unit, factor);

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
