/**
 * What must hold for every piece of HTML that readers or editors get, by rules of its own: this list is written
 * from PLATFORM's decision and shares nothing with the sanitiser's tables.
 */
import { type DefaultTreeAdapterMap, parseFragment, serialize } from 'parse5';
import { sanitise } from '../../src/pipeline/sanitise/sanitise.ts';

const elements = new Set(
  (
    'p br hr h2 h3 h4 h5 h6 blockquote pre code em strong i b u s del ins mark small sub sup abbr cite q dfn time kbd samp var ' +
    'ul ol li dl dt dd table caption thead tbody tfoot tr th td figure figcaption img picture source a span div bdi bdo ruby rb ' +
    'rt rtc rp wbr details summary section aside'
  ).split(' '),
);

const attributes: Readonly<Record<string, RegExp>> = {
  lang: /^[a-zA-Z0-9-]+$/,
  dir: /^(?:ltr|rtl|auto)$/,
  title: /^[^\u0000-\u001f]*$/,
  id: /^t-[^\s"'<>&]+$/,
  class:
    /^(?:(?:footnote-ref|footnote-back|footnotes|table-scroll|picture-missing|video|align-(?:left|center|right)|language-[a-z0-9+#.-]+) ?)+$/,
  role: /^doc-(?:noteref|backlink|endnotes)$/,
  'aria-describedby': /^(?:t-\S+ ?)+$/,
  'aria-labelledby': /^(?:t-\S+ ?)+$/,
  href: /^(?:#t-[^\s"'<>]+|https?:\/\/[^\s"<>@]+(?:@[^\s"<>]*)?|mailto:[^\s"<>?&]+@[^\s"<>?&]+)$/,
  rel: /^noopener nofollow ugc$/,
  src: /^\/images\/[0-9a-f]{64}\/(?:480|960|1600)\.(?:webp|jpeg)$/,
  srcset: /^(?:\/images\/[0-9a-f]{64}\/(?:480|960|1600)\.(?:webp|jpeg) \d+w(?:, )?)+$/,
  sizes: /^[a-z0-9 ():,.-]+$/,
  type: /^image\/(?:webp|jpeg)$/,
  alt: /^[^\u0000-\u001f]*$/,
  width: /^\d+$/,
  height: /^\d+$/,
  loading: /^(?:lazy|eager)$/,
  decoding: /^async$/,
  colspan: /^\d+$/,
  rowspan: /^\d+$/,
  scope: /^(?:row|col|rowgroup|colgroup)$/,
  start: /^-?\d+$/,
  reversed: /^$/,
  open: /^$/,
  value: /^-?\d+$/,
  cite: /^https?:\/\/[^\s"<>]+$/,
  datetime: /^[0-9A-Z:.+ -]+$/,
  tabindex: /^0$/,
};

type Child = DefaultTreeAdapterMap['childNode'];

function problemOf(node: Child): string | undefined {
  if (node.nodeName === '#text') return undefined;
  if (!('tagName' in node)) return `${node.nodeName} node`;
  if (node.namespaceURI !== 'http://www.w3.org/1999/xhtml')
    return `<${node.tagName}> of ${node.namespaceURI}`;
  if (!elements.has(node.tagName)) return `<${node.tagName}>`;
  for (const { name, value } of node.attrs) {
    const rule = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (!rule?.test(value)) return `<${node.tagName} ${name}=${JSON.stringify(value.slice(0, 100))}>`;
    if (name === 'href' && value.startsWith('http')) {
      const url = new URL(value);
      if (url.username || url.password || url.href !== value) return `address ${value.slice(0, 100)}`;
      if (!node.attrs.some((attr) => attr.name === 'rel')) return `link without rel: ${value.slice(0, 100)}`;
    }
  }
  return undefined;
}

function problemsIn(html: string): string[] {
  const problems: string[] = [];
  const pending: Child[] = [...parseFragment(html).childNodes];
  const ids = new Set<string>();
  for (let node = pending.pop(); node; node = pending.pop()) {
    const problem = problemOf(node);
    if (problem) problems.push(problem);
    if (!('tagName' in node)) continue;
    const id = node.attrs.find((attr) => attr.name === 'id')?.value;
    if (id && ids.has(id)) problems.push(`id ${id} twice`);
    if (id) ids.add(id);
    for (const child of node.childNodes) pending.push(child);
  }
  return problems;
}

/** Everything that is wrong with `html`, as it stands, parsed and written again, and sanitised again. */
export function violations(html: string): string[] {
  const again = serialize(parseFragment(html));
  const settled = sanitise(html);
  return [
    ...problemsIn(html),
    ...problemsIn(again).map((problem) => `on second parsing: ${problem}`),
    ...(settled.html === html ? [] : [`not a fixed point: ${settled.html.slice(0, 200)}`]),
    ...settled.removed.map((removed) => `left in: ${removed}`),
  ];
}
