/**
 * TypeScript's enums, as they stand in what parse5 publishes: each a function that fills an object when the module is
 * loaded. A bundler cannot look into that, so each state and each tag is looked up by its whole name when it is needed.
 * Written as enums again, they become the numbers that they are.
 */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

const compiled =
  /^(export )?var (?<name>\w+);\n\(function \(\k<name>\) \{\n(?<lines>[^}]*)\}\)\(\k<name> \|\| \(\k<name> = \{\}\)\);$/gm;

/** `T[T["A"] = 0] = "A";` or `N["HTML"] = "http://…";`, and comments. */
const member =
  /^\s*(?:(\w+)\[\1\["(\w+)"\] = (-?\d+)\] = "\2";|\w+\["(\w+)"\] = ("[^"\\]*");|\/\*\*?.*\*\/)$/;

/** Undefined where a line is anything else: such an enum stays as it is. */
function membersOf(lines: string): string | undefined {
  const members: string[] = [];
  for (const line of lines.split('\n').filter((one) => one.trim() !== '')) {
    const found = member.exec(line);
    if (!found) return undefined;
    const [, , counted, number, named, text] = found;
    if (counted !== undefined) members.push(`${counted} = ${number}`);
    else if (named !== undefined) members.push(`${named} = ${text}`);
  }
  return members.join(', ');
}

/** parse5's `const $ = TAG_ID;`: through another name the numbers would be looked up as before. */
const alias = /^const \$ = (\w+);$/m;

/** A module's text, JavaScript, to TypeScript. */
export function withEnums(text: string): string {
  const written = text.replace(compiled, (all, exported: string | undefined, name: string, lines: string) => {
    const members = membersOf(lines);
    return members === undefined ? all : `${exported ?? ''}enum ${name} { ${members} }`;
  });
  const named = alias.exec(written)?.[1];
  return named === undefined ? written : written.replace(alias, '').replace(/(?<![\w$.])\$(?=\.)/g, named);
}

export const inlinedEnums: Plugin = {
  name: 'inlined enums',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]parse5[\\/]dist[\\/].+\.js$/ }, ({ path }) => ({
      contents: withEnums(readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};
