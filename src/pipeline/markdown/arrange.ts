/**
 * What the page needs and Markdown cannot say, on the clean tree: pictures alone in a paragraph become figures,
 * with the text glued to them as caption; headings get ids; tables get a box to scroll in.
 */
import { CAPTION_MAX_CHARS } from '../../limits.ts';
import { type Element, element, type Node, textOf } from '../sanitise/nodes.ts';
import { ID_PREFIX } from '../sanitise/urls.ts';
import { slugFrom } from '../slug.ts';

const isBlank = (node: Node): boolean => (typeof node === 'string' ? !/\S/.test(node) : node.tag === 'br');
const isElement = (node: Node): node is Element => typeof node !== 'string';

const isMissing = (node: Element): boolean => node.tag === 'a' && node.attrs.class === 'picture-missing';

function isMedia(node: Node): node is Element {
  if (typeof node === 'string') return false;
  if (node.tag === 'picture' || node.tag === 'img' || isMissing(node)) return true;
  if (node.tag !== 'a') return false;
  const inside = node.children.filter((child) => !isBlank(child));
  return inside.length > 0 && inside.every((child) => typeof child !== 'string' && isPicture(child));
}

const isPicture = (node: Element): boolean => node.tag === 'picture' || node.tag === 'img';

/** The element that carries the picture's title. */
function titleHolder(media: Element): Element | undefined {
  let node: Element | undefined = media;
  while (node && node.tag !== 'img' && !isMissing(node)) {
    node = node.children.findLast((child): child is Element => typeof child !== 'string');
  }
  return node;
}

function takeTitle(media: Element): string | undefined {
  const holder = titleHolder(media);
  const title = holder?.attrs.title;
  if (holder) delete holder.attrs.title;
  return title;
}

function figureOf(media: Element, written: Node[]): Element {
  const title = takeTitle(media);
  const caption: Node[] = written.length > 0 ? written : title ? [title] : [];
  const missing = isMissing(media);
  if (missing) delete media.attrs.class;
  return element('figure', missing ? { class: 'picture-missing' } : {}, [
    media,
    ...(caption.length > 0 ? [element('figcaption', {}, caption)] : []),
  ]);
}

const trimStart = (nodes: Node[]): Node[] => {
  const from = nodes.findIndex((node) => !isBlank(node));
  if (from < 0) return [];
  const [first, ...rest] = nodes.slice(from);
  return typeof first === 'string' ? [first.trimStart(), ...rest] : nodes.slice(from);
};

/** The figures, and the paragraph after them, that a paragraph which begins with pictures becomes. */
function figuresOf(paragraph: Element): Node[] | undefined {
  const first = paragraph.children.find((node) => !isBlank(node));
  if (!first || !isMedia(first)) return undefined;
  const from = paragraph.children.findIndex((node) => !isMedia(node) && !isBlank(node));
  const head = from < 0 ? paragraph.children : paragraph.children.slice(0, from);
  const media = head.filter(isMedia);
  const rest = from < 0 ? [] : trimStart(paragraph.children.slice(from));
  const isCaption =
    rest.length > 0 &&
    !rest.some(isMedia) &&
    textOf(rest).length <= CAPTION_MAX_CHARS &&
    !media.at(-1)?.attrs.title;
  const figures = media.map((one, at) => figureOf(one, isCaption && at === media.length - 1 ? rest : []));
  return rest.length > 0 && !isCaption ? [...figures, { ...paragraph, children: rest }] : figures;
}

/** An id that is free; `last` remembers how far each has been counted, or a thousand equal headings would ask a million times. */
function freeId(text: string, ids: Set<string>, last: Map<string, number>): string | undefined {
  const slug = slugFrom(text);
  if (!slug) return undefined;
  const base = `${ID_PREFIX}${slug}`;
  let number = last.get(base) ?? 1;
  let id = number === 1 ? base : `${base}-${number}`;
  while (ids.has(id)) {
    number += 1;
    id = `${base}-${number}`;
  }
  last.set(base, number);
  ids.add(id);
  return id;
}

const headings = new Set(['h2', 'h3', 'h4', 'h5', 'h6']);

/** `nodes` arranged; elements among them are changed. `ids` are taken; those of the headings are added. */
export function arrange(nodes: Node[], ids: Set<string>): Node[] {
  const last = new Map<string, number>();
  const root = element('', {}, nodes);
  const parents = [root];
  for (let parent = parents.pop(); parent; parent = parents.pop()) {
    const scrolls = parent.attrs.class === 'table-scroll';
    const out: Node[] = [];
    for (const node of parent.children) {
      if (typeof node === 'string') out.push(node);
      else {
        const figures =
          node.tag === 'p' && (scrolls || parent.tag !== 'figure') ? figuresOf(node) : undefined;
        if (figures) {
          for (const made of figures) out.push(made);
          continue;
        }
        if (headings.has(node.tag) && !node.attrs.id) {
          const id = freeId(textOf(node.children), ids, last);
          if (id) node.attrs = { id, ...node.attrs };
        }
        if (node.children.some(isElement)) parents.push(node);
        out.push(
          node.tag === 'table' && !scrolls
            ? element('div', { class: 'table-scroll', tabindex: '0' }, [node])
            : node,
        );
      }
    }
    parent.children = out;
  }
  return root.children;
}
