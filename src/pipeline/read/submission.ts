/**
 * Reads a submission's parts: title, byline, header picture, sources, credits, disclaimer, footer links, and
 * the body, which is all that is left. Nothing visible is dropped: a line is taken whole, when all of it is
 * understood, and what it said is kept in `as_written`; any other line stays in the body. Pure, synchronous,
 * linear in the length of the text, and never throws.
 */
import { tell } from '../../i18n/told/tell.ts';
import { CREDITS_MAX, FINDINGS_MAX, TITLE_MAX_CHARS } from '../../limits.ts';
import { readFrontMatter } from '../front-matter.ts';
import { normalise } from '../normalise.ts';
import type { Credit, Finding, Parts, Source } from '../types.ts';
import { writeBody } from './body.ts';
import { repair, unwrapAutoLinks } from './damage.ts';
import { takeDisclaimers } from './disclaimer.ts';
import { readFields, type Understood } from './fields.ts';
import { takeFooterLinks } from './footer.ts';
import { findTitle, headingAt, takeByline, takeComments } from './head.ts';
import { escaped } from './inline.ts';
import { personKey, takeLabelled, takeUnlabelled } from './labelled-lines.ts';
import { findLabels } from './labels.ts';
import { isProse, isRule, type Line, readLines } from './lines.ts';
import { findMisleadingLinks } from './links.ts';
import { takeHeader } from './pictures.ts';
import { canonicalUrl } from './urls.ts';

/** A title made from the first words is cut here, at the end of a word if there is one. */
const FALLBACK_TITLE_MAX_CHARS = 40;

/** The same person in the same role counts once; a later mention may add the affiliation. */
function unite(credits: readonly Credit[]): Credit[] {
  const found = new Map<string, Credit>();
  for (const credit of credits) {
    const key = personKey(credit);
    const known = found.get(key);
    if (!known) found.set(key, { ...credit });
    else if (credit.affiliation && !known.affiliation) known.affiliation = credit.affiliation;
  }
  return [...found.values()];
}

function uniteSources(sources: readonly Source[]): Source[] {
  const found = new Map<string, Source>();
  for (const source of sources) {
    const key = canonicalUrl(source.url);
    found.set(key, { ...source, ...found.get(key) });
  }
  return [...found.values()];
}

const tooManyCredits: Finding = {
  check: 'credits-too-many',
  severity: 'warning',
  told: tell('credits-too-many', { max: CREDITS_MAX }),
};

interface Title {
  title?: string;
  /** A paragraph of Markdown before the body. */
  opens?: string;
  said: string[];
  findings: Finding[];
}

/** The title of front matter, else a heading, else the first words. */
function takeTitle(written: string | undefined, lines: Line[]): Title {
  const said: string[] = [];
  const firstAt = lines.findIndex((line) => !line.blank && !line.taken);
  const first = lines[firstAt];
  // Beside a title in front matter only a heading that opens the text could be the title once more.
  const heading = written === undefined || headingAt(lines, firstAt) ? findTitle(lines) : undefined;
  let title = written;
  if (heading && written === undefined) {
    title = heading.text;
    const fits = title.length <= TITLE_MAX_CHARS;
    const top = !lines.slice(0, heading.at).some((line) => isProse(line) && !isFact(line));
    if (fits && ((heading.level === 1 && top) || lines[heading.at] === first))
      takeHeading(lines, heading.at, heading.count, said);
  } else if (heading && heading.text === written && lines[heading.at] === first)
    takeHeading(lines, heading.at, heading.count, []);
  if (title !== undefined) {
    if (title.length <= TITLE_MAX_CHARS) return { title, said, findings: [] };
    const told = tell('title-too-long', { max: TITLE_MAX_CHARS });
    const finding: Finding = { check: 'title-long', severity: 'warning', told };
    return {
      title: cutTitle(title),
      // A heading stays where it is; what only front matter says would not be seen.
      ...(written === undefined ? {} : { opens: paragraphOf(title) }),
      said: [...said, title],
      findings: [finding],
    };
  }
  const finding: Finding = { check: 'title-missing', severity: 'warning', told: tell('title-missing') };
  const words = lines
    .find((line) => !line.taken && !isRule(line.source) && line.inline.plain.trim() !== '')
    ?.inline.plain.trim();
  return { ...(words ? { title: firstWords(words) } : {}), said, findings: [finding] };
}

/** `本文永久链接：…`: a long address makes a line about the article no prose. */
const isFact = ({ inline, code }: Line): boolean =>
  !code && findLabels(inline.plain, inline.links, 0)[0]?.kind === 'info';

