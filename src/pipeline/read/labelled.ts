/**
 * A line that consists of labels and their values: credits, sources, a picture's source. It is taken only when
 * all of it is understood; a sentence in which a label word happens to stand stays a sentence.
 */
import { tell } from '../../i18n/told/tell.ts';
import { isExecutable } from '../sanitise/urls.ts';
import type { Credit, Finding, Source } from '../types.ts';
import { fold } from './fold.ts';
import { type Inline, type InlineLink, markdownOf } from './inline.ts';
import { findLabels, type Label } from './labels.ts';
import { beginsWithLetter } from './lines.ts';
import { isGroup, isName, trimValue } from './names.ts';
import { isNobody, isUnfilled, type Person, readPenName, readPeople } from './people.ts';
import { weakWords } from './role-words.ts';
import {
  besideLinks,
  isOwnVideo,
  linksIn,
  media,
  nowhere,
  prefixedSource,
  sourcesIn,
  withHosts,
} from './sources.ts';
import { unknownCredit } from './unknown-credits.ts';
import { leads } from './urls.ts';

export interface Labelled {
  labels: Label[];
  credits: Credit[];
  sources: Source[];
  /** A source named without an address. */
  publisher?: string;
  origin?: { name: string; url?: string };
  /** A source label whose address must stand on the next lines. */
  open: boolean;
  /** Markdown of its labels that are not known, with their names: the rest of the line may be taken, not these. */
  left: string[];
  /** Its only credits are of a word that heads a paragraph as often as it names a person. */
  weak: boolean;
  findings: Finding[];
  /** No colon parts its roles from its names. */
  bare?: BareForm;
}

/** Where such a role stands: behind the names (as a signature `沈知夏 译`), before them, in `由…翻译`, or in `本文由…翻译`. */
export type BareForm = 'brackets' | 'slash' | 'signature' | 'blank' | 'bar' | 'sentence' | 'notice';

const PREFIX_MAX_CHARS = 40;
const TITLE_VALUE_MAX_CHARS = 400;
const decoration = /^(?:[\s\p{P}\p{S}\p{M}\d]|\u200d)*$/u;
const isDecoration = (text: string): boolean => !beginsWithLetter(text) && decoration.test(text);

/** An affiliation before the line's first label: `group – label: name`. */
function readPrefix(prefix: string, byline: string): string | undefined {
  if (prefix === '' || isDecoration(prefix)) return '';
  if (prefix.length > PREFIX_MAX_CHARS) return undefined;
  const match = /^(.{2,40}?)\s*([-–—|｜：:·]+)?\s*$/.exec(prefix);
  const group = match?.[1] === undefined ? '' : trimValue(match[1]);
  if (!match?.[2] && !(/\s$/.test(prefix) && isGroup(group, byline))) return undefined;
  if (/^(?:据|根据|來自|来自|according)/i.test(group)) return undefined;
  if (group === '' || /[。，,！？!?“”]/.test(group)) return undefined;
  const people = readPeople(`${group} – x`, byline);
  return people?.[0]?.affiliation;
}

function peopleOf(label: Label, inline: Inline, byline: string): Person[] | undefined {
  const links = linksIn(inline, label.from, label.to).filter((link) => link.start >= label.from);
  const value = inline.plain.slice(label.from, label.to);
  if (links.length === 0 || links.some((link) => link.bare))
    return links.length > 0 ? undefined : readPeople(value, byline);
  // A linked name is one person, whatever stands in it.
  let rest = '';
  let at = label.from;
  const people: Person[] = [];
  for (const link of links) {
    rest += `${inline.plain.slice(at, Math.max(at, link.start))} `;
    at = link.end;
    const name = inline.plain.slice(link.start, link.end).trim();
    if (isUnfilled(name)) continue;
    // An ampersand in a link is the name's own.
    const read = /[&＆]/.test(name) && isName(name) ? [{ name }] : readPeople(name, byline);
    if (!read || read.length === 0) return undefined;
    people.push(
      ...(read.length === 1 ? read.map((one) => (leads(link.url) ? { ...one, url: link.url } : one)) : read),
    );
  }
  rest += inline.plain.slice(at, label.to);
  const others = rest.replace(/[\s、，,/&|｜;；。+和与與]|and|und|et/g, '');
  if (others === '' || /^[（(【[].*[】\])）]$/.test(others)) return people;
  const more = readPeople(rest.replace(/^[\s、，,/&|｜;；和与與]+/, ''), byline);
  return more ? [...people, ...more] : undefined;
}

