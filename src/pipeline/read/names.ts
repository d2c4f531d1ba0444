/**
 * What a name is: short, without a sentence's punctuation or verbs; and what the name of a group is.
 */

const NAME_MAX_CHARS = 44;
/** A Han name, pen names included, is short; a longer run is a clause. */
const HAN_NAME_MAX_CHARS = 16;
const AFFILIATION_MAX_CHARS = 120;

const sentence = /[。！？!?…“”"：;；{}<>=]|https?:|\.\s+\p{Lu}\p{Ll}+\s+\p{Ll}+\s+\p{Ll}/u;
const verbs =
  /报道|報道|报导|表示|宣布|指出|认为|認為|我们|我們|他们|他們|因为|因為|如果|可以|不是|就是|这是|這是|没有|沒有|已经|已經|希望大家|谢谢|謝謝|感谢|欢迎|歡迎|关注|如下|下载|点击|本文|来自|撰稿于/;

/** Names of groups: these hold wherever they stand, */
export const strongGroup =
  /农场|農場|庄园|莊園|农庄|大学|大學|学院|研究所|研究院|智库|通讯社|(?<!\d)日报|时报|周刊|周报|新闻网|电视台|杂志|出版社|公司|协会|基金会|联盟|委员会|专栏|记者|教授|作者|分析师|编辑部|《[^》]+》|\b(?:farms?|institute|university|college|foundation|society|agency|magazine|news|times|post|club|group)\b/i;
/** and these only as the last word. */
export const weakGroup =
  /(?:团|團|団|组|組|队|隊|站|部|社|会|會|盟|台|频道|頻道|工作室|team|translators|studio|press)$/i;

const bare = (text: string): string => text.toLowerCase().replace(/[\s\-–—_.·]/g, '');

/** Latin letters are alike in both scripts; so is what a folded byline shares with a group's name. */
export const inByline = (text: string, byline: string): boolean =>
  bare(text).length >= 3 && bare(byline).includes(bare(text));

export const isGroup = (text: string, byline: string): boolean =>
  strongGroup.test(text) || weakGroup.test(text.trim()) || inByline(text, byline);

const pairs: Record<string, string> = {
  '【': '】',
  '[': ']',
  '（': '）',
  '(': ')',
  '「': '」',
  '『': '』',
  '〔': '〕',
};
const opening = /[[【（(「『〔]/g;
const closing = /[\]】）)」』〕]/g;

/** Most names: letters and digits without a mark or a blank. 丨 is written as a bar. */
const nothingToTrim = /^[0-9A-Za-z\u3041-\u3096\u30a1-\u30fa\u3400-\u4e27\u4e29-\u9fff\uac00-\ud7a3]+$/;

/** Separators, wrappers and stray closing brackets off both ends. */
export function trimValue(text: string): string {
  if (text === '' || nothingToTrim.test(text)) return text;
  let out = text.replace(/\s+/g, (run) => (run.length > 1 ? '  ' : ' ')).trim();
  for (let round = 0; round < 4; round++) {
    const before = out;
    out = out
      .replace(/^[\s@|｜丨│┃¦‖→/\\,，、;；。•·:：\-–—_~+&]+/, '')
      .replace(/[\s|｜丨│┃¦‖→/\\,，、;；。•·:：\-–—_~+&]+$/, '');
    const opens = out.match(opening)?.length ?? 0;
    const closes = out.match(closing)?.length ?? 0;
    if (closes > opens && /[\]】）)」』〕]$/.test(out)) out = out.slice(0, -1);
    else if (opens > closes && /^[[【（(「『〔]/.test(out)) out = out.slice(1);
    else if (opens > closes && /[[【（(「『〔]$/.test(out)) out = out.slice(0, -1);
    else if (opens === 1 && pairs[out.charAt(0)] === out.at(-1)) out = out.slice(1, -1);
    if (out === before) break;
  }
  return out.trim();
}

/** Most names in Chinese: of these only the verbs could make a clause. */
const hanAlone = new RegExp(`^[\\u4e00-\\u9fff]{1,${HAN_NAME_MAX_CHARS}}$`);

export function isName(text: string): boolean {
  if (hanAlone.test(text)) return !verbs.test(text);
  if (text === '' || text.length > NAME_MAX_CHARS || !/[\p{L}\p{N}\p{So}]/u.test(text)) return false;
  if (sentence.test(text) || verbs.test(text) || /[，,،、]/.test(text)) return false;
  const han = text.replace(/[（(][^）)]*[）)]/g, '').match(/\p{Script=Han}/gu)?.length ?? 0;
  return han <= HAN_NAME_MAX_CHARS && text.split(/\s+/).length <= 6;
}

export const isAffiliation = (text: string): boolean =>
  text !== '' &&
  text.length <= AFFILIATION_MAX_CHARS &&
  !/[。！？!?…；;：]/.test(text) &&
  !/https?:/.test(text) &&
  !verbs.test(text);
