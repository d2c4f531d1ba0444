/**
 * Lines of credits whose roles no colon parts from their names: `译者 | 小鱼`, `小鱼（翻译）`, `李海／核稿编辑`,
 * `翻译 小鱼　校对 阿明`, `小鱼 译`, `本文由小鱼翻译，阿明校对`. Little tells them from other short lines, so all of the
 * line must be made of known roles and of what is certainly a name, and where it stands decides the rest: see
 * `findMisplaced`.
 */
import type { Credit } from '../types.ts';
import { isDisclaimer } from './disclaimer.ts';
import { fold } from './fold.ts';
import type { Inline } from './inline.ts';
import { type BareForm, type Labelled, nothingSaid, readValue } from './labelled.ts';
import { findLabels, type Label } from './labels.ts';
import { isProse, type Line, neighbour } from './lines.ts';
import { isGroup } from './names.ts';
import { newsroomRoles, weakWords } from './role-words.ts';

export const BARE_LINE_MAX_CHARS = 80;
const CLAUSES_MAX = 8;
/** A longer name of Han may be a title or a clause, and is one only where it says that it is a group's. */
const HAN_NAME_MAX_CHARS = 4;
const ROLE_WORD_MAX_CHARS = 4;

const newsroom: ReadonlySet<Credit['role']> = new Set(newsroomRoles);
/** Between bars its author may have a line above the translator's. */
const barred: ReadonlySet<Credit['role']> = new Set([...newsroom, 'author', 'selector']);
/** `由海港报发布` is of where it came from. */
const ofTranslation: ReadonlySet<Credit['role']> = new Set(['translator', 'proofreader']);
/** `translator`, `editors`, `traductrice`; and not `translation`, which is a thing. */
const personWord = /(?:[eo]rs?|eure?s?|rices?|or[ae]s?|in)$/i;
const nobody =
  /^(?:完成|完毕|通过|进行中|结束|失败|成功|机器|机翻|电脑|软件|程序|系统|人工|人工智能|谷歌|百度|有道|微软|官方|专家|学者|学生|读者|网友|志愿者|本人|自己|我们|他们|别人|朋友|工具|教程|文档|部门|团队|公告|(?:[中英日法德俄韩西葡意荷泰越藏外古]|拉丁|希腊|阿拉伯|波斯)[语文](?:版|本|稿|原文)?|.*(?:原创|独家)|google|deepl|chatgpt|ai)$/i;

interface Found {
  form: BareForm;
  labels: Label[];
}

/** The label that is this text and nothing else, if it is one of people: from `from` to `to` stand their names. */
function labelOf(text: string, start: number, from: number, to: number): Label | undefined {
  const [label] = findLabels(`${text}：`, [], 0);
  if (label?.start !== 0 || label.kind !== 'credit' || label.text !== text) return undefined;
  if (weakWords.test(fold(text)) || /编剧|原创/.test(fold(text))) return undefined;
  if (
    !/^[\p{Script=Han}/&+、]+$/u.test(text) &&
    !(/^[\p{Script=Latin} ]+$/u.test(text) && personWord.test(text))
  )
    return undefined;
  return { ...label, start, from, to };
}

/** Every piece as a label, if every one is. */
function all(labels: readonly (Label | undefined)[]): Label[] | undefined {
  const found = labels.filter((label) => label !== undefined);
  return found.length > 0 && found.length === labels.length ? found : undefined;
}

/** `小鱼（翻译）、阿明（校对）` */
function inBrackets(plain: string): Label[] | undefined {
  const piece = /([^()（）]{1,60})[(（]([^()（）]{1,20})[)）][\s、，,;；|｜丨/／&＆]*/y;
  const labels: (Label | undefined)[] = [];
  let at = 0;
  for (let match = piece.exec(plain); match && labels.length < CLAUSES_MAX; match = piece.exec(plain)) {
    const [, name = '', role = ''] = match;
    labels.push(labelOf(role.trim(), at + name.length + 1, at, at + name.length));
    at = piece.lastIndex;
  }
  return at === plain.trimEnd().length || at === plain.length ? all(labels) : undefined;
}

/** `李海／核稿编辑`, `小鱼/翻译 阿明/校对` */
function behindSlash(plain: string): Label[] | undefined {
  const slashes = plain.match(/[/／]/g)?.length ?? 0;
  const parted = /[|｜丨、，,;；]/.test(plain);
  const piece = slashes === 1 ? /.+/g : parted ? /[^|｜丨、，,;；]+/g : /\S+/g;
  const pieces = [...plain.matchAll(piece)].slice(0, CLAUSES_MAX + 1);
  if (pieces.length > CLAUSES_MAX) return undefined;
  return all(
    pieces.map(({ 0: text, index }) => {
      const [name = '', role = '', more] = text.split(/[/／]/);
      return more === undefined
        ? labelOf(role.trim(), index + name.length + 1, index, index + name.length)
        : undefined;
    }),
  );
}

