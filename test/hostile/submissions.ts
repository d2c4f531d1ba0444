/** Submissions that carry every attack: many in a text and in its source, and as many as fit in each of its fields. */
import { renderBody } from '../../src/pipeline/markdown/render.ts';
import { fitting, packs } from './packs.ts';
import { type Vector, vectors } from './vectors.ts';

export interface HostileSubmission {
  markdown: string;
  /** Attacks of another text, as the source that this one translates. */
  sourceMarkdown: string;
  topics: string[];
  /** How many attacks stand in its body, its parts not counted. */
  count: number;
  /** One attack that runs into a limit which takes the markup from the whole text. */
  isBeyondLimits: boolean;
}

/** Ends whatever an attack left open, so that it cannot hide the next one. */
const closers =
  '\n\n--> ]]> ?> </script></style></pre></textarea></title></xmp></iframe></noscript></noembed></noframes></template></svg></math></select></table></object>\n\n';

/** Stands after the n-th attack of a text; an element in the page where markup is still read, as it should be. */
export const markAfter = (n: number): string => `<i>after ${n}</i>`;

const closed = (markdown: string, n: number): string => `${markdown}${closers}${markAfter(n)}\n\n`;

/** These make text of the whole document, so the attacks beside one that does would be shown as text too. */
export const wholeTextLimits = ['markup-excessive', 'markdown-tangled'] as const;

/** Whether attacks can stand behind this one, behind and before it, or not even beside it. */
function placeOf({ markdown }: Vector): 'anywhere' | 'last' | 'alone' {
  const { html, findings } = renderBody(closed(markdown, 0), { lang: 'en', pictures: new Map() });
  if (findings.some((finding) => wholeTextLimits.some((check) => check === finding.check))) return 'alone';
  return html.includes(markAfter(0)) ? 'anywhere' : 'last';
}

/** Texts hold up to this many attacks. */
const PER_TEXT = 36;

/** Each the n-th of a list, which begins anew at its end. */
const turnOf =
  (list: readonly string[]) =>
  (n: number): string =>
    list[n % list.length] ?? '';

/** For more articles than there are texts. */
export const titles = packs(fitting(60), 290);

const one = turnOf(fitting(250));
const short = turnOf(fitting(40));
const title = turnOf(titles);
const topic = turnOf(packs(fitting(110), 115));
const publisher = turnOf(packs(fitting(400), 1_000));
/** What `submissionBody` takes. */
const TOPICS = 12;

/** Where the parts of a submission stand, with other attacks in each. */
const textOf = (at: number, body: string): string => `---
title: ${JSON.stringify(title(at))}
via: ${JSON.stringify(publisher(at))}
translator: ["Ann ${at}", "Ben ${at}", "Cy ${at}"]
---
\`${short(at)}\` [${one(at)}](https://www.example.com/a/${encodeURIComponent(one(at + 1))})

![${one(at + 2)}](https://pictures.invalid/${encodeURIComponent(one(at + 3))}.jpg "${one(at + 4).replaceAll('"', "'")}")

${one(at + 5)}

${body}

原文链接：[${one(at + 6)}](https://news.invalid/${at}?${encodeURIComponent(one(at + 7))})

翻译：${short(at + 2)}｜校对：[${short(at + 1)}](https://www.example.org/people/a)｜编辑：Robin <b>

免责声明：${one(at + 8)}

- [${one(at + 9)}](https://www.example.org/foundation/)
- [${one(at + 10)}](${one(at + 11)})
`;

const bodyOf = (attacks: readonly Vector[]): string =>
  attacks.map(({ markdown }, n) => closed(markdown, n)).join('');

export function hostileSubmissions(): HostileSubmission[] {
  const places = Map.groupBy(vectors, placeOf);
  const [others = [], last = [], alone = []] = (['anywhere', 'last', 'alone'] as const).map((place) =>
    places.get(place),
  );
  const size = Math.max(last.length, Math.ceil(others.length / (PER_TEXT - 1)));
  const texts = Array.from({ length: size }, (_, at) => [
    ...others.filter((_, n) => n % size === at),
    ...last.slice(at, at + 1),
  ]);
  const all = [...texts, ...alone.map((vector) => [vector])];
  return all.map((attacks, at) => ({
    markdown: textOf(at, bodyOf(attacks)),
    sourceMarkdown: `# ${one(at)}\n\n${bodyOf(texts[(at + 1) % size] ?? [])}`,
    topics: Array.from({ length: TOPICS }, (_, n) => `T ${topic(at * TOPICS + n)}`),
    count: attacks.length,
    isBeyondLimits: at >= size,
  }));
}
