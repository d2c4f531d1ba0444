/** Mobiledoc 0.3 (Ghost 1 to 4) as HTML. The format: sections of markers, with tables of markups, atoms and cards. */
import { escapeHtml } from '../escape.ts';
import { cardHtml, type TreeHtml } from './cards.ts';

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const inlineTags = new Set(['a', 'strong', 'b', 'em', 'i', 'code', 'u', 's', 'del', 'sub', 'sup', 'mark']);
const sectionTags = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'aside']);

interface Tables {
  markups: unknown[];
  atoms: unknown[];
  cards: unknown[];
}

function openTag(markup: unknown): [open: string, close: string] {
  const [tag, attributes] = list(markup);
  const name = text(tag).toLowerCase();
  if (!inlineTags.has(name)) return ['', ''];
  const pairs = list(attributes);
  const at = pairs.indexOf('href');
  const href = name === 'a' && at !== -1 ? ` href="${escapeHtml(text(pairs[at + 1]))}"` : '';
  return [`<${name}${href}>`, `</${name}>`];
}

function markers(value: unknown, tables: Tables): string {
  const open: string[] = [];
  let html = '';
  for (const marker of list(value)) {
    const [kind, opened, closed, content] = list(marker);
    for (const index of list(opened)) {
      const [before, after] = openTag(tables.markups[Number(index)]);
      html += before;
      open.push(after);
    }
    if (kind === 0) html += escapeHtml(text(content));
    else if (kind === 1) {
      const [name, shown] = list(tables.atoms[Number(content)]);
      html += name === 'soft-return' ? '<br>' : escapeHtml(text(shown));
    }
    for (let count = Number(closed) || 0; count > 0; count--) html += open.pop() ?? '';
  }
  return html + open.reverse().join('');
}

/** Throws an error that names the remedy when the text is no mobiledoc. */
export function mobiledocToHtml(source: string): TreeHtml {
  let document: unknown;
  try {
    document = JSON.parse(source);
  } catch {
    throw new Error('its mobiledoc is no JSON; open and save the post in Ghost, then export again');
  }
  const read = (name: string): unknown[] =>
    list(typeof document === 'object' && document !== null ? Reflect.get(document, name) : undefined);
  const tables: Tables = { markups: read('markups'), atoms: read('atoms'), cards: read('cards') };
  const losses: string[] = [];
  const html = read('sections').map((section) => {
    const [kind, tag, content] = list(section);
    if (kind === 1) {
      const name = sectionTags.has(text(tag).toLowerCase()) ? text(tag).toLowerCase() : 'p';
      return `<${name}>${markers(content, tables)}</${name}>`;
    }
    if (kind === 2) return `<p><img src="${escapeHtml(text(tag))}" alt=""></p>`;
    if (kind === 3) {
      const name = tag === 'ol' ? 'ol' : 'ul';
      return `<${name}>${list(content)
        .map((item) => `<li>${markers(item, tables)}</li>`)
        .join('')}</${name}>`;
    }
    if (kind === 10) {
      const [name, payload] = list(tables.cards[Number(tag)]);
      const card = cardHtml(text(name), payload);
      losses.push(...card.losses);
      return card.html;
    }
    return '';
  });
  return { html: html.join('\n'), losses };
}
