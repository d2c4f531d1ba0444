/**
 * The checks of a translation: what may be off, and where. The same code runs in the queue and while a
 * volunteer types. Without a source text only the checks of one language run. Only four kinds block: an
 * empty body, unsafe markup (found when sanitising), a number whose value changed, and a missing source
 * link where a source is claimed. Everything else informs and can be dismissed.
 */
import { inEnglish, type Told, type ToldId } from '../../i18n/told/tell.ts';
import { hexOfInt32 } from '../../lib/hash.ts';
import { memo } from '../../lib/memo.ts';
import { FINDINGS_MAX, FINDINGS_MAX_PER_CHECK } from '../../limits.ts';
import type { Finding } from '../types.ts';
import { checkBody } from './body.ts';
import { checkBrackets } from './brackets.ts';
import type { Check, CheckInput } from './check.ts';
import { checkDoubled } from './doubled.ts';
import { checkEmptyLinks } from './empty-links.ts';
import { checkFigures } from './figures.ts';
import { checkGlossary } from './glossary.ts';
import { checkLength } from './length.ts';
import { checkLinkText } from './link-text.ts';
import { checkLinks } from './links.ts';
import { checkNames } from './names.ts';
import { checkParagraphs } from './paragraphs.ts';
import { checkPunctuation } from './punctuation.ts';
import { checkScript } from './script.ts';
import { checkTitle } from './title.ts';
import { checkUntranslated } from './untranslated.ts';

/** More than there are messages. */
const MESSAGES_MAX = 500;

const checks: readonly Check[] = [
  checkBody,
  checkFigures,
  checkParagraphs,
  checkUntranslated,
  checkLinks,
  checkLinkText,
  checkEmptyLinks,
  checkTitle,
  checkGlossary,
  checkBrackets,
  checkScript,
  checkLength,
  checkDoubled,
  checkNames,
  checkPunctuation,
];

/** What all checks find, within the bounds. */
export const runChecks = (input: CheckInput): Finding[] =>
  boundFindings(checks.flatMap((check) => check(input)));

/** Blocking ones first, at most FINDINGS_MAX, of them FINDINGS_MAX_PER_CHECK of one check; equal ones once. */
export function boundFindings(all: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  // What was said by each check, in the order of the findings, and where those are kept. Few are compared, so that
  // no long text needs to be hashed.
  const saidBy = new Map<string, { times: number; said: string[]; places: number[] }>();
  for (const finding of all) {
    const before = saidBy.get(finding.check) ?? { times: 0, said: [], places: [] };
    saidBy.set(finding.check, before);
    before.times++;
    if (before.times > FINDINGS_MAX_PER_CHECK) continue;
    const said = saidOf(finding);
    const place = before.places[before.said.indexOf(said)];
    if (place !== undefined) kept[place] = finding;
    else {
      before.said.push(said);
      before.places.push(kept.push(finding) - 1);
    }
  }
  const blocking = kept.filter((finding) => finding.severity === 'block');
  return [...blocking, ...kept.filter((finding) => finding.severity !== 'block')].slice(0, FINDINGS_MAX);
}

/** The text that a finding is about, and what it says of it: the quoted parts of the message in English. */
function saidOf({ segment, told }: Finding): string {
  return `${segment ?? ''}\u0000${hasGaps(told) ? quotedIn(told) : quotedAlways(told.id)}`;
}

function quotedIn(told: Told): string {
  const said = inEnglish(told);
  return said.includes('“') ? (said.match(/“[^”]*”/g)?.join('') ?? '') : '';
}

function hasGaps({ values }: Told): boolean {
  for (const _ in values) return true;
  return false;
}

/** A message without values is the same each time, and many texts have several of one kind. */
const quotedAlways = memo(MESSAGES_MAX, (id: ToldId) => quotedIn({ id, values: {} }));

/**
 * What a dismissal holds on to: the check, the text it is about, and what it says of that text. It stays when
 * the wording of a message changes, and goes when the text does.
 */
export const findingKey = (finding: Finding): string => `${finding.check}:${fnv(saidOf(finding))}`;

/** FNV-1a, twice 32 bits from two offsets: a key, not a secret. */
function fnv(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x050c5d1f;
  for (let n = 0; n < text.length; n++) {
    const unit = text.charCodeAt(n);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ (unit + 0x9e37), 0x01000193);
  }
  return hexOfInt32(a) + hexOfInt32(b);
}