/** Labels of which no value is read yet. */
export const nothingSaid = (labels: Label[]): Labelled => ({
  labels,
  credits: [],
  sources: [],
  open: false,
  left: [],
  weak: true,
  findings: [],
});

/**
 * What a line says in labels, or undefined when it is text. `byline` helps to tell a group from a person. Beside
 * credits a pen name may be a clause.
 */
export function readLabelled(inline: Inline, byline: string, besideCredits = false): Labelled | undefined {
  const { plain, links, pictures } = inline;
  const initial = links[0] && plain.slice(0, links[0].start).trim() === '' ? links[0] : undefined;
  const masked = links.map((link) => ({
    start: link === initial ? link.start + 1 : link.start,
    end: link.end,
  }));
  // A prefix that is longer holds no letter, or is no prefix: see `readPrefix`.
  const reach = isDecoration(plain.slice(0, PREFIX_MAX_CHARS + 1)) ? plain.length : PREFIX_MAX_CHARS;
  const labels =
    initial && !initial.bare ? labelsOfLink(plain, masked, initial, reach) : findLabels(plain, masked, reach);
  const first = labels[0];
  if (!first || pictures.length > 0) return undefined;
  const hosted = labels.some(({ kind }) => kind === 'source') ? withHosts(inline) : inline;
  if (hosted !== inline) return readLabelled(hosted, byline, besideCredits);
  const group = readPrefix(plain.slice(0, first.start), byline);
  const said = nothingSaid(labels);
  const generic =
    group === undefined &&
    first.kind === 'source' &&
    labels.length === 1 &&
    prefixedSource(plain.slice(0, first.start));
  if (group === undefined && !generic) return undefined;
  const certain = besideCredits || labels.filter(({ kind }) => kind === 'credit').length > 1;
  for (const label of labels)
    if (!readValue(label, inline, byline, group ?? '', said, certain)) return undefined;
  // What stays in the text is reported where it is rendered.
  if (links.some((link) => isExecutable(link.url)))
    said.findings.push({ check: 'unsafe-markup', severity: 'block', told: tell('unsafe-markup') });
  return said.labels.every((label) => label.kind === 'info') ? undefined : said;
}

/** A name whose full stop was trimmed off, with a comma in it. */
const isClause = (name: string, value: string): boolean => /[，,]/.test(name) && value.trim().endsWith('。');

/** The longest such label: 新闻来源链接. */
const ALONE_MAX_CHARS = 8;

/** A line that is `原文链接` or `来源` and nothing else: without a colon it counts where addresses stand below it. */
export function readAlone({ plain, links, pictures }: Inline): Labelled | undefined {
  if (plain.length > 2 * ALONE_MAX_CHARS || links.length > 0 || pictures.length > 0) return undefined;
  if (!/原文|[来來]源|出[处處]/.test(plain)) return undefined;
  const text = trimValue(plain);
  const folded = fold(text);
  if (text.length > ALONE_MAX_CHARS || !/原文|来源|出处/.test(folded) || /参考|图|视频/.test(folded))
    return undefined;
  const said = readLabelled({ plain: `${text}：`, links, pictures }, '');
  return said?.open && said.labels[0]?.text === text ? said : undefined;
}