/** Words of a signature: those that also stand in menus, as 翻译 and 发布 do, are none. */
const signed = /^(?:[著文译校编]|[编节摘选]译|译校|校译|编校)$/;
const wrapped = /^(\s*[（(【[〔]\s*)([^（()）【】[\]〔〕]+)[)）】\]〔〕]\s*$/;

/** `小鱼 译`, `林窈 著　小鱼 译`, `（小鱼 译）` */
function behindName(plain: string): Label[] | undefined {
  const [, opening = '', inside = plain] = wrapped.exec(plain) ?? [];
  const labels: (Label | undefined)[] = [];
  let from = opening.length;
  for (const { 0: text, index } of inside.matchAll(/[^\s、，,;；]+/g)) {
    const at = opening.length + index;
    if (!signed.test(fold(text))) continue;
    labels.push(at > from ? labelOf(text, at, from, at) : undefined);
    from = at + text.length;
  }
  // What is left at the end has no role.
  return from === opening.length + inside.trimEnd().length ? all(labels) : undefined;
}

const sentenceStart = /^[\s（(【[]*(?:本[文篇稿]|此文)?由(?![于此])\s*/;

/** The place where the roles at the end of a clause begin, or -1: `小鱼编译校对`. */
function rolesAt(clause: string): number {
  let at = clause.length;
  const step = (): number => {
    for (let length = 2; length <= ROLE_WORD_MAX_CHARS && length < at; length++)
      if (labelOf(clause.slice(at - length, at), 0, 0, 0)) return length;
    return 0;
  };
  for (let length = step(); length > 0; length = step()) at -= length;
  return at < clause.length ? at : -1;
}

/** `本文由小鱼、阿明翻译，南雨校对。` */
function inSentence(plain: string): Label[] | undefined {
  const begun = sentenceStart.exec(plain)?.[0].length;
  if (begun === undefined) return undefined;
  const end = plain.replace(/[\s。．.）)】\]]+$/, '').length;
  const labels: (Label | undefined)[] = [];
  let from = begun;
  for (const { 0: clause, index } of plain.slice(begun, end).matchAll(/[^，,、；;]+/g)) {
    if (labels.length >= CLAUSES_MAX) return undefined;
    const at = rolesAt(clause);
    if (at < 0) continue;
    const start = begun + index + at;
    const to = from + plain.slice(from, start).replace(/(?:共同|联合|合作|负责)?\s*$/, '').length;
    labels.push(labelOf(clause.slice(at), start, from, to));
    from = begun + index + clause.length + 1;
  }
  // What is left at the end has no role.
  return from > end ? all(labels) : undefined;
}

/** `翻译 小鱼　校对 阿明`; with bars a role may also be one letter, `译 | 小鱼`. */
function behindBlank(plain: string): Label[] | undefined {
  if (!/^\s*\p{Script=Han}{1,8}[\s|｜丨]/u.test(plain)) return undefined;
  const labels: Label[] = [];
  for (const { 0: text, index } of plain.matchAll(/[^\s|｜丨]+/g)) {
    const mayBeRole = text.length > 1 || isBarred(plain, index + text.length);
    const role =
      mayBeRole && /^\p{Script=Han}{1,8}$/u.test(text) ? labelOf(text, index, index, index) : undefined;
    const last = labels.at(-1);
    if (role) labels.push({ ...role, from: index + text.length, to: index + text.length });
    else if (last) last.to = index + text.length;
    else return undefined;
  }
  return labels.length <= CLAUSES_MAX ? all(labels) : undefined;
}

/** A bar parts what ends here from what follows. */
const isBarred = (plain: string, end: number): boolean => /^\s*[|｜丨]/.test(plain.slice(end, end + 4));

const mayBeSentence = (plain: string): boolean => '由本此（(【['.includes(plain.charAt(0));
/** As most short lines do that are no credits: one look tells. */
function endsSentence(plain: string): boolean {
  const unit = plain.charCodeAt(plain.length - 1);
  return unit === 0x3002 || unit === 0x2e;
}

