/** The tree that is built from marked's tokens against the one that parse5 reads from their HTML. */
import { bodyOf } from '../../src/pipeline/markdown/body.ts';
import { markdownToHtml } from '../../src/pipeline/markdown/html.ts';
import { isElement, isText, type Parsed, parseOwnHtml } from '../../src/pipeline/sanitise/parse.ts';
import type { FoundPicture, StoredPicture } from '../../src/pipeline/types.ts';

type Shape = string | { tag: string; namespace: string; attrs: unknown; inside: Shape[] };

/** Text as one piece, however many nodes it is in. */
function shapeOf({ childNodes }: Parsed): Shape[] {
  const out: Shape[] = [];
  for (const node of childNodes) {
    const last = out.at(-1);
    if (isElement(node)) {
      const attrs = node.attrs.map(({ name, value }) => [name, value]);
      out.push({ tag: node.tagName, namespace: node.namespaceURI, attrs, inside: shapeOf(node) });
    } else if (!isText(node)) throw new Error('Markdown without HTML has no comments.');
    else if (typeof last === 'string') out[out.length - 1] = last + node.value;
    else if (node.value !== '') out.push(node.value);
  }
  return out;
}

/** Every other picture is had, so that both of what becomes of one is seen. */
const storedOf = (pictures: readonly FoundPicture[]): Map<string, StoredPicture> =>
  new Map(
    pictures
      .filter((_, at) => at % 2 === 0)
      .map(({ url }) => [url, { sha256: 'a'.repeat(64), width: 800, height: 600 }]),
  );

export interface BothWays {
  /** Undefined where the HTML is parsed anyway. */
  built: unknown;
  parsed: unknown;
}

/** The trees of `markdown`, and all that is made of them. */
export function bothWays(markdown: string): BothWays {
  const unsafe = markdownToHtml(markdown);
  const tree = unsafe.tree();
  const all = (root: Parsed): unknown => {
    const { pictures, render } = bodyOf(markdown, { ...unsafe, tree: () => root });
    const rendered = render({ lang: 'zh-Hans', pictures: storedOf(pictures) });
    return { shape: shapeOf(root), pictures, rendered };
  };
  return { built: tree && all(tree), parsed: tree && all(parseOwnHtml(unsafe.html())) };
}
