/** What is under way, late or failed. */
import { Hono } from 'hono';
import { may } from '../auth/actor.ts';
import { newId } from '../lib/ids.ts';
import { PAGE_ROWS } from '../limits.ts';
import { nameSubjects } from '../store/desk/log.ts';
import {
  findPutOff,
  hastenPromise,
  listWork,
  requeueFailed,
  type WorkPromise,
  type WorkSubmission,
} from '../store/desk/work.ts';
import { SITE_SETTINGS_KEY } from '../store/settings.ts';
import { deed } from './article-history.tsx';
import { refuse } from './guard.tsx';
import { Page, Post, PostButton } from './layout.tsx';
import { type Names, Subject } from './log-subject.tsx';
import { Ago, firstLine, langName, Notice, State, Table, Time } from './parts.tsx';
import { type DeskEnv, type DeskScreen, deskScreen } from './screen.ts';
import { en } from './words/en.ts';
import { countText, numberText, Overview, readSizes, StorageUsed } from './work-overview.tsx';

export const work = new Hono<DeskEnv>();

const Submissions = ({ s, rows }: { s: DeskScreen; rows: WorkSubmission[] }) => (
  <ul class="rows">
    {rows.map((one) => (
      <li class="row">
        <a class="title" dir="auto" lang={one.lang} href={`/desk/submissions/${one.id}`}>
          {firstLine(one.head) ?? s.t.submission}
        </a>
        <p class="about">
          <State s={s} state={one.state} />
          <span>{langName(s, one.lang)}</span>
          <bdi>{one.member}</bdi>
          <Ago s={s} at={one.updated_at} />
          <span>{s.t.triesN.replace('{n}', String(one.attempts))}</span>
        </p>
        {one.failure && <p class="error">{s.say(one.told, one.failure)}</p>}
        {one.state === 'failed' && may(s.actor, 'proofreader', one.lang) && (
          <Post s={s} to={`/desk/submissions/${one.id}/again`} class="line">
            <button type="submit">{s.t.processAgain}</button>
          </Post>
        )}
      </li>
    ))}
  </ul>
);

/** Says that a list goes on: what is shown is bounded, what there is is not. */
const FirstRows = ({ s, shown, all }: { s: DeskScreen; shown: number; all: number }) =>
  all > shown ? (
    <p class="hint">
      {s.t.operate.firstRows.replace('{n}', numberText(s, shown)).replace('{all}', countText(s, all))}
    </p>
  ) : null;

/** Those that this person may send back to the queue. */
const mine = (s: DeskScreen, failed: WorkSubmission[]): WorkSubmission[] =>
  failed.filter(({ lang }) => may(s.actor, 'proofreader', lang));

const Failed = ({ s, failed, all }: { s: DeskScreen; failed: WorkSubmission[]; all: number }) => {
  const again = mine(s, failed).length;
  return (
    <section>
      <h2>{s.t.operate.failed}</h2>
      <FirstRows s={s} shown={failed.length} all={all} />
      {again > 1 && (
        <PostButton
          s={s}
          to="/desk/work/again"
          text={s.t.operate.allAgain.replace('{n}', numberText(s, again))}
        />
      )}
      {failed.length === 0 ? <p>{s.t.nothingFailed}</p> : <Submissions s={s} rows={failed} />}
    </section>
  );
};

/** Why work was put off: the row has it in English, and is known by that. */
function putOffText(s: DeskScreen, error: string): string {
  const reason = keysOf(en.operate.putOff).find((key) => en.operate.putOff[key] === error);
  return reason === undefined ? error : s.t.operate.putOff[reason];
}

const keysOf = <T extends object>(words: T): (keyof T)[] => Object.keys(words) as (keyof T)[];

/** What is to be worked on: a submission by its first line, an article by its title. */
const Promised = ({ s, one, names }: { s: DeskScreen; one: WorkPromise; names: Names }) => {
  const id = one.subject_id;
  if (id === SITE_SETTINGS_KEY) return <Subject s={s} subject="site" names={names} />;
  if (one.kind === 'index') return <Subject s={s} subject={`article:${id}`} names={names} otherwise={id} />;
  return (
    <a href={`/desk/submissions/${id}`} dir="auto" lang={one.lang ?? undefined}>
      {firstLine(one.head ?? '') ?? s.t.submission}
    </a>
  );
};

