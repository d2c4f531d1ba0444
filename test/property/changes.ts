/** Every change that readers can see, made by the publish room. */
import { env } from 'cloudflare:workers';
import { newId } from '../../src/lib/ids.ts';
import { approve } from '../../src/publish/approve.ts';
import { approveArrival } from '../../src/publish/arrival.ts';
import type { Actor, PublishDeps } from '../../src/publish/change.ts';
import { correct } from '../../src/publish/correct.ts';
import { endLead, lead } from '../../src/publish/lead.ts';
import { changeSlug, moveToStory } from '../../src/publish/move.ts';
import { moveIn, type Standing } from '../../src/publish/move-in.ts';
import { changeSite, renamePerson, renameTopic } from '../../src/publish/names.ts';
import { leadOldPaths } from '../../src/publish/old-paths.ts';
import { publish } from '../../src/publish/publish.ts';
import { withdraw } from '../../src/publish/withdraw.ts';
import type { SiteSettings } from '../../src/store/settings.ts';
import { publishAllDue } from '../fakes/due.ts';
import { ids, people, picture, stories, topics } from '../reader/newsroom.ts';

const actor: Actor = { memberId: 'ada', role: 'admin' };
/** A draft that brings its edition a month it had not, and one that brings the site a language. */
export const draftZh = '0192f000-0000-7000-8000-000000000061';
export const draftFr = '0192f000-0000-7000-8000-000000000062';
export const articles = [...Object.values(ids), draftZh, draftFr];
export const slugs = [
  'last-cable-ferry',
  'eels-return',
  'night-bus',
  'tunnel',
  'draft',
  'old-ferry',
  'new-name',
];
/** Addresses on another site: in no form of ours, in an article's, and in that of an edition. */
export const oldPaths = ['/2021/03/ferry', '/en/2026/10/from-elsewhere', '/tea', '/archives/7'];
const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

interface Revision {
  articleId: string;
  title: string;
  person: string;
  now: number;
}

/** A new revision, not yet shown: what the pipeline leaves behind. Gives its number. */
async function revise(revision: Revision): Promise<number> {
  const id = newId(revision.now);
  const db = env.DB;
  const [, , raised] = await db.batch<{ current_revision: number }>([
    db
      .prepare(
        `insert into revisions (id, article_id, number, submission_id, markdown, sha256, html, title, sources, footer_links,
           as_written, excerpt, words, reading_minutes, created_at)
         select ?1, a.id, a.current_revision + 1, ?1, '# ' || ?3, 'x', '<p>' || ?3 || '</p>', ?3, '[]', '[]', '[]', ?3, 1, 1, ?4
         from articles a where a.id = ?2`,
      )
      .bind(id, revision.articleId, revision.title, revision.now),
    db
      .prepare(
        'insert into credits (revision_id, n, person_id, role, name, as_written) values (?, 0, ?, ?, ?, ?)',
      )
      .bind(id, revision.person, 'translator', `As ${revision.title} has it`, 'By'),
    db
      .prepare(
        'update articles set current_revision = current_revision + 1 where id = ? returning current_revision',
      )
      .bind(revision.articleId),
  ]);
  return raised?.results[0]?.current_revision ?? 0;
}

/** The newest revision once more, with the header picture that it had lacked. Gives the number it was made from. */
async function arrive(articleId: string, now: number): Promise<number> {
  const id = newId(now);
  const db = env.DB;
  const [, , raised] = await db.batch<{ current_revision: number }>([
    db
      .prepare(
        `insert into revisions (id, article_id, number, submission_id, markdown, sha256, html, title, sources, footer_links,
           as_written, excerpt, words, reading_minutes, created_at, header_sha256, header_width, header_height, header_alt)
         select ?1, a.id, a.current_revision + 1, ?1, r.markdown, 'x', r.html, r.title, r.sources, r.footer_links,
           r.as_written, r.excerpt, r.words, r.reading_minutes, ?3, ?4, 1600, 900, 'Seen at ' || ?3
         from articles a join revisions r on r.article_id = a.id and r.number = a.current_revision where a.id = ?2`,
      )
      .bind(id, articleId, now, picture),
    db
      .prepare(
        `insert into credits (revision_id, n, person_id, role, name, as_written)
         select ?1, c.n, c.person_id, c.role, c.name, c.as_written from credits c
         join revisions r on r.id = c.revision_id join articles a on a.id = r.article_id and a.current_revision = r.number
         where a.id = ?2`,
      )
      .bind(id, articleId),
    db
      .prepare(
        `update articles set approved_revision = current_revision, current_revision = current_revision + 1
         where id = ? returning current_revision`,
      )
      .bind(articleId),
  ]);
  return (raised?.results[0]?.current_revision ?? 1) - 1;
}

