/**
 * The newsroom's glossary, a pair of languages at a time: everybody at the desk reads and exports it, the
 * proofreaders of the language write it. What it says is checked in the queue and offered on the review page.
 */
import { type Context, Hono } from 'hono';
import { may } from '../auth/actor.ts';
import { isId } from '../lib/ids.ts';
import { GLOSSARY_MAX_TERMS, PAGE_ROWS } from '../limits.ts';
import { printGlossaryCsv, printGlossaryTbx } from '../pipeline/door.ts';
import {
  addTerm,
  changeTerm,
  findTerm,
  importTerms,
  type LangPair,
  listAllTerms,
  listGlossaries,
  listTerms,
  removeTerm,
  type TermRow,
} from '../store/desk/glossary.ts';
import { parsePair, readTerm, readTermFile, type TermError } from './glossary-fields.ts';
import {
  AddTerm,
  ChoosePair,
  type GivenTerm,
  Glossaries,
  ImportFile,
  pairName,
  pairQuery,
  TermItem,
} from './glossary-view.tsx';
import { field, refuse } from './guard.tsx';
import { listOfferedLangs } from './langs.ts';
import { Page } from './layout.tsx';
import { Next, Notice } from './parts.tsx';
import { type DeskEnv, deskScreen } from './screen.ts';

export const glossary = new Hono<DeskEnv>();

interface Shown {
  status: 200 | 409 | 422;
  problem?: string;
  done?: string;
  /** A term's form as it was sent, and of which row it is; without one it is the form for a new term. */
  given?: { term: GivenTerm; id?: string; error?: TermError };
}

const mayWrite = (c: Context<DeskEnv>, pair: LangPair): boolean =>
  may(c.get('actor'), 'proofreader', pair.to);

async function showGlossary(
  c: Context<DeskEnv>,
  pair: LangPair | undefined,
  shown: Shown,
  list: { search?: string; after?: string } = {},
): Promise<Response> {
  const s = deskScreen(c);
  const t = s.t.review;
  const db = c.get('db');
  const [pairs, langs, found] = await Promise.all([
    listGlossaries(db),
    listOfferedLangs(db, pair ? [pair.from, pair.to] : []),
    pair ? listTerms(db, { ...pair, ...list }) : [],
  ]);
  const rows = found.slice(0, PAGE_ROWS);
  const last = found.length > PAGE_ROWS ? rows.at(-1) : undefined;
  const { search, after } = list;
  const searched = search === undefined ? '' : `&q=${encodeURIComponent(search)}`;
  const { given } = shown;
  return c.html(
    <Page s={s} title={pair ? `${t.glossary}${s.t.colon}${pairName(s, pair)}` : t.glossaries}>
      <h1>{pair ? pairName(s, pair) : t.glossaries}</h1>
      <p class="hint">{t.glossaryIntro}</p>
      {shown.done && <Notice kind="good">{shown.done}</Notice>}
      {shown.problem && <Notice kind="bad">{shown.problem}</Notice>}
      {pairs.length === 0 && !pair && <p>{t.noGlossary}</p>}
      <Glossaries s={s} pairs={pairs} chosen={pair} />
      <ChoosePair s={s} langs={langs} chosen={pair} />
      {pair && (
        <>
          {mayWrite(c, pair) && (
            <>
              <AddTerm
                s={s}
                pair={pair}
                given={given && given.id === undefined ? given.term : undefined}
                error={given && given.id === undefined ? given.error : undefined}
                isFirst={rows.length === 0 && search === undefined && after === undefined}
              />
              <ImportFile s={s} pair={pair} />
            </>
          )}
          <form method="get" action="/desk/glossary" class="line">
            <input type="hidden" name="from" value={pair.from} />
            <input type="hidden" name="to" value={pair.to} />
            <label>
              {t.search} <input type="search" name="q" value={search ?? ''} />
            </label>
            <button type="submit">{t.search}</button>
          </form>
          {rows.length === 0 && <p>{t.noTerms}</p>}
          <ul class="rows">
            {rows.map((row) => (
              <TermItem
                s={s}
                pair={pair}
                row={row}
                changes={mayWrite(c, pair) ? 'open' : 'shut'}
                given={given?.id === row.id ? given.term : undefined}
                error={given?.id === row.id ? given.error : undefined}
              />
            ))}
          </ul>
          <Next
            s={s}
            href={
              last && `/desk/glossary?${pairQuery(pair)}${searched}&after=${encodeURIComponent(last.term)}`
            }
          />
          {rows.length > 0 && (
            <p>
              {t.exportAs}
              {s.t.colon}
              <a href={`/desk/glossary.csv?${pairQuery(pair)}`}>CSV</a>{' '}
              <a href={`/desk/glossary.tbx?${pairQuery(pair)}`}>TBX</a>
            </p>
          )}
        </>
      )}
    </Page>,
    shown.status,
  );
}

glossary.get('/glossary', (c) => {
  const pair = parsePair(c.req.query('from'), c.req.query('to'));
  const { t } = deskScreen(c);
  const asked = c.req.query('from') !== undefined;
  const search = c.req.query('q')?.trim().slice(0, 100);
  const after = c.req.query('after');
  const taken = /^\d{1,5}$/.exec(c.req.query('taken') ?? '')?.[0];
  const done = taken ? t.review.imported.replace('{n}', taken) : c.req.query('done') ? t.saved : undefined;
  return showGlossary(
    c,
    pair,
    {
      status: asked && !pair ? 422 : 200,
      ...(done ? { done } : {}),
      ...(asked && !pair ? { problem: t.review.badPair } : {}),
    },
    { ...(search ? { search } : {}), ...(after === undefined ? {} : { after }) },
  );
});

