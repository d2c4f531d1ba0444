/**
 * Front matter: the few lines of YAML (or TOML) before a document. Volunteers write it by hand, so a title that
 * is no valid YAML is common and is read as the plain line that it is. Hostile YAML costs nothing: no aliases,
 * no tags, no merge keys, no keys but words, sizes and depth bounded before the parser sees the text, and what is
 * read of it bounded again.
 */
import { eventsToAst, FAILSAFE_SCHEMA, type Node, parseEvents, SCALAR_STYLE } from 'js-yaml';
import { tell } from '../i18n/told/tell.ts';
import { FRONT_MATTER_MAX_BYTES, MARKDOWN_MAX_DEPTH } from '../limits.ts';
import { decodeEntities } from './read/entities.ts';
import type { Finding } from './types.ts';

export interface Field {
  /** As written. */
  key: string;
  /** One value, or the items of a list; entities decoded. */
  values: string[];
}

export interface FrontMatter {
  title?: string;
  /** All but the title, in order. */
  fields: Field[];
  /** The document behind the front matter. */
  rest: string;
  findings: Finding[];
}

const FIELDS_MAX = 60;
const VALUES_MAX = 50;
/** Nested keys are written before each value under them: honest ones add little, hostile ones megabytes. */
const VALUES_MAX_CHARS = 2 * FRONT_MATTER_MAX_BYTES;

interface Block {
  inside: string;
  rest: string;
  toml: boolean;
  /** Never closed, or too late. */
  open?: true;
}

