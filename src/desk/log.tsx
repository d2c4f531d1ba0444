/** The log: every change, who made it, when, before and after; and what left the caches for those that readers see. */
import { Hono } from 'hono';
import { may } from '../auth/actor.ts';
import { rfc3339 } from '../lib/clock.ts';
import { isId } from '../lib/ids.ts';
import { LOG_EXPORT_ROWS, PAGE_ROWS } from '../limits.ts';
import { listLog, logPlace, nameSubjects, parseLogPlace } from '../store/desk/log.ts';
import { listAllPurges } from '../store/purges.ts';
import { PurgeTable } from './article-history.tsx';
import { refuse } from './guard.tsx';
import { Page } from './layout.tsx';
import { Entry, showingFor } from './log-entry.tsx';
import { Next } from './parts.tsx';
import { type DeskEnv, type DeskScreen, deskScreen } from './screen.ts';

export const log = new Hono<DeskEnv>();

const LogNav = ({ s }: { s: DeskScreen }) => (
  <nav class="filter" aria-label={s.t.log}>
    {[
      { href: '/desk/log', name: s.t.changes },
      { href: '/desk/log/purges', name: s.t.purges },
    ].map(({ href, name }) => (
      <a href={href} {...(s.here.split('?')[0] === href ? { 'aria-current': 'true' } : {})}>
        {name}
      </a>
    ))}
  </nav>
);

log.get('/log/purges', async (c) => {
  if (!may(c.get('actor'), 'admin')) return refuse(c, 403);
  const s = deskScreen(c);
  const asked = c.req.query('before');
  const before = asked !== undefined && isId(asked) ? asked : undefined;
  const { purges, next } = await listAllPurges(c.get('db'), { now: s.now, limit: PAGE_ROWS, before });
  const subjects = purges.flatMap(({ article_id: id }) => (id === null ? [] : `article:${id}`));
  const names = await nameSubjects(c.get('db'), { subjects, lang: s.lang });
  return c.html(
    <Page s={s} title={s.t.purges}>
      <h1>{s.t.log}</h1>
      <LogNav s={s} />
      <p class="hint">{s.t.purgesHint}</p>
      {purges.length === 0 ? (
        <p>{s.t.newsroom.nothingHere}</p>
      ) : (
        <PurgeTable s={s} purges={purges} names={names} />
      )}
      <Next s={s} href={next && `/desk/log/purges?before=${next}`} />
    </Page>,
  );
});

log.get('/log', async (c) => {
  if (!may(c.get('actor'), 'admin')) return refuse(c, 403);
  const s = deskScreen(c);
  const after = parseLogPlace(c.req.query('after'));
  const entries = await listLog(c.get('db'), { rows: PAGE_ROWS, ...(after ? { after } : {}) });
  const page = entries.slice(0, PAGE_ROWS);
  const last = entries.length > PAGE_ROWS ? page.at(-1) : undefined;
  const fields = await import('./log-fields.ts');
  const names = await nameSubjects(c.get('db'), { subjects: page.flatMap(fields.subjectsOf), lang: s.lang });
  const showing = showingFor(s, names);
  return c.html(
    <Page s={s} title={s.t.log}>
      <h1>{s.t.log}</h1>
      <LogNav s={s} />
      <p>
        <a href={`/desk/log.csv${after ? `?after=${logPlace(after)}` : ''}`} download>
          {s.t.exportCsv}
        </a>{' '}
        <span class="hint">{s.t.exportHint.replace('{n}', String(LOG_EXPORT_ROWS))}</span>
      </p>
      <ul class="rows">
        {page.map((entry) => (
          <Entry s={s} entry={entry} changes={fields.changesOf(s, entry, showing)} names={names} />
        ))}
      </ul>
      <Next s={s} href={last && `/desk/log?after=${logPlace(last)}`} />
    </Page>,
  );
});

/** RFC 4180. A cell that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvCell(value: string | null): string {
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

log.get('/log.csv', async (c) => {
  if (!may(c.get('actor'), 'admin')) return refuse(c, 403);
  const after = parseLogPlace(c.req.query('after'));
  const entries = await listLog(c.get('db'), { rows: LOG_EXPORT_ROWS, ...(after ? { after } : {}) });
  const page = entries.slice(0, LOG_EXPORT_ROWS);
  const last = entries.length > LOG_EXPORT_ROWS ? page.at(-1) : undefined;
  const rows = page.map((entry) =>
    [
      entry.id,
      rfc3339(entry.at),
      entry.member,
      entry.action,
      entry.subject,
      entry.before_json,
      entry.after_json,
    ]
      .map(csvCell)
      .join(','),
  );
  return c.body(`${['id,at,member,action,subject,before,after', ...rows].join('\r\n')}\r\n`, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="dragoman-log.csv"',
    // A longer log goes on here: the file is bounded, the log is not.
    ...(last ? { Link: `</desk/log.csv?after=${logPlace(last)}>; rel="next"` } : {}),
  });
});
