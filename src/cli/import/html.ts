/**
 * HTML of another system as Markdown. What Markdown cannot say stays as the HTML that the pipeline lets
 * through; what readers would lose (scripts, forms, players without an address) is named.
 */
import TurndownService from 'turndown';
import { IMPORT_TREE_MAX_DEPTH } from '../../limits.ts';

export interface Converted {
  markdown: string;
  losses: string[];
}

const kept = [
  'sub',
  'sup',
  'kbd',
  'mark',
  'abbr',
  'ins',
  'u',
  'ruby',
  'rt',
  'rp',
  'dl',
  'dt',
  'dd',
  'details',
  'summary',
  'q',
  'cite',
  'small',
  'time',
] as const;

/** What the rules use of a node: domino's, since a Worker's project has no DOM types. */
interface DomNode {
  nodeName: string;
  textContent: string | null;
  innerHTML: string;
  outerHTML: string;
  childNodes: ArrayLike<DomNode>;
  getAttribute: (name: string) => string | null;
  querySelector: (selector: string) => DomNode | null;
  querySelectorAll: (selector: string) => ArrayLike<DomNode>;
}

const attribute = (node: DomNode, name: string): string => (node.getAttribute(name) ?? '').trim();

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function tableOf(node: DomNode, convert: (html: string) => string): string | undefined {
  const rows = Array.from(node.querySelectorAll('tr')).map((row) =>
    Array.from(row.childNodes).filter((cell) => /^T[HD]$/.test(cell.nodeName)),
  );
  const width = Math.max(0, ...rows.map((row) => row.length));
  // domino says undefined where a browser says null.
  const plain = !node.querySelector('table, ul, ol, pre, blockquote, h1, h2, h3, [colspan], [rowspan]');
  if (!plain || width === 0 || rows.some((row) => row.length !== width)) return undefined;
  const cell = (one: DomNode): string => oneLine(convert(one.innerHTML)).replaceAll('|', '\\|');
  const [head = '', ...body] = rows.map((row) => `| ${row.map(cell).join(' | ')} |`);
  return `\n\n${[head, `|${' --- |'.repeat(width)}`, ...body].join('\n')}\n\n`;
}

/** Tags deeper than this would overflow the stack of what walks them. */
function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, close, name] of html.matchAll(
    /<(\/?)(div|span|blockquote|ul|ol|li|table|section|b|i|em|strong|font)\b/gi,
  )) {
    if (name) depth = close ? Math.max(0, depth - 1) : depth + 1;
    if (depth > IMPORT_TREE_MAX_DEPTH) return true;
  }
  return false;
}

const addRules = (service: TurndownService, lost: Map<string, number>): void => {
  const lose = (what: string): string => {
    lost.set(what, (lost.get(what) ?? 0) + 1);
    return '';
  };
  service.keep([...kept]);
  service.addRule('struck', {
    filter: ['del', 's'],
    replacement: (text: string) => (text.trim() ? `~~${text}~~` : text),
  });
  service.addRule('player', {
    filter: ['iframe', 'video', 'audio', 'embed', 'object', 'source'],
    replacement: (text: string, node: DomNode) => {
      const inner = node.querySelector('source[src]');
      const written =
        attribute(node, 'src') || attribute(node, 'data') || (inner ? attribute(inner, 'src') : '');
      if (node.nodeName === 'SOURCE') return '';
      const address = written.startsWith('//') ? `https:${written}` : written;
      if (!/^https?:/i.test(address))
        return `${lose(`${node.nodeName.toLowerCase()} without an address`)}${text}`;
      const embedded = /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]+)/.exec(address);
      return `\n\n<${embedded ? `https://www.youtube.com/watch?v=${embedded[1]}` : address}>\n\n`;
    },
  });
  service.addRule('lost', {
    filter: ['script', 'style', 'form', 'input', 'button', 'select', 'textarea', 'noscript', 'svg', 'canvas'],
    replacement: (_: string, node: DomNode) => lose(`${node.nodeName.toLowerCase()} element`),
  });
  service.addRule('figure', {
    filter: 'figcaption',
    // A caption glued to its picture is how the pipeline knows one.
    replacement: (text: string) => (text.trim() ? `\n*${oneLine(text)}*\n\n` : ''),
  });
  service.addRule('table', {
    filter: 'table',
    replacement: (_: string, node: DomNode) =>
      tableOf(node, (html) => service.turndown(html)) ?? `\n\n${node.outerHTML}\n\n`,
  });
  service.addRule('code', {
    filter: (node: DomNode) => node.nodeName === 'PRE',
    replacement: (_: string, node: DomNode) => {
      const code = node.querySelector('code');
      const lang =
        /\blang(?:uage)?-([\w+#-]{1,30})/.exec(
          `${attribute(node, 'class')} ${code ? attribute(code, 'class') : ''}`,
        )?.[1] ?? '';
      const text = (node.textContent ?? '').replace(/\n+$/, '');
      // Ghost's Markdown cards are wrapped like this so that they come through as they are.
      if (attribute(node, 'data-markdown') !== '') return `\n\n${text}\n\n`;
      const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
      return `\n\n${fence}${lang}\n${text}\n${fence}\n\n`;
    },
  });
};

/** Throws an error that names the remedy when the HTML nests too deep to be read. */
export function htmlToMarkdown(html: string): Converted {
  if (isTooDeep(html)) {
    throw new Error(
      `its HTML nests deeper than ${IMPORT_TREE_MAX_DEPTH} elements; simplify it in the old system and export it again`,
    );
  }
  const lost = new Map<string, number>();
  const service = new TurndownService({
    headingStyle: 'atx',
    hr: '---',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
  });
  addRules(service, lost);
  const markdown = service
    .turndown(html)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { markdown, losses: [...lost].map(([what, count]) => `${what} (${count}×): not taken over`) };
}
