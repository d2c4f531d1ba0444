/** What is under way, late or failed. */
import { Hono } from 'hono';
import { may } from '../auth/actor.ts';
import { PAGE_ROWS } from '../limits.ts';
import { listWork, type WorkSubmission } from '../store/desk/work.ts';
import { refuse } from './guard.tsx';
import { Page, Post } from './layout.tsx';
import { Ago, langName, State, Table, Time } from './parts.tsx';
import { type DeskEnv, type DeskScreen, deskScreen } from './screen.ts';

export const work = new Hono<DeskEnv>();

const Submissions = ({ s, rows }: { s: DeskScreen; rows: WorkSubmission[] }) => (
  <ul class="rows">
    {rows.map((one) => (
      <li class="row">
        <a class="title" href={`/desk/submissions/${one.id}`}>
          {s.t.submission} {one.id.slice(0, 8)}
        </a>
        <p class="about">
          <State s={s} state={one.state} />
          <span>{langName(s, one.lang)}</span>
          <bdi>{one.member}</bdi>
          <Ago s={s} at={one.updated_at} />
          <span>{s.t.triesN.replace('{n}', String(one.attempts))}</span>
        </p>
        {one.failure && <p class="error">{one.failure}</p>}
        {one.state === 'failed' && may(s.actor, 'proofreader', one.lang) && (
          <Post s={s} to={`/desk/submissions/${one.id}/again`} class="line">
            <button type="submit">{s.t.processAgain}</button>
          </Post>
        )}
      </li>
    ))}
  </ul>
);

work.get('/work', async (c) => {
  if (!may(c.get('actor'), 'publisher')) return refuse(c, 403);
  const s = deskScreen(c);
  const { failed, waiting, promises, purges } = await listWork(c.get('db'), PAGE_ROWS);
  return c.html(
    <Page s={s} title={s.t.work}>
      <h1>{s.t.work}</h1>
      <section>
        <h2>{s.t.failedWork}</h2>
        {failed.length === 0 ? <p>{s.t.nothingFailed}</p> : <Submissions s={s} rows={failed} />}
      </section>
      <section>
        <h2>{s.t.waitingWork}</h2>
        {waiting.length === 0 ? <p>{s.t.nothingWaits}</p> : <Submissions s={s} rows={waiting} />}
      </section>
      <section>
        <h2>{s.t.promises}</h2>
        <p class="hint">{s.t.promisesHint}</p>
        {promises.length === 0 ? (
          <p>{s.t.nothingWaits}</p>
        ) : (
          <Table heads={[s.t.kind, s.t.subject, s.t.due, s.t.attempts, s.t.error]}>
            {promises.map((one) => (
              <tr>
                <td>{s.t.workKinds[one.kind]}</td>
                <td class="small">{one.subject_id}</td>
                <td>
                  <Time s={s} at={one.due_at} />
                </td>
                <td>{one.attempts}</td>
                <td>{one.error}</td>
              </tr>
            ))}
          </Table>
        )}
      </section>
      <section>
        <h2>{s.t.purges}</h2>
        {purges.length === 0 ? (
          <p>{s.t.nothingWaits}</p>
        ) : (
          <Table heads={[s.t.change, s.t.subject, s.t.phase, s.t.tags, s.t.due, s.t.attempts, s.t.error]}>
            {purges.map((one) => (
              <tr>
                <td>{one.change}</td>
                <td class="small">
                  {one.article_id && (
                    <a href={`/desk/articles/${one.article_id}`}>{one.article_id.slice(0, 8)}</a>
                  )}
                </td>
                <td>{s.t.phases[one.phase]}</td>
                <td>{one.tags}</td>
                <td>
                  <Time s={s} at={one.due_at} />
                </td>
                <td>{one.attempts}</td>
                <td>{one.error}</td>
              </tr>
            ))}
          </Table>
        )}
      </section>
    </Page>,
  );
});
