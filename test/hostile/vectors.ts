/**
 * Attacks on whoever shows a submission. Each is a Markdown body; what runs calls `alert(1)`, what leaks asks
 * `https://leak.example/`. Used with the sanitiser alone here, and in a real browser wherever text is shown.
 */
import { documentVectors } from './documents.ts';
import { foreignVectors } from './foreign.ts';
import { markdownVectors } from './markdown.ts';
import { mutationVectors } from './mutation.ts';
import { schemeVectors } from './schemes.ts';
import { tagVectors } from './tags.ts';

export interface Vector {
  name: string;
  markdown: string;
}

const named = (family: string, markdowns: readonly string[]): Vector[] =>
  markdowns.map((markdown, at) => ({ name: `${family} ${at + 1}`, markdown }));

export const vectors: readonly Vector[] = [
  ...named('tag', tagVectors),
  ...named('scheme', schemeVectors),
  ...named('markdown', markdownVectors),
  ...named('mutation', mutationVectors),
  ...named('foreign', foreignVectors),
  ...named('document', documentVectors),
];
