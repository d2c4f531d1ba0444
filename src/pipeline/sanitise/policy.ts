/** The allow-list: which elements are copied, under which name, and which attribute values they may keep. */
import { isOurPicture, isOurSrcset, safeId, safeLink } from './urls.ts';

export type Fate = ({ kind: 'keep'; tag: string } | { kind: 'unwrap' } | { kind: 'drop' }) & {
  /** Who wrote it meant to steer the page. */
  steers?: true;
};

const allowed =
  `p br hr h2 h3 h4 h5 h6 blockquote pre code em strong i b u s del ins mark small sub sup abbr cite q dfn time
  kbd samp var ul ol li dl dt dd table caption thead tbody tfoot tr th td figure figcaption img picture source a
  span div bdi bdo ruby rb rt rtc rp wbr details summary section aside`.split(/\s+/);

/** What older or page-level markup becomes, so that its text does not run into its neighbour's. */
const renamed: Readonly<Record<string, string>> = {
  h1: 'h2',
  article: 'div',
  main: 'div',
  header: 'div',
  footer: 'div',
  nav: 'div',
  center: 'div',
  address: 'div',
  hgroup: 'div',
  fieldset: 'div',
  legend: 'div',
  form: 'div',
  dialog: 'div',
  search: 'div',
  dir: 'ul',
  menu: 'ul',
  strike: 's',
  tt: 'code',
  listing: 'pre',
  acronym: 'abbr',
};

/** Gone with all that is in them. */
const dropped =
  'script style template noscript iframe object embed svg math textarea select xmp plaintext noembed noframes title frame frameset applet'.split(
    ' ',
  );

/** Not copied, their content is. */
const steering = 'meta base link form portal fencedframe'.split(' ');

const fates = new Map<string, Fate>([
  ...Object.entries(renamed).map(([tag, other]) => [tag, { kind: 'keep', tag: other }] as const),
  ...dropped.map((tag) => [tag, { kind: 'drop' }] as const),
  ...allowed.map((tag) => [tag, { kind: 'keep', tag }] as const),
]);
const unwrapped: Fate = { kind: 'unwrap' };

export const fateOf = (tag: string): Fate => fates.get(tag) ?? unwrapped;

for (const tag of steering) fates.set(tag, { ...fateOf(tag), steers: true });

const classes = new Set([
  'footnote-ref',
  'footnote-back',
  'footnotes',
  'table-scroll',
  'picture-missing',
  'video',
  'align-left',
  'align-center',
  'align-right',
]);
const languageClass = /^language-[a-z0-9+#.-]{1,32}$/;

const safeClass = (value: string): string | undefined =>
  value
    .toLowerCase()
    .split(/\s+/, 8)
    .filter((name) => classes.has(name) || languageClass.test(name))
    .join(' ') || undefined;

const matching =
  (pattern: RegExp) =>
  (value: string): string | undefined =>
    pattern.test(value.trim()) ? value.trim() : undefined;
const oneOf =
  (...values: string[]) =>
  (value: string): string | undefined =>
    values.includes(value.trim().toLowerCase()) ? value.trim().toLowerCase() : undefined;
const plain =
  (maxChars: number) =>
  (value: string): string | undefined =>
    value
      .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
      .slice(0, maxChars)
      .toWellFormed();
const link = (value: string): string | undefined => {
  const href = safeLink(value);
  return href?.startsWith('mailto:') ? undefined : href;
};
const ids = (value: string): string | undefined =>
  value
    .trim()
    .split(/\s+/, 8)
    .map((id) => safeId(id) ?? '')
    .filter(Boolean)
    .join(' ') || undefined;

type Rule = (value: string) => string | undefined;

const onAll: Readonly<Record<string, Rule>> = {
  lang: matching(/^[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,5}$/i),
  dir: oneOf('ltr', 'rtl', 'auto'),
  title: plain(300),
  id: safeId,
  class: safeClass,
  role: oneOf('doc-noteref', 'doc-backlink', 'doc-endnotes'),
  'aria-describedby': ids,
  'aria-labelledby': ids,
};

const integer = matching(/^-?\d{1,9}$/);
const pixels = matching(/^[1-9]\d{0,4}$/);
const cells = { colspan: matching(/^(?:[1-9]\d?|100)$/), rowspan: matching(/^(?:[1-9]\d{0,2}|0)$/) };
const quoted = { cite: link };
const changed = { cite: link, datetime: matching(/^[0-9A-Z:.+ -]{1,40}$/) };

const onTag: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  img: {
    src: (value) => (isOurPicture(value) ? value : undefined),
    srcset: (value) => (isOurSrcset(value) ? value : undefined),
    sizes: matching(/^[a-z0-9 ():,.-]{1,100}$/),
    alt: plain(1_000),
    width: pixels,
    height: pixels,
    loading: oneOf('lazy', 'eager'),
    decoding: oneOf('async'),
  },
  source: {
    type: oneOf('image/webp', 'image/jpeg'),
    srcset: (value) => (isOurSrcset(value) ? value : undefined),
    sizes: matching(/^[a-z0-9 ():,.-]{1,100}$/),
  },
  td: cells,
  th: { ...cells, scope: oneOf('row', 'col', 'rowgroup', 'colgroup') },
  ol: { start: integer, reversed: () => '' },
  li: { value: integer },
  blockquote: quoted,
  q: quoted,
  del: changed,
  ins: changed,
  time: { datetime: changed.datetime },
  details: { open: () => '' },
  // A box that scrolls must be reachable by keyboard.
  div: { tabindex: oneOf('0') },
};

/** The value that `tag` may carry for the attribute `name`; undefined when it may not. Links have rules of their own. */
export function attributeOf(tag: string, name: string, value: string): string | undefined {
  const own = onTag[tag];
  const rule =
    own && Object.hasOwn(own, name) ? own[name] : Object.hasOwn(onAll, name) ? onAll[name] : undefined;
  return rule?.(value);
}
