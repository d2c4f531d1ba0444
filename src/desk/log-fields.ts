/**
 * What an entry of the log changed, field by field, for its people: the label of a field, and what stood there. A field or
 * a value that has no words is given as the log has it, so nothing is lost. Loaded where the log is looked at.
 */
import type { Child } from 'hono/jsx';
import type { LogEntry } from '../store/desk/log.ts';
import type { DeskScreen } from './screen.ts';
import { logWords } from './words/log.ts';

/** How values are shown that are more than text. */
export interface Showing {
  time: (at: number) => Child;
  lang: (tag: string) => string;
  /** By its name, where it has one. */
  subject: (subject: string, id: string) => Child;
}

export interface FieldChange {
  label: string;
  /** Of a field that stayed as it was, or of something new. */
  plain?: Child;
  before?: Child;
  after?: Child;
}

/** Fields with the id of what they name. */
const naming = /^(story|submission|member|finding|comment|passkey)(?:_id)?$/;

/** Fields that hold JSON of their own; the settings are one value. */
const nested = /^(?:value|names|variants|forbidden|events)$/;

function unfold(field: string, value: unknown): unknown {
  if (typeof value !== 'string' || !nested.test(field)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

type Leaf = [path: string, value: unknown];

const leaves = (path: string[], given: unknown): Leaf[] => {
  const value = unfold(path.at(-1) ?? '', given);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([name, inner]) => leaves([...path, name], inner))
    : [[path.join(':'), value]];
};

const leavesOf = (json: string | null): Leaf[] => (json === null ? [] : leaves([], JSON.parse(json)));

const subjectIn = (field: string, value: unknown): string | undefined => {
  const kind = naming.exec(field)?.[1];
  return kind && `${kind}:${value}`;
};

/** What an entry is about, and what its fields name by an id. */
export const subjectsOf = (entry: LogEntry): string[] => [
  entry.subject,
  ...[entry.before_json, entry.after_json].flatMap(leavesOf).flatMap((leaf) => subjectIn(...leaf) ?? []),
];

/** A word of the desk by its name. */
const wordIn = (tables: Record<string, unknown>[], name: string): string | undefined => {
  const word = tables.find((table) => Object.hasOwn(table, name))?.[name];
  return typeof word === 'string' ? word : undefined;
};

/** Most fields are called as the desk's own word for them, but for what a column's name says of its type. */
function labelOf({ t, lang }: DeskScreen, field: string): string {
  const { newsroom, review, webhooks } = t;
  const named = {
    ...logWords[lang],
    title: review.articleTitle,
    note: review.termNote,
    quote: review.comment,
    pairs: review.pairing,
    paths: t.oldAddress,
    sha256: newsroom.keptText,
    names: t.name,
    lang: t.language,
    by: t.kind,
    passkey: t.passkeys,
    email: t.access.address,
    accessEmail: t.access.address,
    events: webhooks.eventsLabel,
    delivery: webhooks.deliveries,
    langs: newsroom.siteLangs,
    hub: webhooks.hubTitle,
  };
  const name = field
    .replace(/_(?:at|id|url|key|revision)$/, '')
    .replace(/_(.)/, (_, letter: string) => letter.toUpperCase());
  return wordIn([named, t, review, newsroom, webhooks, t.groups], name) ?? field;
}

function textOf(s: DeskScreen, field: string, value: unknown, showing: Showing): string {
  if (Array.isArray(value)) return value.map((one) => textOf(s, field, one, showing)).join(', ') || '–';
  if (value === null && field === 'lang') return s.t.allLanguages;
  if (value === null || value === '' || value === false) return '–';
  if (value === true) return '✓';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (/langs?$/.test(field)) return showing.lang(text);
  const { t } = s;
  const codes: Record<string, Record<string, string>[]> = {
    state: [t.states, logWords[s.lang].states],
    kind: [t.correctionKinds],
    role: [t.roles],
    by: [logWords[s.lang].ways],
    events: [t.webhooks.events],
    error: [t.webhooks.errors],
  };
  return wordIn((Object.hasOwn(codes, field) && codes[field]) || [], text) ?? text;
}

function shown(s: DeskScreen, field: string, value: unknown, showing: Showing): Child {
  if (typeof value === 'number' && field.endsWith('_at')) return showing.time(value);
  const text = textOf(s, field, value, showing);
  const subject = typeof value === 'string' && subjectIn(field, value);
  return subject ? showing.subject(subject, text) : text;
}

export function changesOf(s: DeskScreen, entry: LogEntry, showing: Showing): FieldChange[] {
  const [before, after] = [new Map(leavesOf(entry.before_json)), new Map(leavesOf(entry.after_json))];
  return [...new Map([...before, ...after]).keys()].map((path) => {
    const [field = '', ...deeper] = path.replace(/^value:/, '').split(':');
    const name = labelOf(s, field);
    // Of a text in each language.
    const label =
      deeper.length > 0
        ? s.t.review.sideIn.replace('{side}', name).replace('{lang}', showing.lang(deeper.join(':')))
        : name;
    const [was, is] = [before, after].map((side) =>
      side.has(path) ? shown(s, field, side.get(path), showing) : undefined,
    );
    return before.size === 0 || JSON.stringify(before.get(path)) === JSON.stringify(after.get(path))
      ? { label, plain: is }
      : { label, before: was, after: is };
  });
}