const openKey = /^["']?([\p{L}_][\p{L}\p{N}_-]{0,40})["']?\s*:(?:\s|$)/u;
const underKey = /^(?:\s+\S|- |#)/;

/** What an unclosed or oversized block says as far as its lines are keys; without a title it is text. */
function findOpenBlock(window: string, rest: (end: number) => string): Block | undefined {
  let end = 0;
  let keys = 0;
  let titled = false;
  while (end < window.length && keys < FIELDS_MAX) {
    const next = window.indexOf('\n', end);
    const line = window.slice(end, next < 0 ? undefined : next);
    const key = openKey.exec(line)?.[1];
    if (next < 0 || (key === undefined && (keys === 0 || !underKey.test(line)))) break;
    if (key !== undefined) keys++;
    titled ||= key?.toLowerCase() === 'title';
    end = next + 1;
  }
  return titled ? { inside: window.slice(0, end), rest: rest(end), toml: false, open: true } : undefined;
}

/** The block between two `---` lines at the very beginning, or undefined. */
function findBlock(text: string): Block | undefined {
  const start = /^\s{0,200}?(---|\+\+\+)[ \t]*\n/.exec(text.slice(0, 400));
  if (!start) return undefined;
  const from = start[0].length;
  const window = text.slice(from, from + FRONT_MATTER_MAX_BYTES + 8);
  const toml = start[1] === '+++';
  const end = (toml ? /^\+\+\+[ \t]*(?:\n|$)/m : /^(?:---|\.\.\.)[ \t]*(?:\n|$)/m).exec(window);
  if (!end) return toml ? undefined : findOpenBlock(window, (at) => text.slice(from + at));
  const inside = window.slice(0, end.index);
  // A thematic break at the top is no front matter: the first line with text must be a key.
  if (
    inside.trim() !== '' &&
    !/^\s*(?:#.*\n\s*)*["']?[\p{L}_][\p{L}\p{N}_ .-]{0,60}["']?\s*[:=]/u.test(inside)
  )
    return undefined;
  return { inside, rest: text.slice(from + end.index + end[0].length), toml };
}

/** Deeper nesting than any front matter has, in flow or in block style, seen without parsing. */
function isTooDeep(yaml: string): boolean {
  let depth = 0;
  for (const char of yaml) {
    if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
    if (depth > MARKDOWN_MAX_DEPTH) return true;
  }
  return yaml
    .split('\n')
    .some((line) => (/^(?:[ \t]|- |\? )*/.exec(line)?.[0].length ?? 0) > 2 * MARKDOWN_MAX_DEPTH);
}

const text = (value: unknown): string => decodeEntities(String(value ?? '')).trim();

interface Parsed {
  values: string[];
  node: Node;
}

/** Every top-level key with its values, or undefined when the YAML is not usable. */
function parseYaml(inside: string): Map<string, Parsed> | undefined {
  if (isTooDeep(inside)) return undefined;
  try {
    const events = parseEvents(inside, { maxDepth: MARKDOWN_MAX_DEPTH });
    const [document, second] = eventsToAst(events, { source: inside, schema: FAILSAFE_SCHEMA });
    const root = document?.contents;
    if (second || root?.kind !== 'mapping' || root.tagged || multiplies(root)) return undefined;
    const found = new Map<string, Parsed>();
    let left = VALUES_MAX_CHARS;
    for (const { key, value } of root.items.slice(0, FIELDS_MAX)) {
      const name = keyOf(key);
      if (found.has(name)) continue;
      const values = flatten(value);
      for (const one of values) left -= one.length;
      if (left < 0) return undefined;
      found.set(name, { values, node: value });
    }
    return found;
  } catch {
    // Not valid YAML, or not meant to be: the plain lines can still be read.
    return undefined;
  }
}

/**
 * An alias repeats what it points at, which may hold aliases again, and a key that is a list or a mapping would stand
 * before each value under it, keys of that kind in it again: a few lines could mean gigabytes.
 */
function multiplies(node: Node): boolean {
  if (node.kind === 'alias') return true;
  if (node.kind === 'sequence') return node.items.some(multiplies);
  return (
    node.kind === 'mapping' && node.items.some(({ key, value }) => key.kind !== 'scalar' || multiplies(value))
  );
}

const keyOf = (node: Node): string => (node.kind === 'scalar' ? node.value : '');

/** Scalars under a node, nested keys written before them; bounded by the depth check. */
function flatten(node: Node, path = ''): string[] {
  if (node.kind === 'scalar') return [path + text(node.value)];
  if (node.kind === 'sequence') return node.items.slice(0, VALUES_MAX).flatMap((item) => flatten(item, path));
  if (node.kind === 'mapping')
    return node.items
      .slice(0, VALUES_MAX)
      .flatMap(({ key, value }) => flatten(value, `${path}${text(keyOf(key))}: `));
  return [];
}

/** `key: value` or `key = value` at the margin, values as they stand; indented lines belong to the key above. */
function readPlainLines(inside: string, toml: boolean): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let last: string[] | undefined;
  for (const line of inside.split('\n')) {
    const match = (
      toml ? /^([\w.-]{1,60})\s*=\s*(.*)$/ : /^["']?([\p{L}_][\p{L}\p{N}_ .-]{0,60}?)["']?\s*:(?:\s+(.*))?$/u
    ).exec(line);
    if (match?.[1]) {
      const value = (match[2] ?? '').trim();
      last = value === '' ? [] : [unquote(value)];
      if (!found.has(match[1]) && found.size < FIELDS_MAX) found.set(match[1], last);
    } else if (line.trim() !== '' && !line.startsWith('#')) last?.push(text(line.replace(/^\s*-\s+/, '')));
  }
  return found;
}

/** Quotes round the whole value are YAML's; quotes round its first words are the title's. */
function unquote(value: string): string {
  const quoted = /^"([^"]*)"$|^'([^']*)'$/.exec(value);
  return text(quoted?.[1] ?? quoted?.[2] ?? value);
}

/**
 * The title. YAML's reading is used for quoted and block scalars; a plain title is the line as it stands, since
 * YAML would cut it at ` #`, take `[` for a list and `&#8220;` for an anchor.
 */
function titleOf(parsed: Parsed | undefined, plain: readonly string[] | undefined): string | undefined {
  if (parsed?.node.kind === 'scalar') {
    const { style, anchor, tagged } = parsed.node;
    const value = parsed.values[0] ?? '';
    if (style !== SCALAR_STYLE.PLAIN && !anchor && !tagged && value !== '') return value.replace(/\s+/g, ' ');
  }
  return plain === undefined ? undefined : inLine(plain.join(' ')) || undefined;
}

const inLine = (value: string): string => value.replace(/\s+/g, ' ').trim();

/** Nothing but a title that begins with a letter or a digit: YAML has nothing to say about it. */
const plainTitle = /^title: ([\p{L}\p{N}].*)\n$/u;

/** Reads and cuts off the front matter of a normalised document. Never throws; without one, `rest` is all. */
export function readFrontMatter(markdown: string): FrontMatter {
  const block = findBlock(markdown);
  if (!block) return { fields: [], rest: markdown, findings: [] };
  const alone = block.toml || block.open ? undefined : plainTitle.exec(block.inside)?.[1];
  if (alone !== undefined) return { title: inLine(text(alone)), fields: [], rest: block.rest, findings: [] };
  const plain = readPlainLines(block.inside, block.toml);
  const parsed = block.toml || block.open ? undefined : parseYaml(block.inside);
  const isTitle = (key: string): boolean => key.trim().toLowerCase() === 'title';
  const titleKey = [...plain.keys()].find(isTitle) ?? [...(parsed?.keys() ?? [])].find(isTitle);
  const title = titleKey === undefined ? undefined : titleOf(parsed?.get(titleKey), plain.get(titleKey));
  const fields: Field[] = [];
  const all: Iterable<[string, string[]]> = parsed
    ? [...parsed].map(([key, { values }]) => [key, values])
    : plain;
  for (const [key, values] of all)
    if (key !== titleKey) fields.push({ key, values: values.filter((value) => value !== '') });
  const findings: Finding[] =
    !block.open &&
    (parsed || block.toml || block.inside.trim() === '' || (plain.size === 1 && title !== undefined))
      ? []
      : [
          {
            check: 'front-matter',
            severity: 'note',
            told: tell('front-matter'),
          },
        ];
  return { ...(title ? { title } : {}), fields, rest: block.rest, findings };
}
