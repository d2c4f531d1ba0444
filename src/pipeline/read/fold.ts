/**
 * One spelling for comparing: traditional characters of label words to simplified, full-width forms to ASCII,
 * lower case. Every character keeps its place, so an index into the folded text is one into the text.
 */
const traditional =
  '翻譯譯輯發審對聽寫視頻評論編佈後設計製圖責記錄檢選題採傳鏈連訊聞參資關責劇權聲隊組輸導監動畫務員業師闆從協陸總結標報導轉載網歡進來處終簡點閱執筆時軸壓攝劃內復驗據間號營運薦線長譜譽鋪';
const simplified =
  '翻译译辑发审对听写视频评论编布后设计制图责记录检选题采传链连讯闻参资关责剧权声队组输导监动画务员业师板从协陆总结标报导转载网欢进来处终简点阅执笔时轴压摄划内复验据间号营运荐线长谱誉铺';

const pairs = new Map([...traditional].map((char, at) => [char, [...simplified][at] ?? char]));

/** What folding changes: few characters of most texts, so a text is copied in long pieces. */
const folded = new RegExp(`[\\u3000\\uff01-\\uff5e\\p{Changes_When_Lowercased}${traditional}]`, 'gu');

function foldOne(char: string): string {
  const code = char.charCodeAt(0);
  if (code === 0x3000) return ' ';
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  const lower = char.toLowerCase();
  // İ lower-cases to two units, which would move every index after it.
  return pairs.get(char) ?? (lower.length === char.length ? lower : char);
}

export const fold = (text: string): string => text.replace(folded, foldOne);
