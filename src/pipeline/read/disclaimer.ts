/** Disclaimers: a labelled paragraph, or a line in brackets that says whose views the article gives. */
import type { Line } from './lines.ts';

const labelled =
  /^[\s（(【[「]*(?:免责[声申]明|免責[聲声]明|免责条款|disclaimer|haftungsausschluss|avis de non-responsabilité|clause de non-responsabilité|descargo de responsabilidad|exención de responsabilidad|免責事項|면책\s?(?:조항|고지)|отказ от ответственности|إخلاء (?:ال)?مسؤولية|سلب مسئولیت|अस्वीकरण)[\s）)】\]」]*[:：–—-]/i;
const views =
  /(?:(?:仅|僅|只)(?:仅|是)?代表|并?不代表|並不代表)[^。]{0,40}(?:观点|觀點|立场|立場|看法|意见|個人|个人|原文信息)|(?:观点|觀點|立场|内容)[^。]{0,12}(?:仅|僅|只|不|属)(?:代表)?[^。]{0,30}(?:作者|个人|個人|译者|本人)|与\s?g-?news\s?(?:平台)?无关|(?:views|opinions) expressed[^.]{0,80}(?:author|translator)|do(?:es)? not (?:necessarily )?(?:reflect|represent) the (?:views|opinions)/i;

/** A sentence about views is one line; a longer one is part of the article. */
const VIEWS_MAX_CHARS = 140;
const LABELLED_MAX_CHARS = 1_200;
/** Prose that may follow a disclaimer: a note, a postscript. More, and it is the article's own. */
const PROSE_AFTER_MAX = 4;

export const isDisclaimer = (plain: string): boolean =>
  (plain.length <= LABELLED_MAX_CHARS && labelled.test(plain)) ||
  (plain.length <= VIEWS_MAX_CHARS &&
    /^[\s（(【[「*]*(?:本|以上|文章|此文|该文|上述|文中|注|声明|聲明|观点|觀點|作者|内容|views|opinions|the (?:views|opinions)|仅|僅)/i.test(
      plain,
    ) &&
    views.test(plain));

/** A bracketed disclaimer glued to the end of a paragraph: the place in the source where it begins, or -1. */
function gluedDisclaimer(source: string): number {
  const tail = source.slice(-VIEWS_MAX_CHARS - 10);
  // Most lines end without a bracket.
  if (!/[)）】\]][\s*]*$/.test(tail)) return -1;
  const match = /[（(【[][^（()）【】[\]]{4,140}[)）】\]]\s*\**\s*$/.exec(tail);
  if (!match || !isDisclaimer(match[0].trim())) return -1;
  return source.length - tail.length + match.index;
}

/** The disclaimers near the end, in order; takes their lines. */
export function takeDisclaimers(lines: Line[], isProse: (line: Line) => boolean): string[] {
  const found: string[] = [];
  let prose = 0;
  for (let at = lines.length - 1; at >= 0 && prose <= PROSE_AFTER_MAX; at--) {
    const line = lines[at];
    if (!line || line.blank || line.taken || line.code) continue;
    const plain = line.inline.plain.trim();
    if (line.inline.pictures.length === 0 && isDisclaimer(plain)) {
      found.unshift(plain);
      line.taken = true;
      continue;
    }
    const glued = gluedDisclaimer(line.source);
    if (glued > 0 && !line.source.includes('](')) {
      found.unshift(line.source.slice(glued).replace(/\*/g, '').trim());
      line.source = line.source.slice(0, glued).trimEnd();
    }
    if (isProse(line)) prose++;
  }
  return found;
}
