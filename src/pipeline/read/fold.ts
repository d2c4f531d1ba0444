/**
 * One spelling for comparing: traditional characters of label words to simplified, full-width forms to ASCII,
 * lower case. Every character keeps its place, so an index into the folded text is one into the text.
 */
const traditional =
  '翻譯譯輯發審對聽寫視頻評論編佈後設計製圖責記錄檢選題採傳鏈連訊聞參資關責劇權聲隊組輸導監動畫務員業師闆從協陸總結標報導轉載網歡進來處終簡點閱執筆時軸壓攝劃內復驗據間號營運薦線長譜譽鋪';
const simplified =
  '翻译译辑发审对听写视频评论编布后设计制图责记录检选题采传链连讯闻参资关责剧权声队组输导监动画务员业师板从协陆总结标报导转载网欢进来处终简点阅执笔时轴压摄划内复验据间号营运荐线长谱誉铺';

const pairs = new Map([...traditional].map((char, at) => [char, [...simplified][at] ?? char]));

/** Most of what is folded is punctuation of full width. */
const fullWidth = Array.from({ length: 0xff5e - 0xff00 }, (_, at) =>
  String.fromCharCode(at + 0x21).toLowerCase(),
);

function foldOne(char: string): string {
  const code = char.charCodeAt(0);
  const narrow = fullWidth[code - 0xff01];
  if (narrow !== undefined) return narrow;
  if (code === 0x3000 || code === 0xa0) return ' ';
  const lower = char.toLowerCase();
  // İ lower-cases to two units, which would move every index after it.
  return pairs.get(char) ?? (lower.length === char.length ? lower : char);
}

/** The other way: what is simplified to a character. */
const older = Map.groupBy(pairs.keys(), (from) => pairs.get(from));

/** One-unit characters that become `char` when they are folded, itself among them. */
export function unfolded(char: string): string[] {
  const cases = [char, char.toUpperCase()].filter((one) => one.length === 1);
  const wide = cases.flatMap((one) => {
    const code = one.charCodeAt(0);
    return code > 0x20 && code < 0x7f ? [String.fromCharCode(code + 0xfee0)] : [];
  });
  return [...cases, ...wide, ...(older.get(char) ?? []), ...(char === ' ' ? ['\u3000', '\u00a0'] : [])];
}

/** What each unit becomes, looked up once; 0 before. */
const known = new Uint16Array(0x10000);

/** `NaN`, which stands behind the end of a text, becomes 0. */
export function foldedUnit(unit: number): number {
  if (Number.isNaN(unit)) return 0;
  const found = known[unit];
  if (found) return found;
  const folded = foldOne(String.fromCharCode(unit)).charCodeAt(0);
  known[unit] = folded;
  return folded;
}

/** Few characters of most texts change, so a text is copied in long pieces. */
export function fold(text: string): string {
  let out = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const folded = foldedUnit(unit);
    if (folded === unit) continue;
    out += text.slice(from, at) + String.fromCharCode(folded);
    from = at + 1;
  }
  return from === 0 ? text : out + text.slice(from);
}
