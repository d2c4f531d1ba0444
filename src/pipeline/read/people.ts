/**
 * A credit's value to people: several of them, each alone, after or before their group, or with an alias. A
 * name is never a sentence: what has a sentence's length, punctuation or verbs is refused, and then the line
 * stays text.
 */
import { inByline, isAffiliation, isGroup, isName, strongGroup, trimValue, weakGroup } from './names.ts';
import { isLabelWord } from './vocabulary.ts';

export interface Person {
  name: string;
  affiliation?: string;
  url?: string;
}

const VALUE_MAX_CHARS = 240;
const PEOPLE_MAX = 12;

/** A date behind a name stands apart from it: free20200604 is a name. */
const date = /[\s（(]+(?:20\d{2}[年./-]\s?\d{1,2}[月./-]\s?\d{1,2}日?|20\d{6})[）)]?$/;

const person = (name: string, affiliation?: string): Person | undefined => {
  const trimmed = trimValue(name);
  if (!isName(trimmed)) return undefined;
  const group = affiliation === undefined ? '' : trimValue(affiliation);
  if (group === '') return { name: trimmed };
  return isAffiliation(group) ? { name: trimmed, affiliation: group } : undefined;
};

/** `left` and `right` of a separator between a group and a person, whichever way round. */
function grouped(left: string, right: string, byline: string): Person | undefined {
  const back = strongGroup.test(right) || inByline(right, byline);
  const front = strongGroup.test(left) || weakGroup.test(left.trim()) || (!back && inByline(left, byline));
  return back && !front ? person(left, right) : person(right, left);
}

/** One person: `group – name`, `group/name`, `group name`, `【group】name`, `name（group）`, `name`. */
function readPerson(text: string, byline: string): Person | undefined {
  const value = trimValue(trimValue(text).replace(date, ''));
  const wrapped = /^[【[]([^】\]]{1,60})[】\]]\s*(.{1,60})$/.exec(value);
  if (wrapped?.[1] && wrapped[2]) return person(wrapped[2], wrapped[1]);
  const long = /^(.{1,60}?)\s*(?:-*[–—―－─]+-*|--+|\s-\s?|(?<=\s)-|-(?=\s))\s*(.{1,60})$/.exec(value);
  if (long?.[1] && long[2]) return grouped(long[1], long[2], byline);
  for (const mark of ['/', '-']) {
    const at = value.lastIndexOf(mark);
    const [left, right] = [value.slice(0, at), value.slice(at + 1)];
    if (
      at > 0 &&
      right !== '' &&
      (isGroup(left, byline) || strongGroup.test(right) || (mark === '/' && weakGroup.test(right)))
    )
      return grouped(left, right, byline);
  }
  const aliased = /^([^（(【[]{1,60}?)\s*[（(【[]([^（()）【】[\]]{1,60})[)）】\]]$/.exec(value);
  if (aliased?.[1] && aliased[2] && (strongGroup.test(aliased[2]) || weakGroup.test(aliased[2])))
    return person(aliased[1], aliased[2]);
  const comma = /^([^，,،]{1,44})[，,،]\s*([^，,،]{2,60})$/.exec(value);
  if (comma?.[1] && comma[2] && strongGroup.test(comma[2])) return person(comma[1], comma[2]);
  const space = /^(\S.{0,58}?)(?:\s{2,}|\s)(\S{1,44})$/.exec(value);
  if (
    space?.[1] &&
    space[2] &&
    isGroup(space[1], byline) &&
    (strongGroup.test(space[1]) || !isGroup(space[2], byline))
  ) {
    const split = splitAtGroup(value, byline);
    return person(split[1], split[0]);
  }
  return person(value);
}

/** `group name name`: the group ends with its last word that makes it one. */
function splitAtGroup(value: string, byline: string): [string, string] {
  const parts = value.split(/\s+/);
  for (let count = 1; count < parts.length; count++) {
    const left = parts.slice(0, count).join(' ');
    if (isGroup(left, byline) && (count === parts.length - 1 || !isGroup(parts[count] ?? '', byline)))
      return [left, parts.slice(count).join(' ')];
  }
  return ['', value];
}

const groupAndName = /^(.{2,60}?)\s*[-–—―－─]+\s*(.{1,60})$/;

/** `group – name，group – name`: the commas part the people, not a person from an office. */
function splitGrouped(value: string, byline: string): string[] | undefined {
  const parts = value.split(/\s*[，,]\s*/);
  const grouped = (part: string): boolean => {
    const [, left, right] = groupAndName.exec(part) ?? [];
    return left !== undefined && right !== undefined && (isGroup(left, byline) || isGroup(right, byline));
  };
  return parts.length > 1 && parts.every(grouped) ? parts : undefined;
}

/** `沈知夏 何远舟`: names as people have them, not one that is drawn apart. */
const namesOfHan = /^\s*\p{Script=Han}{2,4}(?:\s\p{Script=Han}{2,4})+\s*$/u;

/** The pieces of a value that lists several people. */
function splitPeople(value: string, byline: string): string[] {
  const both = (left: string, right: string): boolean => left.trim().length > 1 && right.trim().length > 1;
  let pieces = value.split(/\s*[、;；؛|｜丨]\s*|\s+(?:and|und|et|y|и|和|与|與)\s+|\s*＆\s*/);
  const commas = value.split(/\s*[，,،]\s*/);
  // A comma may also stand before a person's office.
  if (pieces.length === 1 && commas.length > 1 && !(commas.length === 2 && strongGroup.test(commas[1] ?? '')))
    pieces = commas;
  return pieces.flatMap((piece) => {
    const listed = piece.split(/\s*[，,،]\s*/);
    if (listed.length > 1 && listed.every((part) => isName(trimValue(part)) && !isGroup(part, byline)))
      return listed;
    const ampersand = piece.split(/\s*&\s*/);
    if (ampersand.length > 1 && ampersand.every((part) => part.trim().length > 1)) return ampersand;
    const slashed = piece.split('/');
    if (slashed.length > 1 && slashed.every((part) => /\s?[–—]\s?|\s-\s/.test(part))) return slashed;
    if (slashed.length > 1 && slashed.every((part) => isName(trimValue(part)) && !isGroup(part, byline)))
      return slashed;
    const linked = /^(.*[\p{Script=Han}）)])[和与與]([\p{Script=Han}\p{L}].*)$/u.exec(piece);
    if (
      linked?.[1] &&
      linked[2] &&
      both(linked[1], linked[2]) &&
      linked[2].length <= 4 &&
      linked[1].length <= 4 &&
      linked[2].length > 2
    )
      return [linked[1], linked[2]];
    const wide = piece.trim().split(namesOfHan.test(piece) ? /\s+/ : /\s{2,}/);
    return wide.length > 1 && wide.every((part) => isName(part) && !isGroup(part, byline)) ? wide : [piece];
  });
}

