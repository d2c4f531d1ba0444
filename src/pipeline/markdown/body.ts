/**
 * The body of an article, read once: Markdown → marked → a tree, by parse5 where that takes a parser; its pictures
 * can be asked for before it is rendered with those that could be had. Whatever goes in, safe HTML comes out, in
 * time linear in its length.
 */
import { tell } from '../../i18n/told/tell.ts';
import { PICTURES_MAX_PER_ARTICLE } from '../../limits.ts';
import { clean } from '../sanitise/clean.ts';
import { type Element, type Node, serialise, textOf } from '../sanitise/nodes.ts';
import {
  attributeIn,
  isElement,
  type Parsed,
  type ParsedElement,
  parseHtml,
  parseOwnHtml,
} from '../sanitise/parse.ts';
import { asText, settle } from '../sanitise/sanitise.ts';
import { isOurPicture } from '../sanitise/urls.ts';
import { type Segment, segmentsOfTokens } from '../segments/segment.ts';
import type { Finding, FoundPicture, StoredPicture } from '../types.ts';
import { arrange } from './arrange.ts';
import { markdownToHtml, type UnsafeHtml } from './html.ts';
import { pictureNode } from './picture.ts';

export interface RenderOptions {
  /** The language of the article, a BCP 47 tag. */
  lang: string;
  /** By the URL as `listPictures` gave it; a picture that is not here becomes a link. */
  pictures: ReadonlyMap<string, StoredPicture>;
}

export interface RenderedBody {
  /** Sanitised, ready to stand in the page. */
  html: string;
  /** Visible text, a line for each block, without footnote marks. */
  text: string;
  findings: Finding[];
}

export interface Body {
  pictures: FoundPicture[];
  /** Its blocks, for the checks. */
  segments: () => Segment[];
  render: (options: RenderOptions) => RenderedBody;
}

/** Pictures and the highest heading of a parsed tree, in one walk. */
function survey(root: Parsed): { images: ParsedElement[]; hasTitle: boolean } {
  const images: ParsedElement[] = [];
  let hasTitle = false;
  const frames = [{ nodes: root.childNodes, at: 0 }];
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const node = frame.nodes[frame.at];
    frame.at += 1;
    if (!node) frames.pop();
    else if (isElement(node)) {
      if (node.tagName === 'img') images.push(node);
      else if (node.tagName === 'h1') hasTitle = true;
      if (node.childNodes.length > 0) frames.push({ nodes: node.childNodes, at: 0 });
    }
  }
  return { images, hasTitle };
}

function foundPictures(images: readonly ParsedElement[]): FoundPicture[] {
  const found = new Map<string, FoundPicture>();
  for (const image of images) {
    const url = (attributeIn(image, 'src') ?? '').trim();
    if (url === '' || isOurPicture(url) || /^data:/i.test(url) || found.has(url)) continue;
    const caption = attributeIn(image, 'title')?.trim();
    found.set(url, { url, alt: attributeIn(image, 'alt') ?? '', ...(caption ? { caption } : {}) });
  }
  return [...found.values()];
}

const isEmbedded = (image: ParsedElement): boolean => /^\s*data:/i.test(attributeIn(image, 'src') ?? '');

const unsafe = (removed: ReadonlySet<string>): Finding => ({
  check: 'unsafe-markup',
  severity: 'block',
  told: tell('unsafe-markup'),
  segment: [...removed].slice(0, 20).join(' '),
});

const tooMany: Finding = {
  check: 'pictures-too-many',
  severity: 'warning',
  told: tell('pictures-too-many', { max: PICTURES_MAX_PER_ARTICLE }),
};

const embedded: Finding = {
  check: 'picture-embedded',
  severity: 'warning',
  told: tell('picture-embedded'),
};

const excessive: Finding = {
  check: 'markup-excessive',
  severity: 'warning',
  told: tell('markup-excessive'),
};

const isFootnoteMark = ({ attrs }: Element): boolean =>
  attrs.class === 'footnote-ref' || attrs.class === 'footnote-back';

export const readBody = (markdown: string): Body => bodyOf(markdown, markdownToHtml(markdown));

/** The body of `markdown`, from what it was made into. */
export function bodyOf(markdown: string, unsafeHtml: UnsafeHtml): Body {
  const removed = new Set<string>();
  const findings = [...unsafeHtml.findings];
  const first = unsafeHtml.hasRawHtml
    ? parseHtml(unsafeHtml.html())
    : (unsafeHtml.tree() ?? parseOwnHtml(unsafeHtml.html()));
  const parsed = first ?? parseHtml(unsafeHtml.withoutRawHtml());
  if (!first) findings.push(excessive);
  const { images, hasTitle } = parsed ? survey(parsed) : { images: [], hasTitle: false };
  const found = foundPictures(images);
  if (found.length > PICTURES_MAX_PER_ARTICLE) findings.push(tooMany);

  if (images.some(isEmbedded)) findings.push(embedded);

  const copy = (root: Parsed, { pictures }: RenderOptions): Node[] => {
    const ids = new Set<string>();
    const nodes = clean(root, {
      removed,
      ids,
      headingShift: hasTitle ? 1 : 0,
      picture: (image, linked) => pictureNode(image, { linked, pictures }),
    });
    return arrange(nodes, ids);
  };

  /** What a volunteer's own HTML leaves behind may parse differently once it stands alone: then it is text. */
  const proven = (options: RenderOptions): { html: string; nodes: Node[]; extra: Finding[] } => {
    const nodes = parsed ? copy(parsed, options) : [];
    const html = parsed ? serialise(nodes) : asText(markdown);
    const settled = first && unsafeHtml.hasRawHtml ? settle(html, new Set()) : html;
    if (settled !== undefined) return { html: settled, nodes, extra: [] };
    const plain = parseHtml(unsafeHtml.withoutRawHtml());
    const others = plain ? copy(plain, options) : [];
    return { html: plain ? serialise(others) : asText(markdown), nodes: others, extra: [excessive] };
  };

  return {
    pictures: found.slice(0, PICTURES_MAX_PER_ARTICLE),
    segments: () => segmentsOfTokens(unsafeHtml.lexed.tokens, unsafeHtml.lexed.notes),
    render: (options) => {
      const { html, nodes, extra } = proven(options);
      const text = parsed ? textOf(nodes, isFootnoteMark) : markdown;
      return {
        html,
        text,
        findings: [...(removed.size > 0 ? [unsafe(removed)] : []), ...findings, ...extra],
      };
    },
  };
}
