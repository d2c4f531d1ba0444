/**
 * SimHash (Charikar 2002): texts that share most of their words or character pairs get fingerprints that
 * differ in few of 64 bits. Unlike a digest it says how much two texts are alike, not whether they are equal.
 */

/** Words weigh in pairs, so that order counts; Han and kana in pairs of characters, which need no dictionary. */
const features = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu;
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u;

/** 16 lower-case hex digits. Case, punctuation, spacing and width of letters do not count. */
export function simhash(text: string): string {
  const sums = new Int32Array(64);
  let before = '';
  for (const [token] of text.normalize('NFKC').toLowerCase().matchAll(features)) {
    if (before !== '') weigh(sums, unspaced.test(token) ? before + token : `${before} ${token}`);
    before = token;
  }
  // One word has no pair.
  if (before !== '' && sums.every((sum) => sum === 0)) weigh(sums, before);
  let out = '';
  for (let digit = 0; digit < 16; digit++) {
    let value = 0;
    for (let bit = 0; bit < 4; bit++) value = value * 2 + ((sums[digit * 4 + bit] ?? 0) > 0 ? 1 : 0);
    out += value.toString(16);
  }
  return out;
}

function weigh(sums: Int32Array, feature: string): void {
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  for (let n = 0; n < feature.length; n++) {
    const unit = feature.charCodeAt(n);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x5bd1e995);
  }
  high = mix(high);
  low = mix(low ^ high);
  for (let bit = 0; bit < 32; bit++) {
    sums[bit] = (sums[bit] ?? 0) + ((high >>> (31 - bit)) & 1 ? 1 : -1);
    sums[32 + bit] = (sums[32 + bit] ?? 0) + ((low >>> (31 - bit)) & 1 ? 1 : -1);
  }
}

/** The finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
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
