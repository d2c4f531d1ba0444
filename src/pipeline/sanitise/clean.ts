/** The copy: a parsed tree goes in, a tree of allow-listed elements and text comes out, by iteration. */
import { HTML_MAX_DEPTH } from '../../limits.ts';
import { type Element, element, type Node } from './nodes.ts';
import {
  attributeIn,
  HTML_NAMESPACE,
  isElement,
  isText,
  type Parsed,
  type ParsedElement,
  type ParsedNode,
} from './parse.ts';
import { attributeOf, type Fate, fateOf } from './policy.ts';
import { isExecutable, isOurPicture, safeFragment, safeLink, videoPage } from './urls.ts';

export interface Cleaning {
  /** Names of what could have executed, as `<script>`, `onclick`, `javascript:`. */
  removed: Set<string>;
  /** What a picture that is not ours becomes; `linked` when it stands in a link. */
  picture: (image: ParsedElement, linked: boolean) => Node | undefined;
  /** Added to the level of each heading. */
  headingShift: number;
  /** Ids that are taken; those of the copy are added. */
  ids: Set<string>;
}

interface Frame {
  nodes: readonly ParsedNode[];
  at: number;
  into: Node[];
  depth: number;
  linked: boolean;
  /** A paragraph just copied, last in the list that holds it: it goes again when nothing is in it. */
  holder: Node[] | undefined;
}

/** No text in HTML, nor in XML 1.0, which feeds are written in. */
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

function pushText(into: Node[], text: string): void {
  const clean =
    text === '\n' || text.search(forbidden) < 0 ? text : text.replace(/\r\n?/g, '\n').replace(forbidden, '');
  const last = into.at(-1);
  if (typeof last === 'string') into[into.length - 1] = last + clean;
  else if (clean !== '') into.push(clean);
}

function attributesOf(node: ParsedElement, tag: string, seen: Set<string>): Record<string, string> {
  const attrs: Record<string, string> = {};
  for (const { name, value } of node.attrs) {
    const safe = attributeOf(tag, name, value);
    if (safe === undefined) continue;
    if (name === 'id') {
      if (seen.has(safe)) continue;
      seen.add(safe);
    }
    attrs[name] = safe;
  }
  const align = (tag === 'td' || tag === 'th') && !attrs.class ? attributeIn(node, 'align') : undefined;
  if (align) {
    const safe = attributeOf(tag, 'class', `align-${align}`);
    if (safe) attrs.class = safe;
  }
  return attrs;
}

/** Attributes that hold an address somewhere in HTML, wherever they stand here. */
const addresses = new Set(
  'href src action formaction xlink:href data poster background cite ping srcdoc longdesc'.split(' '),
);

function noteExecutables(node: ParsedElement, removed: Set<string>): void {
  for (const { name, value } of node.attrs) {
    if (/^on[a-z]/i.test(name)) removed.add(name.slice(0, 40));
    else if (name === 'srcdoc') removed.add('srcdoc');
    else if (
      addresses.has(name) &&
      isExecutable(value) &&
      !(node.tagName === 'img' && /^\s*data:image\//i.test(value))
    ) {
      removed.add(`${value.trim().slice(0, 30).replace(/\s+/g, '').split(':', 1)[0]}:`);
    }
  }
}

const foreign: Fate = { kind: 'drop' };

/** Copies what is allowed of `root`. */
export function clean(root: Parsed, { removed, picture, headingShift, ids }: Cleaning): Node[] {
  const out: Node[] = [];
  const frames: Frame[] = [
    { nodes: root.childNodes, at: 0, into: out, depth: 1, linked: false, holder: undefined },
  ];
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const node = frame.nodes[frame.at];
    frame.at += 1;
    if (!node) {
      if (frame.holder && frame.into.length === 0) frame.holder.pop();
      frames.pop();
      continue;
    }
    const { into, depth, linked } = frame;
    if (isText(node)) {
      pushText(into, node.value);
      continue;
    }
    if (!isElement(node)) continue;
    noteExecutables(node, removed);
    const own = fateOf(node.tagName);
    if (own.steers) removed.add(`<${node.tagName}>`);
    const fate = node.namespaceURI === HTML_NAMESPACE ? own : foreign;
    // Its content, which stands where the element would have stood unless that is kept.
    const inside: Frame = { nodes: node.childNodes, at: 0, into, depth, linked, holder: undefined };
    if (fate.kind === 'drop') {
      const page = node.tagName === 'iframe' ? videoPage(attributeIn(node, 'src') ?? '') : undefined;
      if (page && !linked)
        into.push(
          outwardLink(page, 'video', [new URL(page).host + new URL(page).pathname + new URL(page).search]),
        );
      else removed.add(`<${node.tagName}>`);
      continue;
    }
    if (fate.kind === 'keep' && depth < HTML_MAX_DEPTH) {
      if (fate.tag === 'img') {
        const src = (attributeIn(node, 'src') ?? '').trim();
        const made = isOurPicture(src)
          ? element('img', attributesOf(node, 'img', ids))
          : picture(node, linked);
        if (typeof made === 'string') pushText(into, made);
        else if (made) into.push(made);
        continue;
      }
      const made =
        fate.tag === 'a'
          ? linked
            ? undefined
            : linkOf(node, ids)
          : element(levelled(fate.tag, node.tagName, headingShift), attributesOf(node, fate.tag, ids));
      if (made?.tag === 'source' && !made.attrs.srcset) continue;
      if (made) {
        into.push(made);
        inside.into = made.children;
        inside.depth += 1;
        inside.linked ||= made.tag === 'a';
        if (made.tag === 'p' && !made.attrs.id) inside.holder = into;
      }
    }
    frames.push(inside);
  }
  return out;
}

function levelled(tag: string, written: string, shift: number): string {
  const level = tag.startsWith('h') ? /^h([1-6])$/.exec(written)?.[1] : undefined;
  return level ? `h${Math.min(6, Math.max(2, Number(level) + shift))}` : tag;
}

/** A link that leads out: it hands nothing on, and vouches for nothing. */
export const outwardLink = (href: string, className: string | undefined, children: Node[]): Element =>
  element('a', { ...(className ? { class: className } : {}), href, rel: 'noopener nofollow ugc' }, children);

function linkOf(node: ParsedElement, ids: Set<string>): Element | undefined {
  const raw = attributeIn(node, 'href') ?? '';
  const attrs = attributesOf(node, 'a', ids);
  const fragment = safeFragment(raw);
  if (fragment) return element('a', { ...attrs, href: fragment });
  const href = safeLink(raw);
  if (href) return element('a', { ...attrs, href, rel: 'noopener nofollow ugc' });
  return attrs.id ? element('a', attrs) : undefined;
}
