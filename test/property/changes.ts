/** Every change that readers can see, made by the publish room. */
import { env } from 'cloudflare:workers';
import { newId } from '../../src/lib/ids.ts';
import type { Actor, PublishDeps } from '../../src/publish/change.ts';
import { correct } from '../../src/publish/correct.ts';
import { changeSlug, moveToStory } from '../../src/publish/move.ts';
import { changeSite, renamePerson, renameTopic } from '../../src/publish/names.ts';
import { publish } from '../../src/publish/publish.ts';
import { withdraw } from '../../src/publish/withdraw.ts';
import { ids, people, stories, topics } from '../reader/newsroom.ts';

const actor: Actor = { memberId: 'ada', role: 'admin' };
/** A draft that brings its edition a month it had not. */
export const draftZh = '0192f000-0000-7000-8000-000000000061';
export const articles = [...Object.values(ids), draftZh];
export const slugs = [
  'last-cable-ferry',
  'eels-return',
  'night-bus',
  'tunnel',
  'draft',
  'old-ferry',
  'new-name',
];
/** A new revision, not yet shown: what the pipeline leaves behind. */
async function revise(
  articleId: string,
  options: { title: string; person: string; now: number },
): Promise<void> {
  const id = newId(options.now);
  const db = env.DB;
  await db.batch([
    db
      .prepare(
        `insert into revisions (id, article_id, number, submission_id, markdown, sha256, html, title, sources, footer_links,
           as_written, excerpt, words, reading_minutes, created_at)
         select ?1, a.id, a.current_revision + 1, ?1, '# ' || ?3, 'x', '<p>' || ?3 || '</p>', ?3, '[]', '[]', '[]', ?3, 1, 1, ?4
         from articles a where a.id = ?2`,
      )
      .bind(id, articleId, options.title, options.now),
    db
      .prepare(
        'insert into credits (revision_id, n, person_id, role, name, as_written) values (?, 0, ?, ?, ?, ?)',
      )
      .bind(id, options.person, 'translator', 'As credited', 'By'),
    db.prepare('update articles set current_revision = current_revision + 1 where id = ?').bind(articleId),
  ]);
}

export type Kind = (typeof kinds)[number];
export const kinds = [
  'publish',
  'schedule',
  'withdraw',
  'note',
  'rewrite',
  'slug',
  'story',
  'person',
  'topic',
  'site',
] as const;

/** A change of the publish room; which one and what it says follows from `pick` and `n`. */
export function make(kind: Kind, pick: number, n: number): (deps: PublishDeps) => Promise<unknown> {
  const articleId = articles[pick % articles.length] ?? '';
  const person = Object.values(people)[pick % 3];
  const topic = Object.values(topics)[pick % 2];
  const makers: Record<Kind, (deps: PublishDeps) => Promise<unknown>> = {
    publish: (deps) => publish(deps, { articleId, actor }),
    schedule: (deps) => publish(deps, { articleId, actor, at: deps.now + 30_000 }),
    withdraw: (deps) => withdraw(deps, { articleId, actor, reason: `Reason ${n}` }),
    note: (deps) => correct(deps, { articleId, actor, note: `Note ${n}`, kind: 'update' }),
    rewrite: async (deps) => {
      await revise(articleId, { title: `Title ${n}`, person: person?.id ?? '', now: deps.now });
      return publish(deps, { articleId, actor });
    },
    slug: (deps) => changeSlug(deps, { articleId, slug: slugs[n % slugs.length] ?? 'x', actor }),
    story: (deps) => moveToStory(deps, { articleId, storyId: Object.values(stories)[n % 6] ?? '', actor }),
    person: (deps) => renamePerson(deps, { personId: person?.id ?? '', name: `Person ${n}`, actor }),
    topic: (deps) => renameTopic(deps, { topicId: topic?.id ?? '', names: { en: `Topic ${n}` }, actor }),
    site: (deps) => changeSite(deps, { settings: { name: `Site ${n}` }, actor }),
  };
  return makers[kind];
}
