/**
 * Glossaries as TBX (ISO 30042): version 3 is written (TBX-Basic, DCA style), versions 2 and 3 are read, in
 * either style. A term's administrative status says what it is: preferred, admitted, or deprecated.
 */
import { tell } from '../../i18n/told/tell.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { GLOSSARY_MAX_BYTES, GLOSSARY_MAX_TERMS } from '../../limits.ts';
import { baseOf } from '../segments/language.ts';
import { type GlossaryEntry, type GlossaryProblem, problem, tooLarge, tooMany } from './entry.ts';
import { escapeXml, readXml, type XmlElement } from './xml.ts';

/** Entries that have a term in both languages; of a concept's source terms each becomes an entry. */
export function parseGlossaryTbx(
  text: string,
  pair: { from: string; to: string },
): Result<GlossaryEntry[], GlossaryProblem> {
  if (text.length > GLOSSARY_MAX_BYTES) return fail(tooLarge(GLOSSARY_MAX_BYTES));
  const read = readXml(text);
  if (!read.ok) return fail(problem('syntax', read.error));
  if (!['tbx', 'martif'].includes(read.value.name)) return fail(problem('syntax', tell('glossary-no-tbx')));
  const out: GlossaryEntry[] = [];
  for (const concept of within(read.value, ['conceptEntry', 'termEntry'])) {
    out.push(...entriesOf(concept, pair));
    if (out.length > GLOSSARY_MAX_TERMS) return fail(tooMany());
  }
  return out.length > 0 ? ok(out) : fail(problem('no_terms', tell('glossary-no-pair', pair)));
}

interface Term {
  text: string;
  status: 'preferred' | 'admitted' | 'deprecated';
}

function entriesOf(concept: XmlElement, pair: { from: string; to: string }): GlossaryEntry[] {
  const sections = concept.children.filter((child) => child.name === 'langSec' || child.name === 'langSet');
  const theirs = sectionFor(sections, pair.from).filter(({ status }) => status !== 'deprecated');
  const ours = sectionFor(sections, pair.to);
  const wanted = ours.filter(({ status }) => status !== 'deprecated');
  const translation = wanted.find(({ status }) => status === 'preferred') ?? wanted[0];
  if (!translation) return [];
  const note = within(concept, ['note'])[0]?.text.trim() ?? '';
  return theirs.map(({ text }) => ({
    term: text,
    translation: translation.text,
    variants: wanted.filter((term) => term !== translation).map((term) => term.text),
    forbidden: ours.filter(({ status }) => status === 'deprecated').map((term) => term.text),
    note,
  }));
}

/** The section in exactly this language, else the one that shares its language subtag. */
function sectionFor(sections: readonly XmlElement[], lang: string): Term[] {
  const tagged = sections.map((section) => ({
    section,
    tag: (section.attributes.get('xml:lang') ?? '').toLowerCase(),
  }));
  const found =
    tagged.find(({ tag }) => tag === lang.toLowerCase()) ??
    tagged.find(({ tag }) => baseOf(tag) === baseOf(lang));
  return within(found?.section, ['termSec', 'tig', 'termGrp']).flatMap((holder) => {
    const text = holder.children.find((child) => child.name === 'term')?.text.trim() ?? '';
    return text ? [{ text, status: statusOf(holder) }] : [];
  });
}

function statusOf(holder: XmlElement): Term['status'] {
  const notes = holder.children.filter(
    (child) =>
      child.name === 'administrativeStatus' || child.attributes.get('type') === 'administrativeStatus',
  );
  const status = notes[0]?.text ?? '';
  if (/deprecated|superseded/i.test(status)) return 'deprecated';
  return /admitted/i.test(status) ? 'admitted' : 'preferred';
}

/** Descendants of these names, without looking inside one that was found. */
function within(element: XmlElement | undefined, names: readonly string[]): XmlElement[] {
  if (!element) return [];
  return element.children.flatMap((child) => (names.includes(child.name) ? [child] : within(child, names)));
}

/** A TBX-Basic document in DCA style; `title` goes into its header. */
export function printGlossaryTbx(
  entries: readonly GlossaryEntry[],
  pair: { from: string; to: string },
  title: string,
): string {
  const term = (text: string, status: string) =>
    `<termSec><term>${escapeXml(text)}</term><termNote type="administrativeStatus">${status}-admn-sts</termNote></termSec>`;
  const concepts = entries.map((entry, n) => {
    const note = entry.note ? `<note>${escapeXml(entry.note)}</note>` : '';
    const ours = [
      term(entry.translation, 'preferredTerm'),
      ...entry.variants.map((text) => term(text, 'admittedTerm')),
      ...entry.forbidden.map((text) => term(text, 'deprecatedTerm')),
    ];
    const section = (lang: string, terms: string) =>
      `<langSec xml:lang="${escapeXml(lang)}">${terms}</langSec>`;
    return `<conceptEntry id="c${n + 1}">${note}${section(pair.from, term(entry.term, 'preferredTerm'))}${section(pair.to, ours.join(''))}</conceptEntry>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dca" type="TBX-Basic" xml:lang="${escapeXml(pair.from)}" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>${escapeXml(title)}</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
${concepts.join('')}</body></text>
</tbx>
`;
}
