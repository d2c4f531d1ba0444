/** The clean tree: what the sanitiser copies into, and all that is ever written out. */
export interface Element {
  tag: string;
  attrs: Record<string, string>;
  children: Node[];
}
export type Node = string | Element;

export const element = (tag: string, attrs: Record<string, string> = {}, children: Node[] = []): Element => ({
  tag,
  attrs,
  children,
});

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (char: string): string => escapes[char] ?? '';
/** Most text has nothing to escape, which to see is quicker than to replace nothing. */
const escapeText = (text: string): string => (/[&<>]/.test(text) ? text.replace(/[&<>]/g, escaped) : text);
const escapeAttribute = (text: string): string =>
  /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, escaped) : text;

const voids = new Set(['br', 'hr', 'img', 'wbr', 'source']);

/** HTML of clean nodes. Everything is escaped; no element whose content is raw text can stand in the tree. */
export function serialise(nodes: readonly Node[]): string {
  let html = '';
  const frames: { nodes: readonly Node[]; at: number; end: string }[] = [{ nodes, at: 0, end: '' }];
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const node = frame.nodes[frame.at];
    frame.at += 1;
    if (node === undefined) {
      html += frame.end;
      frames.pop();
    } else if (typeof node === 'string') html += escapeText(node);
    else {
      html += `<${node.tag}`;
      for (const name in node.attrs) html += ` ${name}="${escapeAttribute(node.attrs[name] ?? '')}"`;
      html += '>';
      if (voids.has(node.tag)) continue;
      // A parser drops the first newline of a `pre`.
      const first = node.children[0];
      if (node.tag === 'pre' && typeof first === 'string' && first.startsWith('\n')) html += '\n';
      frames.push({ nodes: node.children, at: 0, end: `</${node.tag}>` });
    }
  }
  return html;
}

/** Elements beside which text does not run on. */
const blocks = new Set(
  'p h2 h3 h4 h5 h6 blockquote pre ul ol li dl dt dd table caption tr td th figure figcaption div details summary section aside hr br'.split(
    ' ',
  ),
);

/** Visible text, a line for each block; `rp` and what `skip` names are left out. */
export function textOf(nodes: readonly Node[], skip: (node: Element) => boolean = () => false): string {
  // Pieces, not one growing string: to look at the end of a long rope is to copy it.
  const pieces: string[] = [];
  const breakLine = (): void => {
    if (pieces.length > 0 && pieces.at(-1) !== '\n') pieces.push('\n');
  };
  const frames: { nodes: readonly Node[]; at: number; block: boolean }[] = [{ nodes, at: 0, block: false }];
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const node = frame.nodes[frame.at];
    frame.at += 1;
    if (node === undefined) {
      if (frame.block) breakLine();
      frames.pop();
    } else if (typeof node === 'string') {
      // Between blocks stand line ends, of which one counts.
      if (node !== '\n' || pieces.at(-1) !== '\n') pieces.push(node);
    } else if (node.tag !== 'rp' && !skip(node)) {
      const block = blocks.has(node.tag);
      if (block) breakLine();
      frames.push({ nodes: node.children, at: 0, block });
    }
  }
  // Else trimming would cut it off: V8 reads a part of another string by a detour at each character.
  while (pieces.at(-1) === '\n') pieces.pop();
  const text = pieces.join('');
  return (/[ \t]\n|\n\s/.test(text) ? text.replace(/(?<![ \t])[ \t]*\n\s*/g, '\n') : text).trim();
}
