/** A line that is one `<img>` of HTML and nothing else, as editors for WordPress write their pictures. */
import { attributeIn, isElement, parseHtml } from '../sanitise/parse.ts';
import type { InlinePicture } from './inline.ts';
import type { Line } from './lines.ts';

const LINE_MAX_CHARS = 4_000;
/** Smaller ones are icons, and count visits. */
const SIDE_MIN_PIXELS = 100;
const alone = /^\s{0,3}<img\s[^<>]*>\s*$/i;

function pictureOf({ source, code, inline }: Line): InlinePicture | undefined {
  if (code || inline.plain !== '' || source.length > LINE_MAX_CHARS || !alone.test(source)) return undefined;
  const image = parseHtml(source.trim())?.childNodes[0];
  if (!image || !isElement(image)) return undefined;
  const written = (name: string): string => (attributeIn(image, name) ?? '').trim();
  const [url, title] = [written('src'), written('title')];
  const small = ['width', 'height'].some((side) => Number.parseFloat(written(side)) < SIDE_MIN_PIXELS);
  if (url === '' || small) return undefined;
  return { at: 0, alt: written('alt'), url, ...(title === '' ? {} : { title }) };
}

/** Of another element: the picture would be inside it. */
const isTag = (line: Line | undefined): boolean => line !== undefined && /^\s*<(?!img\s)/i.test(line.source);

/** The picture of a line that has none in Markdown; one that is there again is a group's. */
export function htmlPictureAt(lines: readonly Line[], at: number): InlinePicture | undefined {
  const line = lines[at];
  const picture = line && pictureOf(line);
  if (!picture || isTag(lines[at - 1]) || isTag(lines[at + 1])) return undefined;
  return lines.some((other) => other !== line && other.source === line.source) ? undefined : picture;
}