/** The value is a place to fill in, or a tick in it: nothing, blanks in brackets, `校对者ID`, `通过`. */
export const isUnfilled = (value: string): boolean =>
  value === '' ||
  /^(?:无|無|暂无|暫無|待定|待补|待補|待填|已?完成|已?通过|进行中|none|n\/a|tbd|x+|\?+)$/i.test(value) ||
  isLabelWord(value.replace(/\s*id$/i, ''));

const month =
  '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)';
const nobody = new RegExp(
  [
    // A date, a time of day behind it or not, and a mail address.
    '^(?:(?:19|20)\\d{2}|\\d{4}\\s?年(?:\\s?\\d{1,2}\\s?月)?(?:\\s?\\d{1,2}\\s?日)?|\\d{1,2}\\s?月\\s?\\d{1,2}\\s?日|\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4})(?:[\\sT]\\s*[\\d:]{4,8})?$',
    `^${month}\\.? \\d{1,2}(?:st|nd|rd|th)?(?:, ?\\d{4})?$`,
    `^\\d{1,2} ${month}\\.?(?: \\d{4})?$`,
    '^[^\\s@]{1,64}@[^\\s@]{1,100}\\.[a-z]{2,24}$',
  ].join('|'),
  'i',
);
/** A date or a mail address: published then, to be sent there. */
export const isNobody = (value: string): boolean => /[\d@]/.test(value) && nobody.test(trimValue(value));

/** `没有昨天`, `如果可以`: among credits a few characters of Han are a name, whatever they say. */
export function readPenName(value: string): Person[] | undefined {
  const name = trimValue(value);
  return /^\p{Script=Han}{1,8}$/u.test(name) ? [{ name }] : undefined;
}

/** Too short for a name and its group, or for two names: one person, or none. Most are of the Han of the first. */
const shortHan = /^[\u4e00-\u4e27\u4e29-\u9fff]{1,4}$/;
const shortName = /^[\p{Script=Han}--[丨]]{1,4}$/v;

/**
 * The people of a credit's value; none when it is empty, undefined when it is not made of names.
 * `byline` is the group that posted, which is often the affiliation.
 */
export function readPeople(text: string, byline: string): Person[] | undefined {
  if (text.length > VALUE_MAX_CHARS) return undefined;
  const value = trimValue(text);
  if (isUnfilled(value)) return [];
  if (shortHan.test(value) || shortName.test(value)) return isName(value) ? [{ name: value }] : undefined;
  const grouped = splitGrouped(value, byline);
  const office = grouped ? null : /^([^，,、]{1,44})[，,]\s*(.{2,120})$/.exec(value);
  if (office?.[1] && office[2] && strongGroup.test(office[2].slice(0, 40)) && !strongGroup.test(office[1])) {
    const one = person(office[1], office[2]);
    if (one) return [one];
  }
  const people: Person[] = [];
  for (const piece of grouped ?? splitPeople(value, byline)) {
    if (trimValue(piece) === '') continue;
    const found = readPerson(piece, byline);
    if (!found || people.length >= PEOPLE_MAX) return undefined;
    people.push(found);
  }
  return people;
}