/** A line that begins with a link: its text may be a source label and nothing else. */
function labelsOfLink(
  plain: string,
  masked: { start: number; end: number }[],
  link: InlineLink,
  reach: number,
): Label[] {
  const text = plain.slice(link.start, link.end);
  const alone = findLabels(`${text.replace(/[\s：:]+$/, '')}：`, [], 0)[0];
  if (
    alone?.kind === 'source' &&
    alone.start === 0 &&
    alone.text.length >= text.replace(/[\s：:]+$/, '').length &&
    alone.text.length >= 2
  )
    return [{ ...alone, start: link.start, from: link.start, to: plain.length }];
  const labels = findLabels(plain, masked, reach);
  if (
    link.end >= plain.trimEnd().length &&
    labels[0]?.roles.some((role) => role === 'translator' || role === 'proofreader' || role === 'editor')
  )
    return labels;
  return labels[0] && labels[0].start < link.end && labels[0].kind !== 'source' ? [] : labels;
}

/** Adds what a label says; false where its value cannot be read. */
export function readValue(
  label: Label,
  inline: Inline,
  byline: string,
  group: string,
  said: Labelled,
  certain: boolean,
): boolean {
  const value = inline.plain.slice(label.from, label.to);
  for (const means of label.means)
    said.findings.push({
      check: 'label-misspelt',
      severity: 'note',
      told: tell('label-misspelt', { label: label.text, means }),
      segment: label.text,
    });
  const sourced =
    label.kind === 'source' ||
    (label.kind === 'credit' &&
      linksIn(inline, label.from, label.to).length > 0 &&
      /素材|材料|material/i.test(label.text));
  if (sourced) {
    const sources = sourcesIn(inline, label.from, label.to);
    if (isOwnVideo(label.text, sources)) return false;
    said.sources.push(...sources);
    if (sources.length > 0) return !label.spaced || isDecoration(besideLinks(inline, label.from, label.to));
    const name = trimValue(value);
    // An address that leads nowhere names nobody.
    if (name.includes('://')) return false;
    if (name === '') said.open = true;
    else if (name.length > TITLE_VALUE_MAX_CHARS || /[。！？]/.test(name) || isClause(name, value))
      return false;
    else said.publisher ??= name;
    return true;
  }
  if (label.kind === 'unknown') {
    const people = said.labels.some((other) => other.kind === 'credit')
      ? readPeople(value, byline)
      : undefined;
    if (!people) return false;
    if (people.length > 0) {
      said.left.push(markdownOf(inline, label.start, label.to));
      said.findings.push(unknownCredit(label.text, inline.plain.slice(label.start, label.to)));
    }
    return true;
  }
  if (label.kind === 'origin') {
    const link = linksIn(inline, label.from, label.to)[0];
    const name = trimValue(value);
    if (name.length > 80 || name === '') return false;
    said.origin = { name, ...(link && leads(link.url) ? { url: link.url } : {}) };
    return true;
  }
  if (label.kind !== 'credit') return value.length <= TITLE_VALUE_MAX_CHARS;
  if (
    label.roles.includes('selector') &&
    (/来源|來源/.test(label.text) ? media : nowhere).test(trimValue(value))
  ) {
    said.publisher ??= trimValue(value);
    return true;
  }
  if (isNobody(value)) {
    said.left.push(markdownOf(inline, label.start, label.to));
    return said.labels.length > 1;
  }
  const people = peopleOf(label, inline, byline) ?? (certain ? readPenName(value) : undefined);
  // After a mere space only what is written as a name is one: `By doing so` is a sentence.
  const written = label.spaced
    ? people?.every(({ name }) => name.split(/\s+/).every((word) => !/^\p{Ll}/u.test(word)))
    : true;
  if (!people || !written) return false;
  if (!weakWords.test(fold(label.text)) && label.roles.some((role) => role !== 'commentator'))
    said.weak = false;
  for (const role of label.roles)
    for (const person of people)
      said.credits.push({
        role,
        ...(group !== '' && !person.affiliation ? { affiliation: group } : {}),
        ...person,
        as_written: label.text,
      });
  return true;
}
