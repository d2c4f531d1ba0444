/** What was done with an article, and what left the caches for it. */
import type { LogEntry, SubjectName } from '../store/desk/log.ts';
import type { PurgeView } from '../store/purges.ts';
import { Table, Time } from './parts.tsx';
import type { DeskScreen } from './screen.ts';

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;

/** An action of the log in words; one that has none is shown as it is. */
export function deed(s: DeskScreen, action: string): string {
  const { deeds } = s.t.review;
  return Object.hasOwn(deeds, action) ? deeds[action as keyof typeof deeds] : action;
}

interface PurgeTableProps {
  s: DeskScreen;
  purges: (PurgeView & { article_id?: string | null })[];
  names?: Map<string, SubjectName>;
}

/** Of one article, or of all, and then each names its own. */
export const PurgeTable = ({ s, purges, names }: PurgeTableProps) => {
  const { t } = s;
  const title = (id: string) => names?.get(`article:${id}`);
  return (
    <Table
      heads={[t.change, t.phase, t.state, t.when, t.delay, t.attempts, t.tags]}
      rows={purges.map((one) => [
        <>
          {deed(s, one.change)}
          {one.article_id && (
            <div>
              <a
                href={`/desk/articles/${one.article_id}`}
                lang={title(one.article_id)?.lang ?? undefined}
                dir="auto"
              >
                {title(one.article_id)?.name ?? one.article_id}
              </a>
            </div>
          )}
        </>,
        t.phases[one.phase],
        <>
          {t.purgeStates[one.state]} {one.error}
        </>,
        <Time s={s} at={one.done_at ?? one.due_at} />,
        // While it waits, nobody knows yet.
        one.done_at === undefined ? null : seconds(one.delay_ms),
        one.attempts,
        <details>
          <summary>{one.tags.length}</summary>
          <span class="small">{one.tags.join(' ')}</span>
        </details>,
      ])}
    />
  );
};

export const Purges = ({ s, purges }: { s: DeskScreen; purges: PurgeView[] }) =>
  purges.length === 0 ? null : (
    <section aria-labelledby="purges">
      <h2 id="purges">{s.t.purges}</h2>
      <p class="hint">{s.t.purgesHint}</p>
      <PurgeTable s={s} purges={purges} />
    </section>
  );

/** The note or reason of a log entry. */
export const noteOf = (json: string | null): string => {
  const after: unknown = json === null ? undefined : JSON.parse(json);
  if (typeof after !== 'object' || after === null) return '';
  const { note, reason } = after as { note?: unknown; reason?: unknown };
  return typeof note === 'string' ? note : typeof reason === 'string' ? reason : '';
};

export const History = ({ s, entries }: { s: DeskScreen; entries: LogEntry[] }) => (
  <section aria-labelledby="history">
    <h2 id="history">{s.t.history}</h2>
    <ul class="rows">
      {entries.map((entry) => (
        <li class="row">
          <p class="about">
            <Time s={s} at={entry.at} />
            <bdi>{entry.member ?? s.t.nobody}</bdi>
            <span>{deed(s, entry.action)}</span>
            <span dir="auto">{noteOf(entry.after_json)}</span>
          </p>
        </li>
      ))}
    </ul>
  </section>
);
