/** What a glossary's forms and files send, parsed. */
import type { Context } from 'hono';
import { parseLang } from '../i18n/languages.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { GLOSSARY_FORMS_MAX, GLOSSARY_TERM_MAX_CHARS, NOTE_MAX_CHARS } from '../limits.ts';
import { parseGlossaryCsv, parseGlossaryTbx } from '../pipeline/door.ts';
import type { LangPair, Term } from '../store/desk/glossary.ts';
import { field } from './guard.tsx';
import { type DeskEnv, deskScreen } from './screen.ts';
import type { Words } from './words/en.ts';

/** Two different languages, canonical. */
export function parsePair(from: string | undefined, to: string | undefined): LangPair | undefined {
  const pair = { from: parseLang(from), to: parseLang(to) };
  return pair.from && pair.to && pair.from !== pair.to ? { from: pair.from, to: pair.to } : undefined;
}

const oneLine = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
const isTerm = (text: string): boolean => text !== '' && text.length <= GLOSSARY_TERM_MAX_CHARS;

const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map(oneLine)
      .filter((line) => line !== ''),
  ),
];

const isList = (list: readonly string[]): boolean => list.length <= GLOSSARY_FORMS_MAX && list.every(isTerm);

/** What is wrong with a field of a term's form, as a sentence for its writer. */
export interface TermError {
  field: Exclude<keyof Term, 'note'>;
  message: string;
}

export function readTerm(c: Context<DeskEnv>, t: Words): Result<Term, TermError> {
  const term: Term = {
    term: oneLine(field(c, 'term')),
    translation: oneLine(field(c, 'translation')),
    variants: listOf(field(c, 'variants')),
    forbidden: listOf(field(c, 'forbidden')),
    note: field(c, 'note').trim().slice(0, NOTE_MAX_CHARS).toWellFormed(),
  };
  const chars = String(GLOSSARY_TERM_MAX_CHARS);
  const badTerm = (['term', 'translation'] as const).find((name) => !isTerm(term[name]));
  if (badTerm) return fail({ field: badTerm, message: t.review.badTerm.replace('{n}', chars) });
  const badList = (['variants', 'forbidden'] as const).find((name) => !isList(term[name]));
  if (!badList) return ok(term);
  const message = t.review.badList.replace('{n}', String(GLOSSARY_FORMS_MAX)).replace('{chars}', chars);
  return fail({ field: badList, message });
}

/** The terms of an uploaded CSV or TBX file. The error is a sentence for its sender. */
export function readTermFile(c: Context<DeskEnv>, pair: LangPair): Result<Term[], string> {
  const s = deskScreen(c);
  const { t } = s;
  const file = c.get('form').files.file;
  if (!file || file.byteLength === 0) return fail(t.review.noFile);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(file);
  } catch {
    return fail(t.review.badEncoding);
  }
  const isXml = /^\s*</.test(text);
  const read = isXml ? parseGlossaryTbx(text, pair) : parseGlossaryCsv(text);
  if (!read.ok) {
    const { line, told } = read.error;
    const detail = s.say(told);
    return fail(
      line === undefined ? detail : `${t.review.lineN.replace('{n}', String(line))}${t.colon}${detail}`,
    );
  }
  const bad = read.value.find(
    ({ term, translation, variants, forbidden }) =>
      !isTerm(term) || !isTerm(translation) || !isList(variants) || !isList(forbidden),
  );
  if (!bad)
    return ok(
      read.value.map((term) => ({
        ...term,
        variants: [...term.variants],
        forbidden: [...term.forbidden],
        note: term.note.slice(0, NOTE_MAX_CHARS),
      })),
    );
  const sentence = isTerm(bad.term) && isTerm(bad.translation) ? t.review.badList : t.review.badTerm;
  return fail(
    `“${bad.term.slice(0, 40)}”${t.colon}${sentence
      .replace('{chars}', String(GLOSSARY_TERM_MAX_CHARS))
      .replace(
        '{n}',
        String(isTerm(bad.term) && isTerm(bad.translation) ? GLOSSARY_FORMS_MAX : GLOSSARY_TERM_MAX_CHARS),
      )}`,
  );
}
