/**
 * The header picture: the first picture near the head that belongs to the article. Banners and codes of a
 * group are not: they repeat in the document, are very flat, lead to a channel, or say in their name what they are.
 */
import type { FoundPicture } from '../types.ts';
import { htmlPictureAt } from './html-picture.ts';
import type { InlinePicture } from './inline.ts';
import type { Line } from './lines.ts';
import { canonicalUrl } from './urls.ts';

/** Blocks of text that may stand before a header picture; one that comes later illustrates its place. */
const BLOCKS_BEFORE_MAX = 4;
/** A gallery is not searched to its end. */
const CANDIDATES_MAX = 12;
/** A flatter picture is a banner, a narrower one a side bar. */
const FLATTEST = 4;
const CAPTION_MAX_CHARS = 500;
const SEPARATE_CAPTION_MAX_CHARS = 120;

const bannerName =
  /(?<!cata|dia|pro|mono)logos?(?![a-z])|banners?(?![a-z])|(?<![a-z])(?:avatar|favicon|icon)s?(?![a-z])|qr-?_?code|qrcode|qr_|gnews_ch|xin_png|每日快报|二维码|二維碼|文宣|图标|圖標|横幅|橫幅|关注|g新闻/i;
/** What a caption says the picture shows, these may be the subject of. */
const channelName = /discord|wechat|telegram|subscribe/i;
const channel = /(?:discord|t\.me|telegram|gettr|patreon|paypal)/i;
const separateCaption =
  /^[（(]?\s*(?:图片|圖片|图源|圖源|图为|圖為|图说|照片|配图|题图|資料圖|资料图|图[:：]|来源[:：]|photo|image|picture|credit|bild|foto|фото|写真|사진|الصورة)/i;

const nameOf = (url: string): string => {
  try {
    return decodeURIComponent(url.slice(url.lastIndexOf('/') + 1));
  } catch {
    return url.slice(url.lastIndexOf('/') + 1);
  }
};

function isBanner(picture: InlinePicture, captioned: boolean, counts: ReadonlyMap<string, number>): boolean {
  const name = nameOf(picture.url);
  const size = /[-_](\d{2,5})x(\d{2,5})[-.\d]*\.\w{2,5}$/.exec(name);
  const [width, height] = [Number(size?.[1] ?? 1), Number(size?.[2] ?? 1)];
  return (
    bannerName.test(name) ||
    (!captioned && channelName.test(name)) ||
    width / height >= FLATTEST ||
    height / width >= FLATTEST - 1 ||
    (counts.get(canonicalUrl(picture.url)) ?? 0) > 1 ||
    (picture.href !== undefined && channel.test(picture.href))
  );
}

interface Candidate {
  line: Line;
  at: number;
  picture: InlinePicture;
  caption: string;
  /** A caption on a line of its own. */
  below?: Line;
  blocksBefore: number;
}

/** The next line with text, when it is close and is a caption. */
function captionBelow(lines: readonly Line[], at: number): Line | undefined {
  for (let next = at + 1; next < Math.min(lines.length, at + 5); next++) {
    const line = lines[next];
    if (!line || line.blank) continue;
    const plain = line.inline.plain.trim();
    const fits =
      !line.taken &&
      !line.code &&
      line.inline.pictures.length === 0 &&
      plain.length <= SEPARATE_CAPTION_MAX_CHARS;
    return fits && separateCaption.test(plain) ? line : undefined;
  }
  return undefined;
}

/** How often each picture stands in the document. Twice in a row, as under two alternative texts, is once. */
function countPictures(lines: readonly Line[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  let before = '';
  for (const { blank, inline } of lines) {
    for (const { url } of inline.pictures) {
      const key = canonicalUrl(url);
      if (key !== before) counts.set(key, (counts.get(key) ?? 0) + 1);
      before = key;
    }
    if (!blank && inline.pictures.length === 0) before = '';
  }
  return counts;
}

function candidates(lines: Line[]): Candidate[] {
  const counts = countPictures(lines);
  const found: Candidate[] = [];
  let blocksBefore = 0;
  let elements = 0;
  for (
    let at = 0;
    at < lines.length && blocksBefore <= BLOCKS_BEFORE_MAX && found.length < CANDIDATES_MAX;
    at++
  ) {
    const line = lines[at];
    if (!line || line.blank || line.taken) continue;
    const { plain } = line.inline;
    const mayBeHtml = plain === '' && line.inline.pictures.length === 0 && elements++ < CANDIDATES_MAX;
    const html = mayBeHtml ? htmlPictureAt(lines, at) : undefined;
    const pictures = html ? [html] : line.inline.pictures;
    pictures.forEach((picture, index) => {
      if (!/^(?:https?|ipfs):\/\/|^\/\//i.test(picture.url)) return;
      if (plain.slice(0, pictures[0]?.at ?? 0).trim() !== '') return;
      const caption = index === pictures.length - 1 ? plain.slice(picture.at).trim() : '';
      const below = caption === '' && index === pictures.length - 1 ? captionBelow(lines, at) : undefined;
      const captioned = caption !== '' || below !== undefined || picture.title !== undefined;
      if (isBanner(picture, captioned, counts)) return;
      found.push({ line, at, picture, caption, blocksBefore, ...(below ? { below } : {}) });
    });
    if (pictures.length === 0 && startsBlock(lines, at)) blocksBefore++;
  }
  return found;
}

/** A line after a blank or taken line, or any line of a text that sets one paragraph a line. */
const startsBlock = (lines: readonly Line[], at: number): boolean => {
  const previous = lines[at - 1];
  return !previous || previous.blank || previous.taken || previous.inline.pictures.length > 0;
};

/** Text of the article stands after this line, so that a picture here heads something. */
const hasTextAfter = (lines: readonly Line[], at: number): boolean =>
  lines
    .slice(at + 1)
    .some(
      (line) =>
        !line.blank && !line.taken && line.inline.plain.trim().length > 12 && line.inline.links.length === 0,
    );

/** Finds the header picture and takes it, with its caption, out of the lines. */
export function takeHeader(lines: Line[]): { header: FoundPicture; captionLine?: string } | undefined {
  const all = candidates(lines).filter(
    ({ line, at }) => hasTextAfter(lines, at) || line.inline.pictures.length > 1,
  );
  const first = all[0];
  if (!first) return undefined;
  const captioned = (one: Candidate): boolean =>
    one.caption !== '' || one.below !== undefined || one.picture.title !== undefined;
  // Where a picture without words is followed at once by one with a caption, the first is the group's banner.
  const better = captioned(first)
    ? undefined
    : all.find((one) => captioned(one) && one.blocksBefore <= first.blocksBefore + 1);
  const chosen = better ?? first;
  const { line, picture, below } = chosen;
  const beside = chosen.caption || (picture.title ?? '');
  const caption = below ? below.inline.plain.trim() : beside.slice(0, CAPTION_MAX_CHARS);
  const header: FoundPicture = { url: picture.url, alt: picture.alt, ...(caption ? { caption } : {}) };
  if (!removePicture(line, chosen)) return { header };
  if (below && below.inline.links.length === 0) below.taken = true;
  return { header };
}

/** Takes the picture's line, or cuts the picture off the end of one that has more. False when it must stay. */
function removePicture(line: Line, { picture, caption }: Candidate): boolean {
  const { pictures, plain, links } = line.inline;
  if (caption.length > CAPTION_MAX_CHARS || links.some((link) => !link.bare)) return false;
  // Without one in Markdown it is one of HTML, alone on its line.
  if (pictures.length <= 1) {
    line.taken = true;
    return true;
  }
  const cut = line.source.lastIndexOf('![');
  if (pictures.at(-1) !== picture || picture.href !== undefined || cut <= 0) return false;
  line.source = line.source.slice(0, cut).trimEnd();
  line.inline = { plain: plain.slice(0, picture.at), links, pictures: pictures.slice(0, -1) };
  return true;
}
