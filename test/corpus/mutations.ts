/** Damage done to a good translation by machine, to see whether the checks notice. */
import type { CheckInput } from '../../src/pipeline/checks/check.ts';
import type { Segment } from '../../src/pipeline/segments/segment.ts';

export type Mutation = 'number' | 'paragraph' | 'link' | 'sentence' | 'bracket';

export interface Mutated {
  markdown: string;
  /** What was done, for the report of one that was missed. */
  did: string;
}

/** The checks that are meant to notice each. */
export const noticedBy: Record<Mutation, RegExp> = {
  number: /^(number|date|time)-/,
  paragraph: /^(paragraph-missing|paragraph-merged)$/,
  link: /^link-lost$/,
  sentence: /^untranslated$/,
  bracket: /^unbalanced$/,
};

/** mulberry32: the same mutations on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;
const choose = <T>(from: readonly T[], random: Random): T | undefined =>
  from[Math.floor(random() * from.length)];

/** Changes the body once, or gives undefined where it has no place for this. */
export function mutate(kind: Mutation, input: CheckInput, random: Random): Mutated | undefined {
  switch (kind) {
    case 'number':
      return number(input, random);
    case 'paragraph':
      return paragraph(input, random);
    case 'link':
      return link(input, random);
    case 'sentence':
      return sentence(input, random);
    case 'bracket':
      return bracket(input, random);
  }
}

/** Replaces inside one segment of the body; only where the segment's Markdown stands there as it is. */
function within(
  input: CheckInput,
  segment: Segment,
  from: string,
  to: string,
  did: string,
): Mutated | undefined {
  const start = input.markdown.indexOf(segment.markdown);
  if (start < 0) return undefined;
  const at = input.markdown.indexOf(from, start);
  if (at < 0 || at >= start + segment.markdown.length) return undefined;
  return { markdown: input.markdown.slice(0, at) + to + input.markdown.slice(at + from.length), did };
}

const textual = (segment: Segment): boolean => ['paragraph', 'item', 'quote'].includes(segment.kind);

/** A number that the source has too, standing alone in the prose. */
function number(input: CheckInput, random: Random): Mutated | undefined {
  const source = input.source?.segments.map((segment) => segment.prose).join('\n') ?? '';
  const places = input.body.filter(textual).flatMap((segment) =>
    Array.from(segment.prose.matchAll(/(?<![\w.,:/#-])\d+(?:\.\d+)?(?![\w:/-]|[.,][\dx])/g))
      .filter(([raw]) => new RegExp(`(?<![\\w.,-])${raw.replace('.', '\\.')}(?![\\w-]|[.,]\\d)`).test(source))
      .filter(({ index, 0: raw }) =>
        segment.markdown.includes(segment.prose.slice(Math.max(0, index - 2), index + raw.length + 2)),
      )
      .map((found) => ({ segment, found })),
  );
  const place = choose(places, random);
  if (!place) return undefined;
  const { segment, found } = place;
  const raw = found[0];
  const other =
    random() < 0.5 && Number(raw) > 0 && !raw.includes('.')
      ? `${raw}0`
      : String(Number(raw) + 1 + Math.floor(random() * 7));
  const context = segment.prose.slice(Math.max(0, found.index - 2), found.index + raw.length + 2);
  const changed = context.replace(raw, other);
  return within(input, segment, context, changed, `${context} → ${changed}`);
}

function paragraph(input: CheckInput, random: Random): Mutated | undefined {
  const segment = choose(
    input.body.filter((one) => textual(one) && one.text.length >= 40),
    random,
  );
  return segment && within(input, segment, segment.markdown, '', segment.text.slice(0, 60));
}

function link(input: CheckInput, random: Random): Mutated | undefined {
  const theirs = new Set(input.source?.segments.flatMap((segment) => segment.links.map(({ url }) => url)));
  const places = input.body.flatMap((segment) =>
    Array.from(segment.markdown.matchAll(/(?<!!)\[([^[\]]+)\]\(([^()\s]+)\)/g))
      .filter((found) => theirs.has(found[2] ?? '') && !/^https?:/.test(found[1] ?? ''))
      .map((found) => ({ segment, found })),
  );
  const place = choose(places, random);
  return place && within(input, place.segment, place.found[0], place.found[1] ?? '', place.found[0]);
}

/** A sentence of the translation is replaced by one of the source's paragraph. */
function sentence(input: CheckInput, random: Random): Mutated | undefined {
  const places = input.pairs.flatMap(({ source, translation }) => {
    const [theirs] = source;
    const [ours] = translation;
    if (source.length !== 1 || translation.length !== 1 || !theirs || !ours || !textual(ours)) return [];
    const left =
      theirs.prose
        .match(/[A-Z][^.!?\uFFFC]{45,300}[.!?](?= |$)/g)
        ?.filter((one) => one.split(' ').length >= 8) ?? [];
    const right =
      ours.prose
        .match(/[^。！？.!?।\uFFFC]{12,}[。！？.!?।]/g)
        ?.filter((one) => ours.markdown.includes(one)) ?? [];
    return left.length > 0 && right.length > 0 ? [{ ours, left, right }] : [];
  });
  const place = choose(places, random);
  if (!place) return undefined;
  const [into, from] = [choose(place.left, random) ?? '', choose(place.right, random) ?? ''];
  return within(input, place.ours, from, into, into);
}

function bracket(input: CheckInput, random: Random): Mutated | undefined {
  const places = input.body.filter(textual).flatMap((segment) =>
    Array.from(segment.prose.matchAll(/[()（）「」『』《》“”„»«](?=.)/g))
      .filter(({ index }) =>
        segment.markdown.includes(segment.prose.slice(Math.max(0, index - 3), index + 4)),
      )
      .map((found) => ({ segment, found })),
  );
  const place = choose(places, random);
  if (!place) return undefined;
  const { segment, found } = place;
  const context = segment.prose.slice(Math.max(0, found.index - 3), found.index + 4);
  const cut = found.index - Math.max(0, found.index - 3);
  return within(input, segment, context, context.slice(0, cut) + context.slice(cut + 1), context);
}
