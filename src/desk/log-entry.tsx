/** An entry of the log as its people read it: what was done, and field by field what stood there before and after. */
import { parseLang } from '../i18n/languages.ts';
import type { LogEntry } from '../store/desk/log.ts';
import { deed } from './article-history.tsx';
import type { FieldChange, Showing } from './log-fields.ts';
import { type Names, Subject } from './log-subject.tsx';
import { langName, Time } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

export const showingFor = (s: DeskScreen, names: Names): Showing => ({
  time: (at) => <Time s={s} at={at} />,
  // The log may hold what is no tag.
  lang: (tag) => (parseLang(tag) ? langName(s, tag) : tag),
  subject: (subject, id) => <Subject s={s} subject={subject} names={names} otherwise={id} />,
});

const Changed = ({ label, plain, before, after }: FieldChange) => (
  <>
    <dt>{label}</dt>
    <dd>
      {plain && <bdi>{plain}</bdi>}
      {before && <del dir="auto">{before}</del>}
      {before && after && ' → '}
      {after && <ins dir="auto">{after}</ins>}
    </dd>
  </>
);

type EntryProps = { s: DeskScreen; entry: LogEntry; names: Names; changes: FieldChange[] };

export const Entry = ({ s, entry, names, changes }: EntryProps) => (
  <li class="row">
    <p class="about">
      <Time s={s} at={entry.at} />
      <bdi>{entry.member ?? s.t.nobody}</bdi>
      <strong>{deed(s, entry.action)}</strong>
      <Subject s={s} subject={entry.subject} names={names} said={entry.member} />
    </p>
    {changes.length > 0 && (
      <details class="small">
        <summary>{s.t.beforeAfter}</summary>
        <dl class="facts">{changes.map(Changed)}</dl>
      </details>
    )}
  </li>
);