/** At the end of a word, where there is one in the second half. */
function cutTitle(title: string): string {
  const cut = title
    .slice(0, TITLE_MAX_CHARS)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  const words = /\S/.test(title.charAt(TITLE_MAX_CHARS)) ? cut.replace(/\s+\S*$/, '') : cut.trimEnd();
  return words.length > TITLE_MAX_CHARS / 2 ? words : cut;
}

/** Text as a paragraph that means itself. */
const paragraphOf = (text: string): string =>
  escaped(text)
    .replace(/^[-+#=]/, '\\$&')
    .replace(/^(\d{1,9})(?=[.)])/, '$1\\');

function takeHeading(lines: Line[], at: number, count: number, said: string[]): void {
  for (let next = at; next < at + count; next++) {
    const line = lines[next];
    if (line) line.taken = true;
  }
  // A setext heading of several lines: the last is the title, the others are kept.
  for (let above = at - 1; count === 2 && above >= 0; above--) {
    const line = lines[above];
    if (!line || line.blank || line.taken || line.code || line.marks.trim() !== '') break;
    said.unshift(line.inline.plain.trim());
    line.taken = true;
  }
}

function firstWords(text: string): string {
  const sentence = /^.*?[。！？!?](?=.)/.exec(text.slice(0, FALLBACK_TITLE_MAX_CHARS))?.[0] ?? text;
  if (sentence.length <= FALLBACK_TITLE_MAX_CHARS) return sentence.replace(/[。.]$/, '');
  const cut = sentence.slice(0, FALLBACK_TITLE_MAX_CHARS).toWellFormed().replace('\ufffd', '');
  return `${cut.replace(/\s+\S*$/, '') || cut}…`;
}

/** Title, byline, credits and all other parts of a submission. Takes the Markdown as sent. */
export function readSubmission(markdown: string): Parts {
  const { text, findings } = normalise(markdown);
  const parts = readParts(text);
  return { ...parts, findings: [...findings, ...parts.findings].slice(0, FINDINGS_MAX) };
}

/** The same of a text that `normalise` has been over. */
export function readParts(text: string): Parts {
  const front = readFrontMatter(unwrapAutoLinks(text));
  const lines = readLines(repair(front.rest));
  const comments = readFields(
    takeComments(lines).map(({ key, value }) => ({ key, values: [value] })),
    'comments',
  );
  const fields = readFields(front.fields, 'front matter');
  const head = takeByline(lines);
  const labelled = takeLabelled(lines, head?.byline ?? '', head?.repost?.url);
  const title = takeTitle(front.title, lines);
  const disclaimers = takeDisclaimers(lines, isProse);
  takeUnlabelled(lines, head?.repost?.url, labelled);
  const footer_links = disclaimers.length > 0 || labelled.lastAt >= 0 ? takeFooterLinks(lines, isProse) : [];
  const misleading = findMisleadingLinks(lines);
  const found = takeHeader(lines);
  const header = found?.header ?? fields.header;
  const repost = head?.repost ?? labelled.repost;
  const credits = unite([...fields.credits, ...labelled.credits, ...comments.credits]);
  const beyond = labelled.beyond || credits.length > CREDITS_MAX ? [tooManyCredits] : [];
  const publisher = fields.publisher ?? labelled.publisher;
  return {
    ...(title.title ? { title: title.title } : {}),
    ...(head?.byline ? { byline: head.byline } : {}),
    ...(repost ? { repost } : {}),
    ...(header ? { header } : {}),
    sources: uniteSources([...fields.sources, ...comments.sources, ...labelled.sources]),
    ...(publisher ? { source_publisher: publisher } : {}),
    ...(labelled.open ? { source_open: true } : {}),
    credits: credits.slice(0, CREDITS_MAX),
    ...(disclaimers.length > 0 ? { disclaimer: disclaimers.join('\n') } : {}),
    footer_links,
    ...meta(fields),
    body: [title.opens ?? '', writeBody(lines)].filter((part) => part !== '').join('\n\n'),
    as_written: [
      ...fields.as_written,
      ...comments.as_written,
      ...title.said,
      ...(head ? [head.as_written] : []),
      ...labelled.as_written,
    ],
    findings: [...front.findings, ...title.findings, ...labelled.findings, ...beyond, ...misleading].slice(
      0,
      FINDINGS_MAX,
    ),
  };
}

function meta({ slug, description, lang, dated, topics }: Understood): Partial<Parts> {
  return {
    ...(slug ? { slug } : {}),
    ...(description ? { description } : {}),
    ...(lang ? { lang } : {}),
    ...(dated ? { dated } : {}),
    ...(topics.length > 0 ? { topics } : {}),
  };
}
