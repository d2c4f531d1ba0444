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

/** Replaces nothing in a text that has none of the characters without which the expression finds nothing. */
class SeldomReplaced extends RegExp {
  readonly needed: RegExp;
  readonly plain: RegExp;

  constructor(plain: RegExp, needed: RegExp) {
    super(plain);
    this.plain = plain;
    this.needed = needed;
  }

  override [Symbol.replace](text: string, by: string | ((found: string, ...groups: unknown[]) => string)) {
    if (!this.needed.test(text)) return text;
    return typeof by === 'string' ? text.replace(this.plain, by) : text.replace(this.plain, by);
  }
}

/** Masks escapes and code while emphasis is looked for: both begin with one of these. */
const outsideCodeOf = ({ anyPunctuationOutsideCode }: Rules['inline']): RegExp =>
  new SeldomReplaced(anyPunctuationOutsideCode, /[`\\]/);

export const withLinearRules = (rules: Rules): Rules => ({
  ...rules,
  block: { ...rules.block, paragraph: paragraphOf(rules.block) },
  inline: {
    ...rules.inline,
    reflinkSearch: searchOf(rules.inline),
    anyPunctuationOutsideCode: outsideCodeOf(rules.inline),
  },
});

/** The same for a document that defines no link: nothing that looks like a reference to one is masked. */
export const withoutReferences = (rules: Rules): Rules => ({
  ...rules,
  inline: { ...rules.inline, reflinkSearch: new SeldomReplaced(rules.inline.reflinkSearch, /^(?!)/) },
});

/** At a letter, of any script, no block begins but a table, an underlined heading and a paragraph. */
export function beginsAsText(src: string): boolean {
  const unit = src.charCodeAt(0);
  return unit > 0x7f || ((unit | 0x20) > 0x60 && (unit | 0x20) < 0x7b);
}
