/** Two of marked's expressions, with the parts cut short that look further than they need to; and where not to look. */
import type { Rules } from 'marked';

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

export const withLinearRules = (rules: Rules): Rules => ({
  ...rules,
  block: { ...rules.block, paragraph: paragraphOf(rules.block) },
  inline: { ...rules.inline, reflinkSearch: searchOf(rules.inline) },
});

/** At a letter, of any script, no block begins but a table, an underlined heading and a paragraph. */
export function beginsAsText(src: string): boolean {
  const unit = src.charCodeAt(0);
  return unit > 0x7f || ((unit | 0x20) > 0x60 && (unit | 0x20) < 0x7b);
}
