/** Glossaries as CSV (RFC 4180): `term,translation,variants,forbidden,note`, lists with `|` between. */
import { tell } from '../../i18n/told/tell.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import { GLOSSARY_MAX_BYTES, GLOSSARY_MAX_TERMS } from '../../limits.ts';
import { type GlossaryEntry, type GlossaryProblem, problem, tooLarge, tooMany } from './entry.ts';

const columns = ['term', 'translation', 'variants', 'forbidden', 'note'] as const;

/** Reads a file with a header line; columns in any order, unknown ones ignored, a BOM allowed. */
export function parseGlossaryCsv(text: string): Result<GlossaryEntry[], GlossaryProblem> {
  if (text.length > GLOSSARY_MAX_BYTES) return fail(tooLarge(GLOSSARY_MAX_BYTES));
  const read = readRecords(text.replace(/^\uFEFF/, ''));
  if (!read.ok) return read;
  const [header, ...records] = read.value;
  const at = new Map((header?.cells ?? []).map((name, n) => [name.trim().toLowerCase(), n]));
  if (!at.has('term') || !at.has('translation')) return fail(problem('columns', tell('glossary-columns'), 1));
  const out: GlossaryEntry[] = [];
  for (const { cells, line } of records) {
    const cell = (name: (typeof columns)[number]): string => bare(cells[at.get(name) ?? -1] ?? '').trim();
    if (cells.every((value) => value.trim() === '')) continue;
    if (!cell('term') || !cell('translation')) return fail(problem('syntax', tell('glossary-line'), line));
    out.push({
      term: cell('term'),
      translation: cell('translation'),
      variants: list(cell('variants')),
      forbidden: list(cell('forbidden')),
      note: cell('note'),
    });
  }
  return out.length > 0 ? ok(out) : fail(problem('no_terms', tell('glossary-empty')));
}

/** With a header line and CRLF, as RFC 4180 has it. */
export function printGlossaryCsv(entries: readonly GlossaryEntry[]): string {
  const rows = entries.map(({ term, translation, variants, forbidden, note }) => [
    term,
    translation,
    variants.map(escapeBar).join('|'),
    forbidden.map(escapeBar).join('|'),
    note,
  ]);
  return [[...columns], ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

const escapeBar = (text: string): string => text.replace(/[\\|]/g, '\\$&');

/** Splits at bars that no backslash guards. */
function list(text: string): string[] {
  const parts = text.match(/(?:\\.|[^|\\])+/gs) ?? [];
  return parts.map((part) => part.replace(/\\(.)/gs, '$1').trim()).filter(Boolean);
}

/** A cell that starts like a formula would run in a spreadsheet: an apostrophe keeps it text. */
function quoted(cell: string): string {
  const safe = /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const bare = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

interface Row {
  cells: string[];
  line: number;
}

/** Records of a CSV text; a quote inside an unquoted cell, or after a closing one, is an error. */
function readRecords(text: string): Result<Row[], GlossaryProblem> {
  const out: Row[] = [];
  let cells: string[] = [];
  let line = 1;
  let start = 1;
  const cell = /"((?:[^"]|"")*)"(?=,|\r?\n|\r|$)|([^",\r\n]*)(?=,|\r?\n|\r|$)/y;
  for (let at = 0; at <= text.length; ) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    if (!found) return fail(problem('syntax', tell('glossary-quote'), line));
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    line += found[0].split('\n').length - 1;
    at = cell.lastIndex;
    if (text[at] === ',') {
      at++;
      continue;
    }
    out.push({ cells, line: start });
    if (out.length > GLOSSARY_MAX_TERMS + 1) return fail(tooMany());
    if (at >= text.length) break;
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line++;
    start = line;
    cells = [];
    if (at === text.length) break;
  }
  return ok(out);
}