function find(plain: string): Found | undefined {
  const sentence = mayBeSentence(plain) ? inSentence(plain) : undefined;
  if (sentence) return { form: /^[\s（(【[]*由/.test(plain) ? 'sentence' : 'notice', labels: sentence };
  const brackets = /[)）]/.test(plain.trimEnd().at(-1) ?? '') ? inBrackets(plain) : undefined;
  if (brackets) return { form: 'brackets', labels: brackets };
  const slash = plain.includes('/') || plain.includes('／') ? behindSlash(plain) : undefined;
  if (slash) return { form: 'slash', labels: slash };
  const signature = behindName(plain);
  if (signature) return { form: 'signature', labels: signature };
  const blank = behindBlank(plain);
  return blank && { form: blank.every(({ from }) => isBarred(plain, from)) ? 'bar' : 'blank', labels: blank };
}

function isCertainName({ name, affiliation, as_written }: Credit): boolean {
  // `中文` before `翻译` is of the role. A word before a slash would be one whatever it says.
  const [role = ''] = as_written.split(/[/&+、]/);
  if (nobody.test(fold(name)) || labelOf(name + role, 0, 0, 0)) return false;
  if (affiliation !== undefined) return true;
  if (/^\p{Script=Han}+$/u.test(name))
    return name.length > 1 && (name.length <= HAN_NAME_MAX_CHARS || isGroup(name, ''));
  return (
    /^\p{L}[\p{L}\p{M}\p{N}_.·-]{1,15}$/u.test(name) ||
    /^\p{Lu}[\p{L}\p{M}.’'-]*(?: \p{Lu}[\p{L}\p{M}.’'-]*){1,3}$/u.test(name)
  );
}

/** One word of Latin is a name only beside others, or where it leads to its person. */
const isOneWord = ({ credits }: Labelled): boolean =>
  credits.length === 1 && /^[\p{Script=Latin}\p{N}_.-]+$/u.test(credits[0]?.name ?? '');

/** What a line of at most BARE_LINE_MAX_CHARS says of people without a colon, or undefined. */
export function readBare({ inline, marks, source }: Line, byline: string): Labelled | undefined {
  const { plain, links, pictures } = inline;
  if (pictures.length > 0 || marks.includes('#') || source.startsWith('|')) return undefined;
  if (endsSentence(plain) && !mayBeSentence(plain)) return undefined;
  const found = find(plain);
  if (!found || !isLinkedInNames(inline, found.labels)) return undefined;
  const { form, labels } = found;
  const said: Labelled = { ...nothingSaid(labels), bare: form };
  for (const label of labels) {
    const before = said.credits.length;
    if (!readValue(label, inline, byline, '', said, false) || said.credits.length === before)
      return undefined;
  }
  const sentence = form === 'sentence' || form === 'notice';
  if (!sentence && isOneWord(said) && links.length === 0) return undefined;
  const roles = sentence ? ofTranslation : form === 'bar' ? barred : newsroom;
  return said.credits.some(({ role }) => roles.has(role)) && said.credits.every(isCertainName)
    ? said
    : undefined;
}

/** A link round more than a name would be lost. */
const isLinkedInNames = ({ links }: Inline, labels: readonly Label[]): boolean =>
  links.every(({ start, end }) => labels.some(({ from, to }) => start >= from && end <= to));

/** The row of dashes that makes a table of the lines around it. */
const tableRule = /^[\s|:-]*-[\s|:-]*$/;

function isInTable(lines: readonly Line[], at: number): boolean {
  for (const step of [-1, 1])
    for (let next = at + step; lines[next]?.blank === false; next += step)
      if (lines[next]?.source.includes('|') && tableRule.test(lines[next]?.source ?? '')) return true;
  return false;
}

const ofTranslationAlone = ({ credits }: Labelled): boolean =>
  credits.every(({ role }) => ofTranslation.has(role));

/**
 * Bare credits that nothing around them makes credits. They are beside credits with a colon, or before the article's
 * first prose or behind its last. At the head a lone one must be `本文由…` or `译者 | name`: a name before a slash may be of
 * those who wrote the report. Nowhere may a lone one be the item of a list; roles before a blank must be two.
 */
export function findMisplaced(lines: readonly Line[], read: ReadonlyMap<number, Labelled>): number[] {
  const bare = [...read].filter(([, said]) => said.bare !== undefined);
  // Most texts have none.
  if (bare.length === 0) return [];
  const prose = (line: Line, at: number): boolean =>
    !read.has(at) && isProse(line) && !isDisclaimer(line.inline.plain.trim());
  const first = lines.findIndex(prose);
  const last = lines.findLastIndex(prose);
  return bare.flatMap(([at, said]) => {
    if (said.bare === 'bar' && isInTable(lines, at)) return [at];
    const beside = [read.get(neighbour(lines, at, -1)), read.get(neighbour(lines, at, 1))];
    if (beside.some((one) => one && one.bare === undefined && one.credits.length > 0 && !one.weak)) return [];
    if (at > first && at < last) return [at];
    const several = said.labels.length > 1 || beside.some((one) => one?.bare === said.bare);
    if (several) return [];
    const atEnd = at > last && last >= 0;
    const ofNewsroom = said.credits.some(({ role }) => newsroom.has(role));
    const whole = said.bare === 'notice' || (said.bare === 'bar' && ofNewsroom);
    const listed = /[-*+.)]\s+$/.test(lines[at]?.marks ?? '');
    const mayEnd =
      said.bare === 'signature' ? ofTranslationAlone(said) : said.bare !== 'blank' && said.bare !== 'bar';
    return !listed && (whole || (atEnd && mayEnd)) ? [] : [at];
  });
}
