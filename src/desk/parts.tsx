/** Small pieces that several screens share. */
import type { Child } from 'hono/jsx';
import { rfc3339 } from '../lib/clock.ts';
import { URL_MAX_CHARS } from '../limits.ts';
import type { ArticleState, Severity, SubmissionState } from '../store/schema/words.ts';
import type { Screen } from './screen.ts';

/** A problem or good news about the whole page; announced when the page opens. */
export const Notice = (props: { kind: 'good' | 'bad' | 'plain'; children?: Child }) => (
  <div class={`notice ${props.kind}`} role={props.kind === 'bad' ? 'alert' : 'status'}>
    {props.children}
  </div>
);

/** A label, what is asked, a hint, and beside it what is wrong with what was given. */
export const Field = (props: {
  name: string;
  label: string;
  hint?: Child;
  error?: string | undefined;
  id?: string;
  children: (attributes: {
    id: string;
    name: string;
    'aria-describedby'?: string;
    'aria-invalid'?: 'true';
  }) => Child;
}) => {
  const id = props.id ?? `f-${props.name}`;
  const described = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.hint && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.error && (
        <p class="error" id={`${id}-error`}>
          {props.error}
        </p>
      )}
      {props.children({
        id,
        name: props.name,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(props.error ? { 'aria-invalid': 'true' } : {}),
      })}
    </div>
  );
};

/** A web address that must be given. */
export const AddressInput = (props: { attributes: object; value: string | undefined }) => (
  <input
    {...props.attributes}
    type="url"
    inputmode="url"
    required
    maxlength={URL_MAX_CHARS}
    placeholder="https://"
    value={props.value ?? ''}
  />
);

export const State = (props: { s: Screen; state: ArticleState | SubmissionState }) => (
  <span class={`state ${props.state}`}>{props.s.t.states[props.state]}</span>
);

export const SeverityMark = (props: { s: Screen; severity: Severity }) => (
  <span class={`severity ${props.severity}`}>{props.s.t.severities[props.severity]}</span>
);

/** A moment in UTC, since a newsroom's volunteers sit in many time zones. */
export const timeText = (s: Screen, at: number): string => {
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC', hourCycle: 'h23' } as const;
  return `${new Intl.DateTimeFormat(s.lang, format).format(at)} UTC`;
};

export const Time = (props: { s: Screen; at: number }) => (
  <time datetime={rfc3339(props.at)}>{timeText(props.s, props.at)}</time>
);

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How long ago, to the largest whole unit. */
export const Ago = (props: { s: Screen; at: number }) => {
  const passed = props.s.now - props.at;
  const [unit, length] = steps.find(([, ms]) => Math.abs(passed) >= ms) ?? ['minute', 60_000];
  const text = new Intl.RelativeTimeFormat(props.s.lang, { numeric: 'auto' }).format(
    -Math.trunc(passed / length),
    unit,
  );
  return (
    <time datetime={rfc3339(props.at)} title={rfc3339(props.at)}>
      {text}
    </time>
  );
};

/** A language's name for the people of the desk, with its tag for those who know the tags. */
export const LangName = (props: { s: Screen; lang: string }) => (
  <abbr title={props.lang}>{langName(props.s, props.lang)}</abbr>
);

export const langName = (s: Screen, lang: string): string =>
  new Intl.DisplayNames([s.lang], { type: 'language' }).of(lang) ?? lang;

/** The link to the next page of a list. */
export const Next = (props: { s: Screen; href: string | undefined }) =>
  props.href ? (
    <p class="next">
      <a rel="next" href={props.href}>
        {props.s.t.nextPage}
      </a>
    </p>
  ) : null;

/** A table that scrolls by itself where it is wider than the screen; on a phone each row is a list, named by the heads. */
export const Table = ({ heads, rows }: { heads: string[]; rows: Child[][] }) => (
  <div class="wide list" tabindex={0}>
    <table>
      <thead>
        <tr>
          {heads.map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr>
            {cells.map((cell, n) => (
              <td data-head={heads[n]}>{cell && <div>{cell}</div>}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** The first line with words in it, for a list: a text has no title before it is read. */
export const firstLine = (head: string): string | undefined =>
  head
    .split('\n')
    .map((line) => line.replace(/^(?:#+|title:|---)\s*/i, '').trim())
    .find((line) => line !== '');
