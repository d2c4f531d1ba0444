/** The parts of the glossary's page. */
import type { LangPair, PairCount, TermRow } from '../store/desk/glossary.ts';
import { termOf } from '../store/desk/glossary.ts';
import type { TermError } from './glossary-fields.ts';
import { Post } from './layout.tsx';
import { Field, langName } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

export const pairName = (s: DeskScreen, { from, to }: LangPair): string =>
  s.t.review.pairOf.replace('{from}', langName(s, from)).replace('{to}', langName(s, to));

export const pairQuery = ({ from, to }: LangPair): string =>
  `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;

export const Glossaries = (props: { s: DeskScreen; pairs: PairCount[]; chosen: LangPair | undefined }) => {
  const { s, pairs, chosen } = props;
  return (
    <nav aria-label={s.t.review.glossaries} class="filter">
      {pairs.map((pair) => (
        <a
          href={`/desk/glossary?${pairQuery(pair)}`}
          {...(chosen?.from === pair.from && chosen.to === pair.to ? { 'aria-current': 'page' } : {})}
        >
          {s.t.review.termCount.replace('{pair}', pairName(s, pair)).replace('{n}', String(pair.terms))}
        </a>
      ))}
    </nav>
  );
};

/** Opens a pair that may have no terms yet. */
export const ChoosePair = (props: { s: DeskScreen; langs: string[]; chosen: LangPair | undefined }) => {
  const { s, langs } = props;
  // Two languages that differ, or the button leads to a refusal.
  const chosen = props.chosen ?? { from: langs[0], to: langs[1] };
  const choice = (name: 'from' | 'to', label: string) => (
    <Field name={name} id={`pair-${name}`} label={label}>
      {(attributes) => (
        <select {...attributes}>
          {langs.map((lang) => (
            <option value={lang} selected={lang === chosen[name]}>
              {langName(s, lang)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <form method="get" action="/desk/glossary" class="line">
      {choice('from', s.t.review.fromLang)}
      {choice('to', s.t.review.toLang)}
      <button type="submit">{s.t.review.open}</button>
    </form>
  );
};

export interface GivenTerm {
  term: string;
  translation: string;
  variants: string;
  forbidden: string;
  note: string;
}

export const emptyTerm: GivenTerm = { term: '', translation: '', variants: '', forbidden: '', note: '' };

const lines = (list: readonly string[]): string => list.join('\n');

const TermFields = (props: {
  s: DeskScreen;
  pair: LangPair;
  given: GivenTerm;
  error: TermError | undefined;
  prefix: string;
}) => {
  const { s, pair, given, prefix } = props;
  const error = (name: keyof GivenTerm) => (props.error?.field === name ? props.error.message : undefined);
  const t = s.t.review;
  const line = (name: 'term' | 'translation', label: string, lang: string) => (
    <Field name={name} id={`${prefix}-${name}`} label={label} error={error(name)}>
      {(attributes) => (
        <input {...attributes} type="text" required lang={lang} dir="auto" value={given[name]} />
      )}
    </Field>
  );
  const list = (name: 'variants' | 'forbidden' | 'note', label: string, hint?: string) => (
    <Field name={name} id={`${prefix}-${name}`} label={label} hint={hint} error={error(name)}>
      {(attributes) => (
        <textarea {...attributes} rows={2} dir="auto" {...(name === 'note' ? {} : { lang: pair.to })}>
          {`\n${given[name]}`}
        </textarea>
      )}
    </Field>
  );
  return (
    <>
      <input type="hidden" name="from" value={pair.from} />
      <input type="hidden" name="to" value={pair.to} />
      {line('term', t.term, pair.from)}
      {line('translation', t.termTranslation, pair.to)}
      {list('variants', t.variants, t.variantsHint)}
      {list('forbidden', t.forbidden, t.forbiddenHint)}
      {list('note', t.termNote)}
    </>
  );
};

export const AddTerm = (props: {
  s: DeskScreen;
  pair: LangPair;
  given: GivenTerm | undefined;
  error: TermError | undefined;
  /** Open where there is nothing else to do. */
  isFirst: boolean;
}) => {
  const { s, pair, given } = props;
  return (
    <details class="fold" {...(given || props.isFirst ? { open: true } : {})}>
      <summary>{s.t.review.addTerm}</summary>
      <Post s={s} to="/desk/glossary/terms">
        <TermFields s={s} pair={pair} given={given ?? emptyTerm} error={props.error} prefix="new" />
        <button type="submit" class="main">
          {s.t.review.addTerm}
        </button>
      </Post>
    </details>
  );
};

export const ImportFile = ({ s, pair }: { s: DeskScreen; pair: LangPair }) => (
  <details class="fold">
    <summary>{s.t.review.importFile}</summary>
    <Post s={s} to="/desk/glossary/import" upload="files">
      <input type="hidden" name="from" value={pair.from} />
      <input type="hidden" name="to" value={pair.to} />
      <Field name="file" label={s.t.review.importFile} hint={s.t.review.importHint}>
        {(attributes) => (
          <input {...attributes} type="file" required accept=".csv,.tbx,.xml,text/csv,application/xml" />
        )}
      </Field>
      <button type="submit" class="main">
        {s.t.review.importButton}
      </button>
    </Post>
  </details>
);

const Forms = ({ s, label, forms, lang }: { s: DeskScreen; label: string; forms: string[]; lang: string }) =>
  forms.length === 0 ? null : (
    <span>
      {label}
      {s.t.colon}
      <span lang={lang} dir="auto">
        {forms.join(' · ')}
      </span>
    </span>
  );

export const TermItem = (props: {
  s: DeskScreen;
  pair: LangPair;
  row: TermRow;
  changes: 'open' | 'shut';
  given?: GivenTerm | undefined;
  error?: TermError | undefined;
}) => {
  const { s, pair, row, given } = props;
  const t = s.t.review;
  const term = termOf(row);
  return (
    <li class="row" id={`t-${row.id}`}>
      <p>
        <span class="title" lang={pair.from} dir="auto">
          {term.term}
        </span>{' '}
        →{' '}
        <span class="title" lang={pair.to} dir="auto">
          {term.translation}
        </span>
      </p>
      <p class="about">
        <Forms s={s} label={t.variants} forms={term.variants} lang={pair.to} />
        <Forms s={s} label={t.forbidden} forms={term.forbidden} lang={pair.to} />
        {term.note && <span dir="auto">{term.note}</span>}
      </p>
      {props.changes === 'open' && (
        <details {...(given ? { open: true } : {})}>
          <summary aria-label={t.editTerm.replace('{term}', term.term)}>{s.t.actions.edit}</summary>
          <Post s={s} to={`/desk/glossary/terms/${row.id}`}>
            <TermFields
              s={s}
              pair={pair}
              prefix={row.id}
              error={props.error}
              given={given ?? { ...term, variants: lines(term.variants), forbidden: lines(term.forbidden) }}
            />
            <div class="buttons">
              <button type="submit" class="main">
                {s.t.save}
              </button>
              <button
                type="submit"
                class="danger"
                formaction={`/desk/glossary/terms/${row.id}/remove`}
                formnovalidate
              >
                {s.t.remove}
              </button>
            </div>
          </Post>
        </details>
      )}
    </li>
  );
};
