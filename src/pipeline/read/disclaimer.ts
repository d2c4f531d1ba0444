/** Disclaimers: a labelled paragraph, or a line in brackets that says whose views the article gives. */
import { type Line, neighbour } from './lines.ts';

const words =
  '免责[声申]明|免責[聲声]明|免责条款|disclaimer|haftungsausschluss|avis de non-responsabilité|clause de non-responsabilité|avertissement|descargo de responsabilidad|exención de responsabilidad|aviso legal|declaração de isenção|isenção de responsabilidade|免責事項|면책\\s?(?:조항|고지)|отказ от ответственности|إخلاء (?:ال)?مسؤولية|سلب مسئولیت|अस्वीकरण';
/** A colon, a dash, or a bracket that closes behind the word. */
const labelled = new RegExp(`^[\\s（(【[「]*(?:${words})(?:[\\s）)】\\]」]*[:：–—-]|\\s*[）)】\\]」])`, 'i');
const labelAlone = new RegExp(`^[\\s（(【[「]*(?:${words})[\\s）)】\\]」]*[:：]?$`, 'i');
/** Of any matter, so that it must say of which. */
const declared =
  /^[\s（(【[「]*(?:特[别別]|[郑鄭]重)[声聲]明[\s）)】\]」]*(?:[:：]|(?<=[）)】\]」])).*(?:[责責]任|[负負][责責]|代表|[观觀][点點]|立[场場]|[参參]考|投[资資])/;
const views =
  /(?:(?:仅|僅|只)(?:仅|是)?代表|并?不代表|並不代表)[^。]{0,40}(?:观点|觀點|立场|立場|看法|意见|個人|个人|原文信息)|(?:观点|觀點|立场|内容)[^。]{0,12}(?:仅|僅|只|不|属)(?:代表)?[^。]{0,30}(?:作者|个人|個人|译者|本人)|与\s?g-?news\s?(?:平台)?无关|(?:views|opinions) expressed[^.]{0,80}(?:author|translator)|do(?:es)? not (?:necessarily )?(?:reflect|represent) the (?:views|opinions)/i;

/** A sentence about views is one line; a longer one is part of the article. */
const VIEWS_MAX_CHARS = 140;
const LABELLED_MAX_CHARS = 1_200;
/** Prose that may follow a disclaimer: a note, a postscript. More, and it is the article's own. */
const PROSE_AFTER_MAX = 4;

export const isDisclaimer = (plain: string): boolean =>
  (plain.length <= LABELLED_MAX_CHARS && (labelled.test(plain) || declared.test(plain))) ||
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

const isParagraph = ({ inline }: Line): boolean =>
  inline.pictures.length === 0 && inline.plain.length <= LABELLED_MAX_CHARS;

/** The disclaimers near the end, in order; takes their lines. */
export function takeDisclaimers(lines: Line[], isProse: (line: Line) => boolean): string[] {
  const found: string[] = [];
  let prose = 0;
  for (let at = lines.length - 1; at >= 0 && prose <= PROSE_AFTER_MAX; at--) {
    const line = lines[at];
    if (!line || line.blank || line.taken || line.code) continue;
    const plain = line.inline.plain.trim();
    const below = labelAlone.test(plain) ? lines[neighbour(lines, at, 1)] : undefined;
    const text = below?.inline.plain.trim() ?? '';
    // The paragraph below may have been found by what it says.
    if (below && !below.code && (below.taken ? isDisclaimer(text) : isProse(below) && isParagraph(below))) {
      if (!below.taken) found.unshift(text);
      found.unshift(plain);
      line.taken = true;
      below.taken = true;
      continue;
    }
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
