/** Names that readers see: topics in each language, and credited people. */
import { type Context, Hono } from 'hono';
import { isId } from '../lib/ids.ts';
import type { Result } from '../lib/result.ts';
import { NAME_MAX_CHARS } from '../limits.ts';
import type { PublishRefusal, PurgeReport } from '../publish/change.ts';
import { renamePerson, renameTopic } from '../publish/names.ts';
import { listCreditedPeople, listTopics } from '../store/desk/names.ts';
import { findSettings } from '../store/settings.ts';
import { field, refuse } from './guard.tsx';
import { Page, Post } from './layout.tsx';
import { langName, Next, Notice } from './parts.tsx';
import { type DeskEnv, type DeskScreen, depsOf, deskScreen } from './screen.ts';
import { listSiteLangs, needAdmin, SettingsNav } from './settings.tsx';
import { readByLang } from './settings-fields.ts';

export const settingsNames = new Hono<DeskEnv>();
settingsNames.use(needAdmin());

/** A page's place in its list, and what came of the last change. */
function asked(c: Context<DeskEnv>) {
  const words = deskScreen(c).t.newsroom;
  const notes: Record<string, string> = { done: words.renamed, pending: words.purgePending };
  return {
    from: (c.req.query('from') ?? '').normalize('NFC').toLowerCase(),
    note: notes[c.req.query('saved') ?? ''],
  };
}

/** From which name on the list begins. */
const From = (props: { s: DeskScreen; to: string; from: string }) => (
  <form method="get" action={props.to} class="line">
    <label>
      {props.s.t.newsroom.findName} <input name="from" value={props.from} dir="auto" />
    </label>
    <button type="submit">{props.s.t.newsroom.look}</button>
  </form>
);

async function showTopics(c: Context<DeskEnv>, problem: string | undefined, status: 200 | 422) {
  const s = deskScreen(c);
  const words = s.t.newsroom;
  const { from, note } = asked(c);
  const [{ topics, next }, site] = await Promise.all([
    listTopics(c.get('db'), from),
    findSettings(c.get('db')),
  ]);
  const langs = await listSiteLangs(c.get('db'), site);
  return c.html(
    <Page s={s} title={s.t.topics}>
      <h1>{s.t.topics}</h1>
      <SettingsNav s={s} />
      {problem && <Notice kind="bad">{problem}</Notice>}
      {note && <Notice kind="good">{note}</Notice>}
      <p class="hint">{words.topicsHint}</p>
      <From s={s} to="/desk/settings/topics" from={from} />
      {topics.length === 0 && <p>{words.nothingHere}</p>}
      <ul class="rows">
        {topics.map((topic) => (
          <li class="row">
            <h2>
              <bdi>{topic.slug}</bdi>
            </h2>
            <Post s={s} to={`/desk/settings/topics/${topic.id}`} class="line names">
              {[...new Set([...langs, ...Object.keys(topic.names)])].map((lang) => (
                <label>
                  <span class="hint">{words.nameIn.replace('{lang}', langName(s, lang))}</span>
                  <input
                    name={`name:${lang}`}
                    value={topic.names[lang] ?? ''}
                    lang={lang}
                    dir="auto"
                    maxlength={NAME_MAX_CHARS}
                  />
                </label>
              ))}
              <button type="submit">{words.rename}</button>
            </Post>
          </li>
        ))}
      </ul>
      <Next s={s} href={next && `/desk/settings/topics?${new URLSearchParams({ from: next })}`} />
    </Page>,
    status,
  );
}

async function showPeopleNames(c: Context<DeskEnv>, problem: string | undefined, status: 200 | 422) {
  const s = deskScreen(c);
  const words = s.t.newsroom;
  const { from, note } = asked(c);
  const { people, next } = await listCreditedPeople(c.get('db'), from);
  return c.html(
    <Page s={s} title={words.credited}>
      <h1>{words.credited}</h1>
      <SettingsNav s={s} />
      {problem && <Notice kind="bad">{problem}</Notice>}
      {note && <Notice kind="good">{note}</Notice>}
      <p class="hint">{words.creditedHint}</p>
      <From s={s} to="/desk/settings/people" from={from} />
      {people.length === 0 && <p>{words.nothingHere}</p>}
      <ul class="rows">
        {people.map((person) => (
          <li class="row">
            <Post s={s} to={`/desk/settings/people/${person.id}`} class="line names">
              <label>
                <span class="hint">{person.slug}</span>
                <input name="name" value={person.name} dir="auto" required maxlength={NAME_MAX_CHARS} />
              </label>
              <button type="submit">{words.rename}</button>
            </Post>
          </li>
        ))}
      </ul>
      <Next s={s} href={next && `/desk/settings/people?${new URLSearchParams({ from: next })}`} />
    </Page>,
    status,
  );
}

type Shows = (
  c: Context<DeskEnv>,
  problem: string | undefined,
  status: 200 | 422,
) => Response | Promise<Response>;

function answer(
  c: Context<DeskEnv>,
  renamed: Result<PurgeReport, PublishRefusal>,
  list: { path: string; show: Shows },
): Response | Promise<Response> {
  if (renamed.ok) return c.redirect(`${list.path}?saved=${renamed.value.state}`, 303);
  return renamed.error.reason === 'not_found'
    ? refuse(c, 404)
    : list.show(c, deskScreen(c).say(renamed.error.told), 422);
}

settingsNames.get('/topics', (c) => showTopics(c, undefined, 200));
settingsNames.get('/people', (c) => showPeopleNames(c, undefined, 200));

settingsNames.post('/topics/:id', async (c) => {
  const topicId = c.req.param('id');
  if (!isId(topicId)) return refuse(c, 404);
  const names = readByLang(c.get('form').values, 'name');
  const renamed = await renameTopic(depsOf(c), { topicId, names, actor: c.get('actor') });
  return answer(c, renamed, { path: '/desk/settings/topics', show: showTopics });
});

settingsNames.post('/people/:id', async (c) => {
  const personId = c.req.param('id');
  if (!isId(personId)) return refuse(c, 404);
  const renamed = await renamePerson(depsOf(c), { personId, name: field(c, 'name'), actor: c.get('actor') });
  return answer(c, renamed, { path: '/desk/settings/people', show: showPeopleNames });
});