const types = { csv: 'text/csv; charset=utf-8', tbx: 'application/xml; charset=utf-8' } as const;

for (const format of ['csv', 'tbx'] as const) {
  glossary.get(`/glossary.${format}`, async (c) => {
    const pair = parsePair(c.req.query('from'), c.req.query('to'));
    if (!pair) return refuse(c, 404);
    const terms = await listAllTerms(c.get('db'), pair);
    const title = `Dragoman glossary, ${pair.from} to ${pair.to}`;
    const text = format === 'csv' ? printGlossaryCsv(terms) : printGlossaryTbx(terms, pair, title);
    return c.body(text, 200, {
      'Content-Type': types[format],
      'Content-Disposition': `attachment; filename="glossary-${pair.from}-${pair.to}.${format}"`,
    });
  });
}

const givenOf = (c: Context<DeskEnv>): GivenTerm => ({
  term: field(c, 'term'),
  translation: field(c, 'translation'),
  variants: field(c, 'variants'),
  forbidden: field(c, 'forbidden'),
  note: field(c, 'note'),
});

const done = (c: Context<DeskEnv>, pair: LangPair, more: string) =>
  c.redirect(`/desk/glossary?${pairQuery(pair)}&${more}`, 303);

const full = (c: Context<DeskEnv>) =>
  deskScreen(c).t.review.glossaryFull.replace('{n}', String(GLOSSARY_MAX_TERMS));

/** The form's pair, if this person may write into it. */
function pairToWrite(c: Context<DeskEnv>): LangPair | Response | Promise<Response> {
  const pair = parsePair(field(c, 'from'), field(c, 'to'));
  if (!pair) return showGlossary(c, undefined, { status: 422, problem: deskScreen(c).t.review.badPair });
  return mayWrite(c, pair) ? pair : refuse(c, 403);
}

const isPair = (pair: LangPair | Response): pair is LangPair => 'from' in pair && 'to' in pair;

/** The form again, with what is wrong said above it and beside its field. */
const refuseTerm = (
  c: Context<DeskEnv>,
  pair: LangPair,
  status: 409 | 422,
  given: { term: GivenTerm; id?: string },
  error: TermError,
) => showGlossary(c, pair, { status, problem: error.message, given: { ...given, error } });

glossary.post('/glossary/terms', async (c) => {
  const pair = await pairToWrite(c);
  if (!isPair(pair)) return pair;
  const { t, actor, now } = deskScreen(c);
  const given = { term: givenOf(c) };
  const term = readTerm(c, t);
  if (!term.ok) return refuseTerm(c, pair, 422, given, term.error);
  const outcome = await addTerm(c.get('db'), { pair, term: term.value, memberId: actor.memberId, now });
  if (outcome === 'added') return done(c, pair, 'done=1');
  return outcome === 'taken'
    ? refuseTerm(c, pair, 409, given, { field: 'term', message: t.review.termTaken })
    : showGlossary(c, pair, { status: 409, problem: full(c), given });
});

glossary.post('/glossary/import', async (c) => {
  const pair = await pairToWrite(c);
  if (!isPair(pair)) return pair;
  const { actor, now } = deskScreen(c);
  const terms = readTermFile(c, pair);
  if (!terms.ok) return showGlossary(c, pair, { status: 422, problem: terms.error });
  const outcome = await importTerms(c.get('db'), { pair, terms: terms.value, memberId: actor.memberId, now });
  return outcome === 'imported'
    ? done(c, pair, `taken=${terms.value.length}`)
    : showGlossary(c, pair, { status: 409, problem: full(c) });
});

/** The row, if this person may write into its glossary. */
async function rowToWrite(c: Context<DeskEnv>): Promise<TermRow | Response> {
  const id = c.req.param('id') ?? '';
  const row = isId(id) ? await findTerm(c.get('db'), id) : undefined;
  if (!row) return refuse(c, 404);
  return mayWrite(c, { from: row.source_lang, to: row.lang }) ? row : refuse(c, 403);
}

glossary.post('/glossary/terms/:id', async (c) => {
  const row = await rowToWrite(c);
  if (row instanceof Response) return row;
  const { t, actor, now } = deskScreen(c);
  const pair = { from: row.source_lang, to: row.lang };
  const given = { term: givenOf(c), id: row.id };
  const term = readTerm(c, t);
  if (!term.ok) return refuseTerm(c, pair, 422, given, term.error);
  const outcome = await changeTerm(c.get('db'), {
    pair,
    from: row,
    term: term.value,
    memberId: actor.memberId,
    now,
  });
  if (outcome === 'changed') return done(c, pair, 'done=1');
  return refuseTerm(c, pair, 409, given, { field: 'term', message: t.review.termTaken });
});

glossary.post('/glossary/terms/:id/remove', async (c) => {
  const row = await rowToWrite(c);
  if (row instanceof Response) return row;
  const { actor, now } = deskScreen(c);
  const pair = { from: row.source_lang, to: row.lang };
  await removeTerm(c.get('db'), { pair, from: row, memberId: actor.memberId, now });
  return done(c, pair, 'done=1');
});
