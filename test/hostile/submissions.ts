/** Submissions that carry every attack: many in a text, and one of them in each of its fields. */
import { type Vector, vectors } from './vectors.ts';

export interface HostileSubmission {
  markdown: string;
  topics: string[];
  /** How many attacks stand in its text. */
  count: number;
}

/** Ends whatever an attack left open, so that it cannot hide the next one. */
const closers =
  '\n\n--> ]]> ?> </script></style></pre></textarea></title></xmp></iframe></noscript></noembed></noframes></template></svg></math></select></table></object>\n\n';

/** Nothing after these is Markdown or HTML any more, so they stand last; a fence is closed by another only. */
const hidesTheRest = ({ markdown }: Vector): boolean =>
  /^ {0,3}(?:```|~~~)/m.test(markdown) || /plaintext/i.test(markdown) || markdown.length > 600;

/** Texts hold up to this many attacks; the last of them may hide what follows. */
const PER_TEXT = 40;

const oneLine = (text: string): string => text.replace(/[\r\n\u0000]+/g, ' ').trim();

/** Where the parts of a submission stand, `attack(n)` being another attack each time. */
const textOf = (attack: (n: number) => string, body: string): string => `---
title: ${JSON.stringify(attack(0).slice(0, 250))}
---
\`${attack(1).slice(0, 60)}\` [${attack(2)}](https://www.example.com/a/${encodeURIComponent(attack(2))})

![${attack(3)}](https://pictures.invalid/${encodeURIComponent(attack(3).slice(0, 200))}.jpg "${attack(4).replaceAll('"', "'")}")

${attack(5)}

${body}

原文链接：[${attack(6)}](https://www.example.org/news?${encodeURIComponent(attack(6).slice(0, 200))})

翻译：${attack(7).slice(0, 40)}｜校对：[${attack(8).slice(0, 40)}](https://www.example.org/people/a)｜编辑：Robin <b>

免责声明：${attack(9)}

- [${attack(10)}](https://www.example.org/foundation/)
- [${attack(11)}](${attack(11)})
`;

export function hostileSubmissions(): HostileSubmission[] {
  const last = vectors.filter(hidesTheRest);
  const others = vectors.filter((vector) => !hidesTheRest(vector));
  const size = Math.max(last.length, Math.ceil(others.length / (PER_TEXT - 1)));
  const titles = vectors.map(({ markdown }) => oneLine(markdown));
  return Array.from({ length: size }, (_, at) => {
    const own = others.filter((_, n) => n % size === at);
    const end = last[at];
    const all = end ? [...own, end] : own;
    const attack = (n: number): string => titles[(at * 12 + n) % titles.length] ?? '';
    return {
      markdown: textOf(attack, all.map(({ markdown }) => `${markdown}${closers}`).join('')),
      topics: [attack(0), attack(5)].map((topic) => `T ${topic.slice(0, 100).toWellFormed()}`),
      count: all.length,
    };
  });
}
