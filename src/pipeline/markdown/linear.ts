/** Two of marked's expressions, with the parts cut short that look further than they need to. */
import type { Rules } from 'marked';

interface Linear {
  paragraph: RegExp;
  reflinkSearch: RegExp;
}

/** marked's rules never change, and a compiled expression is worth keeping. */
const known = new WeakMap<Rules['block'], Linear>();

/** A paragraph ends where a table begins: its first two lines say so, and marked reads on to its last row. */
function paragraphOf(block: Rules['block']): RegExp {
  const table = block.table.source.replace(/(^|[^[])\^/g, '$1');
  const rows = table.indexOf('(?:\\n((?:');
  const { source } = block.paragraph;
  if (rows < 0 || !source.includes(table))
    throw new Error('marked writes its rules differently; see linear.ts.');
  return new RegExp(source.replace(table, () => `${table.slice(0, rows)}(?:\\n|$)`));
}

/** Masks labels while emphasis is looked for; none has more than a few brackets or escapes. */
const searchOf = ({ reflinkSearch }: Rules['inline']): RegExp =>
  new RegExp(reflinkSearch.source.replaceAll(',999}', ',99}'), reflinkSearch.flags);

export function withLinearRules(rules: Rules): Rules {
  const made = known.get(rules.block) ?? {
    paragraph: paragraphOf(rules.block),
    reflinkSearch: searchOf(rules.inline),
  };
  known.set(rules.block, made);
  return {
    ...rules,
    block: { ...rules.block, paragraph: made.paragraph },
    inline: { ...rules.inline, reflinkSearch: made.reflinkSearch },
  };
}
