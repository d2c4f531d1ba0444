/** Front matter of Jekyll, Hugo and Hexo: YAML, TOML or JSON. Mistakes are named by line, with the remedy. */
import { parse as parseToml, TomlError } from 'smol-toml';
import { parseDocument } from 'yaml';
import { fail, ok, type Result } from '../../../lib/result.ts';
import { FRONT_MATTER_MAX_BYTES } from '../../../limits.ts';

export interface SourceText {
  kind: 'none' | 'yaml' | 'toml' | 'json';
  fields: Record<string, unknown>;
  /** Between the delimiters, as written. */
  inside: string;
  body: string;
}

export interface Mistake {
  /** From 1. */
  line: number;
  message: string;
}

const delimiters = { '---': 'yaml', '+++': 'toml', ';;;': 'json' } as const;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Hexo takes front matter without its first `---`; nobody else does, so it gets one. Only where the first line is
 * a field that Hexo writes and all lines down to the `---` are fields, since text may have a line of dashes too.
 */
export function withOpening(text: string): string {
  if (!/^(?:title|layout|date|categories|tags|id):/.test(text)) return text;
  const lines = text.slice(0, FRONT_MATTER_MAX_BYTES).split('\n');
  const end = lines.findIndex((line) => /^-{3,}[ \t]*$/.test(line));
  const fields = lines.slice(0, Math.max(0, end));
  const isFields = fields.length > 0 && fields.every((line) => /^(?:[\w-]{1,60}:|[ \t]|-[ \t]|$)/.test(line));
  return isFields ? `---\n${text}` : text;
}

/** Splits a file into front matter and body. `text` has `\n` line ends and no BOM. */
export function readSourceText(text: string): Result<SourceText, Mistake> {
  if (/^\{\s*\n/.test(text)) return readJsonBlock(text);
  const start = /^(---|\+\+\+|;;;)[ \t]*\n/.exec(text);
  const mark = start?.[1];
  if (!start || !(mark === '---' || mark === '+++' || mark === ';;;')) return ok(without(text));
  const from = start[0].length;
  const end = { '---': /^(?:---|\.\.\.)[ \t]*$/m, '+++': /^\+\+\+[ \t]*$/m, ';;;': /^;;;[ \t]*$/m }[
    mark
  ].exec(text.slice(from));
  const looksLikeFields = /^\s*(?:#.*\n\s*)*["']?[\p{L}_][^\n:=]{0,60}[:=]/u.test(
    text.slice(from, from + 4_000),
  );
  if (!end) {
    if (!looksLikeFields) return ok(without(text));
    return fail({
      line: 1,
      message: `The front matter begins with ${mark} and does not end. Put a line ${mark} behind its last field.`,
    });
  }
  const inside = text.slice(from, from + end.index);
  const body = text.slice(from + end.index + end[0].length).replace(/^\n/, '');
  if (inside.trim() !== '' && mark === '---' && !looksLikeFields) return ok(without(text));
  const kind = delimiters[mark];
  const fields = { yaml: readYaml, toml: readToml, json: readJson }[kind](inside);
  return fields.ok ? ok({ kind, fields: fields.value, inside, body }) : fields;
}

const without = (text: string): SourceText => ({ kind: 'none', fields: {}, inside: '', body: text });

/** Line 1 of the block is line 2 of the file. */
function readYaml(inside: string): Result<Record<string, unknown>, Mistake> {
  const document = parseDocument(inside, {
    schema: 'core',
    merge: false,
    uniqueKeys: true,
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error) {
    const line = (error.linePos?.[0].line ?? 1) + 1;
    const what = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
    return fail({
      line,
      message: `The YAML cannot be read: ${what}. Put quotes round a value that holds ": " or " #", and indent with spaces.`,
    });
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    return fail({
      line: 2,
      message: `The YAML cannot be read: ${String(error)}. Write values out instead of aliases.`,
    });
  }
  if (value === null || value === undefined) return ok({});
  return isRecord(value)
    ? ok(value)
    : fail({
        line: 2,
        message: 'The front matter is no list of "key: value" lines. Write one field a line.',
      });
}

function readToml(inside: string): Result<Record<string, unknown>, Mistake> {
  try {
    return ok(parseToml(inside));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const what = error.message.split('\n')[0] ?? '';
    return fail({
      line: error.line + 1,
      message: `The TOML cannot be read: ${what}. Text values stand in quotes: title = "…".`,
    });
  }
}

function readJson(inside: string): Result<Record<string, unknown>, Mistake> {
  const text = inside.trim().startsWith('{') ? inside : `{${inside.trim().replace(/,$/, '')}}`;
  return parseJson(text, 1);
}

/** JSON's errors with the line they are on; `offset` lines stand before the text. */
function parseJson(text: string, offset: number): Result<Record<string, unknown>, Mistake> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return ok(value);
    return fail({ line: offset + 1, message: 'The front matter is no JSON object. Write {"title": "…"}.' });
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return fail({
      line: offset + jsonErrorLine(text, message),
      message: `The JSON cannot be read: ${message}. Check quotes and commas there.`,
    });
  }
}

/** The line that JSON.parse complains about; the last one when it says only that the text ended. */
export function jsonErrorLine(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  return text.slice(0, position === undefined ? undefined : Number(position)).split('\n').length;
}

/** Hugo's JSON front matter: an object that ends with a `}` at the margin. */
function readJsonBlock(text: string): Result<SourceText, Mistake> {
  const end = /^\}[ \t]*$/m.exec(text);
  if (!end)
    return fail({
      line: 1,
      message: 'The JSON front matter does not end. Put its last } on a line of its own.',
    });
  const inside = text.slice(0, end.index + 1);
  const fields = parseJson(inside, 0);
  if (!fields.ok) return fields;
  return ok({
    kind: 'json',
    fields: fields.value,
    inside,
    body: text.slice(end.index + end[0].length).replace(/^\n/, ''),
  });
}