const sites = (n: number): Partial<SiteSettings> =>
  at(
    [
      { name: `Site ${n}` },
      { langs: ['zh-Hans', 'en'] },
      { default_lang: at(['zh-Hans', 'en', 'ar'], n) },
      { footer: { en: `Footer ${n}` } },
      { langs: ['ar', 'en'] },
    ],
    n,
  );

type Make = (deps: PublishDeps) => Promise<unknown>;

export type Kind = (typeof kinds)[number];
export const kinds = [
  'publish',
  'schedule',
  'restore',
  'language',
  'move in',
  'move in withdrawn',
  'withdraw',
  'note',
  'rewrite',
  'correction',
  'picture',
  'slug',
  'old path',
  'story',
  'person',
  'topic',
  'lead',
  'site',
] as const;

/** A change of the publish room; which one and what it says follows from `pick` and `n`. */
export function make(kind: Kind, pick: number, n: number): Make {
  const articleId = at(articles, pick);
  const person = at(Object.values(people), pick).id;
  const topic = at(Object.values(topics), pick).id;
  const approved = async (deps: PublishDeps, id: string, when?: number): Promise<unknown> => {
    await approve(deps, { articleId: id, actor });
    return publish(deps, { articleId: id, actor, ...(when === undefined ? {} : { at: when }) });
  };
  const moved = async (deps: PublishDeps, withdrawn?: Standing['withdrawn']): Promise<unknown> => {
    await approve(deps, { articleId, actor });
    // Among the earlier articles of its topic, in a month that has some.
    const publishedAt = at([Date.UTC(2026, 9, 7), Date.UTC(2026, 10, 10)], n);
    const corrections = [{ kind: 'update', note: `Note ${n}`, at: publishedAt } as const];
    const standing = {
      publishedAt,
      oldSlugs: [at(slugs, n)],
      oldPaths: [at(oldPaths, n)],
      corrections,
      withdrawn,
    };
    return moveIn(deps, { articleId, actor, standing });
  };
  const makers: Record<Kind, Make> = {
    publish: (deps) => approved(deps, articleId),
    schedule: async (deps) => approved(deps, articleId, deps.now + 30_000),
    restore: (deps) => publish(deps, { articleId: ids.retractedEn, actor }),
    language: (deps) => approved(deps, draftFr),
    'move in': (deps) => moved(deps),
    'move in withdrawn': (deps) => moved(deps, { at: deps.now, reason: `Reason ${n}` }),
    withdraw: (deps) => withdraw(deps, { articleId, actor, reason: `Reason ${n}` }),
    note: (deps) => correct(deps, { articleId, actor, note: `Note ${n}`, kind: 'update' }),
    rewrite: async (deps) => {
      await revise({ articleId, title: `Title ${n}`, person, now: deps.now });
      return publish(deps, { articleId, actor });
    },
    correction: async (deps) => {
      const revision = await revise({ articleId, title: `Corrected ${n}`, person, now: deps.now });
      return correct(deps, { articleId, actor, note: `Note ${n}`, kind: 'translation_error', revision });
    },
    picture: async (deps) => approveArrival(deps, { articleId, base: await arrive(articleId, deps.now) }),
    slug: (deps) => changeSlug(deps, { articleId, slug: at(slugs, n), actor }),
    'old path': (deps) => leadOldPaths(deps, { articleId, paths: [at(oldPaths, n + pick)], actor }),
    story: (deps) => moveToStory(deps, { articleId, storyId: at(Object.values(stories), n + pick), actor }),
    person: (deps) => renamePerson(deps, { personId: person, name: `Person ${n}`, actor }),
    topic: (deps) => renameTopic(deps, { topicId: topic, names: { en: `Topic ${n}` }, actor }),
    lead: (deps) => (n % 4 === 0 ? endLead : lead)(deps, { articleId, actor }),
    site: (deps) => changeSite(deps, { settings: sites(n), actor }),
  };
  return makers[kind];
}

export const cron: Make = publishAllDue;
