/** Two of marked's expressions, with the parts cut short that look further than they need to. */
import type { Rules } from 'marked';

const known = new WeakMap<Rules['block'], Pick<Rules['block'], 'paragraph'>>();

/** A paragraph ends where a table begins: its first two lines say so, and marked reads on to its last row. */
function paragraphOf(block: Rules['block']): RegExp {
  const table = block.table.source.replace(/(^|[^[])\^/g, '$1');
  const rows = table.indexOf('(?:\\n((?:');
  const { source } = block.paragraph;
  if (rows < 0 || !source.includes(table))
    throw new Error('marked writes its rules differently; see linear.ts.');
  return new RegExp(source.replace(table, () => `${table.slice(0, rows)}(?:\\n|$)`));
}

export function withLinearRules(rules: Rules): Rules {
  const paragraph = known.get(rules.block)?.paragraph ?? paragraphOf(rules.block);
  known.set(rules.block, { paragraph });
  const { source, flags } = rules.inline.reflinkSearch;
  // Only masks a label while emphasis is looked for; none has more than a few brackets or escapes.
  const reflinkSearch = new RegExp(source.replaceAll(',999}', ',99}'), flags);
  return { ...rules, block: { ...rules.block, paragraph }, inline: { ...rules.inline, reflinkSearch } };
}
