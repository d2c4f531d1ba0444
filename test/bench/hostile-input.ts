/** The steps of the pipeline that measure what hostile input costs, and that input, at any length. */
import { checkText } from '../../src/pipeline/check-text.ts';
import { readFrontMatter } from '../../src/pipeline/front-matter.ts';
import { markdownToHtml } from '../../src/pipeline/markdown/html.ts';
import { normalise } from '../../src/pipeline/normalise.ts';
import { readSubmission } from '../../src/pipeline/read/submission.ts';
import { sanitise } from '../../src/pipeline/sanitise/sanitise.ts';
import { segmentsOf } from '../../src/pipeline/segments/segment.ts';
import { slowDocuments, slowText } from '../hostile/slow.ts';

/** Both longer than front matter may be, so that both are read the same way. */
export const SMALL_CHARS = 64_000;
export const LARGE_CHARS = 256_000;

/** Gives the work that is measured; what comes before it in the pipeline is not. */
export type Step = (text: string) => () => unknown;

export const steps: Record<string, Step> = {
  normalise: (text) => () => normalise(text),
  'front matter': (text) => () => readFrontMatter(text),
  'read parts': (text) => () => readSubmission(text),
  'Markdown to HTML': (text) => () => markdownToHtml(text).html(),
  'Markdown to a tree': (text) => () => markdownToHtml(text).tree(),
  sanitise: (text) => () => sanitise(text),
  'checks, against a source': (text) => {
    const parts = readSubmission(normalise(text).text);
    const segments = segmentsOf(parts.body);
    const source = { lang: 'en', markdown: text };
    const given = { lang: 'zh-Hans', title: parts.title ?? '', sources: parts.sources, glossary: [] };
    return () => checkText({ ...given, parts, segments, source });
  },
};

export const inputs = (length: number): Record<string, string> => ({
  ...slowDocuments(length),
  ...slowText(length),
});

/** Files that begin as pictures and then lead nowhere. */
export function slowPictures(length: number): Record<string, Uint8Array> {
  const file = (head: string, piece: string): Uint8Array => {
    const text = head + piece.repeat(Math.ceil(length / piece.length));
    return Uint8Array.from(text, (char) => char.charCodeAt(0));
  };
  return {
    'JPEG of fill bytes': file('\xff\xd8', '\xff'),
    'JPEG of empty segments': file('\xff\xd8', '\xff\xe2\x00\x02'),
    'JPEG of EXIF': file('\xff\xd8', '\xff\xe1\x00\x14Exif\0\0MM\0*\0\0\0\x08\xff\xff'),
    'AVIF of empty boxes': file('\0\0\0\x10ftypavif\0\0\0\0', '\0\0\0\x08free'),
    'AVIF of open boxes': file('\0\0\0\x10ftypavif\0\0\0\0', '\0\0\xff\xffmeta\0\0\0\0'),
    'AVIF of brands': file('\0\xff\xff\xf0ftypmif1\0\0\0\0', 'mif1'),
    'WebP without an end': file('RIFF\xff\xff\xff\xffWEBP', 'JUNK\0\0\0\0'),
    'PNG without an end': file('\x89PNG\r\n\x1a\n', '\0\0\0\0junk'),
    'markup without an end': file('<', '<!-- '),
  };
}