const PutOff = ({ s, one }: { s: DeskScreen; one: WorkPromise }) =>
  one.error === null ? null : (
    <>
      <p class="error">{putOffText(s, one.error)}</p>
      {may(s.actor, 'publisher', one.lang ?? undefined) && (
        <PostButton s={s} to={`/desk/work/${one.id}/again`} text={s.t.processAgain} />
      )}
    </>
  );

work.post('/work/again', async (c) => {
  if (!may(c.get('actor'), 'publisher')) return refuse(c, 403);
  const s = deskScreen(c);
  const { failed } = await listWork(c.get('db'), { rows: PAGE_ROWS, now: s.now });
  const again = mine(s, failed).map(({ id }) => ({ id, outboxId: newId(s.now), auditId: newId(s.now) }));
  const done = await requeueFailed(c.get('db'), { again, memberId: s.actor.memberId, now: s.now });
  return c.redirect(`/desk/work?again=${done}`, 303);
});

work.post('/work/:id/again', async (c) => {
  const db = c.get('db');
  const id = c.req.param('id');
  const putOff = await findPutOff(db, id);
  if (!may(c.get('actor'), 'publisher', putOff?.lang ?? undefined)) return refuse(c, 403);
  const s = deskScreen(c);
  if (putOff) {
    await hastenPromise(db, { id, auditId: newId(s.now), memberId: s.actor.memberId, now: s.now });
  }
  return c.redirect(`/desk/work?again=${putOff ? 1 : 0}`, 303);
});

work.get('/work', async (c) => {
  if (!may(c.get('actor'), 'publisher')) return refuse(c, 403);
  const s = deskScreen(c);
  const [{ counts, failed, waiting, promises, purges }, sizes] = await Promise.all([
    listWork(c.get('db'), { rows: PAGE_ROWS, now: s.now }),
    readSizes(c.env, s.now),
  ]);
  const articles = [
    ...purges.map(({ article_id }) => article_id),
    ...promises.map(({ kind, subject_id }) => (kind === 'index' ? subject_id : null)),
  ];
  const subjects = articles.flatMap((id) => (id === null ? [] : [`article:${id}`]));
  const names = await nameSubjects(c.get('db'), { subjects, lang: s.lang });
  const again = /^\d{1,3}$/.exec(c.req.query('again') ?? '')?.[0];
  return c.html(
    <Page s={s} title={s.t.work}>
      <h1>{s.t.work}</h1>
      {again && <Notice kind="good">{s.t.operate.allAgainDone.replace('{n}', again)}</Notice>}
      <Overview s={s} counts={counts} sizes={sizes} />
      <Failed s={s} failed={failed} all={counts.failed} />
      <section>
        <h2>{s.t.operate.waiting}</h2>
        {waiting.length === 0 ? <p>{s.t.nothingWaits}</p> : <Submissions s={s} rows={waiting} />}
        <FirstRows s={s} shown={waiting.length} all={counts.waiting} />
      </section>
      <section>
        <h2>{s.t.operate.promises}</h2>
        <p class="hint">{s.t.promisesHint}</p>
        {promises.length === 0 ? (
          <p>{s.t.nothingWaits}</p>
        ) : (
          <Table
            heads={[s.t.kind, s.t.subject, s.t.due, s.t.attempts, s.t.error]}
            rows={promises.map((one) => [
              s.t.workKinds[one.kind],
              <Promised s={s} one={one} names={names} />,
              <Time s={s} at={one.due_at} />,
              one.attempts,
              <PutOff s={s} one={one} />,
            ])}
          />
        )}
        <FirstRows s={s} shown={promises.length} all={counts.promises} />
      </section>
      <section>
        <h2>{s.t.purges}</h2>
        {purges.length === 0 ? (
          <p>{s.t.nothingWaits}</p>
        ) : (
          <Table
            heads={[s.t.change, s.t.subject, s.t.phase, s.t.tags, s.t.due, s.t.attempts, s.t.error]}
            rows={purges.map((one) => [
              deed(s, one.change),
              one.article_id && (
                <Subject
                  s={s}
                  subject={`article:${one.article_id}`}
                  names={names}
                  otherwise={one.article_id}
                />
              ),
              s.t.phases[one.phase],
              one.tags,
              <Time s={s} at={one.due_at} />,
              one.attempts,
              one.error,
            ])}
          />
        )}
        <FirstRows s={s} shown={purges.length} all={counts.purges} />
      </section>
      <StorageUsed s={s} sizes={sizes} />
    </Page>,
  );
});
