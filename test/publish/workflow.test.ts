import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { receiveRevision } from '../../src/intake/receive.ts';
import { approve } from '../../src/publish/approve.ts';
import type { Actor } from '../../src/publish/change.ts';
import { correct } from '../../src/publish/correct.ts';
import { sendBack, spike } from '../../src/publish/editorial.ts';
import { changeSlug, moveToStory } from '../../src/publish/move.ts';
import { changeSite, renamePerson, renameTopic } from '../../src/publish/names.ts';
import { publish } from '../../src/publish/publish.ts';
import { withdraw } from '../../src/publish/withdraw.ts';
import { processSubmission } from '../../src/queue/process-submission.ts';
import { findArticle } from '../../src/store/articles.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { publishAllDue } from '../fakes/due.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';

const T0 = Date.UTC(2026, 2, 14, 9, 0, 0);
const translator: Actor = { memberId: 'tina', role: 'publisher' };
const publisher: Actor = { memberId: 'paul', role: 'publisher' };
const admin: Actor = { memberId: 'ada', role: 'admin' };
const text = (title: string, more = '') =>
  `# ${title}\n\nA harbour town makes power from its tides. ${more}\n\nTranslator: Mira\n`;

let clock = T0;
const tick = () => {
  clock += 1000;
  return depsAt(clock);
};

async function article(title = 'Power from the tides', lang = 'en', sourceUrl?: string): Promise<string> {
  clock += 1000;
  return makeArticle({
    memberId: 'tina',
    lang,
    // The same text from the same person would be the same submission.
    markdown: text(title, `Report ${clock}.`),
    now: clock,
    ...(sourceUrl ? { sourceUrl } : {}),
  });
}

async function published(title?: string, lang?: string, sourceUrl?: string): Promise<string> {
  const id = await article(title, lang, sourceUrl);
  expect(await approve(tick(), { articleId: id, actor: publisher })).toMatchObject({ ok: true });
  expect(await publish(tick(), { articleId: id, actor: publisher })).toMatchObject({ ok: true });
  return id;
}

async function revise(articleId: string, markdown: string): Promise<void> {
  const deps = tick();
  const received = await receiveRevision(deps, { memberId: 'tina', articleId, markdown, reason: 'better' });
  if (!received.ok) throw new Error(JSON.stringify(received.error));
  expect(await processSubmission(deps, received.value.id)).toBe('ready');
}

const stateOf = async (id: string) => (await findArticle(env.DB, id))?.state;
const purgeTags = async (change: string): Promise<string[][]> => {
  const { results } = await env.DB.prepare('select tags from purges where change = ? order by due_at')
    .bind(change)
    .all<{ tags: string }>();
  return results.map(({ tags }) => JSON.parse(tags) as string[]);
};

beforeEach(async () => {
  await emptyDatabase(env.DB);
  for (const id of ['tina', 'paul', 'ada']) await makeMember(env.DB, { id, role: 'publisher' });
});

describe('approving', () => {
  it('is refused to the one who translated, and allowed to another', async () => {
    const id = await article();
    expect(await approve(tick(), { articleId: id, actor: translator })).toMatchObject({
      ok: false,
      error: { reason: 'own_work' },
    });
    expect(await approve(tick(), { articleId: id, actor: publisher })).toMatchObject({ ok: true });
    expect(await stateOf(id)).toBe('approved');
  });

  it('is allowed to the translator when the site says so, and to an admin', async () => {
    const first = await article('One');
    expect(await approve(tick(), { articleId: first, actor: { ...admin, memberId: 'tina' } })).toMatchObject({
      ok: true,
    });
    await changeSite(tick(), { settings: { four_eyes: false }, actor: admin });
    const second = await article('Two');
    expect(await approve(tick(), { articleId: second, actor: translator })).toMatchObject({ ok: true });
  });

  it('names the revision that came in since', async () => {
    const id = await article();
    await revise(id, text('Power from the tides', 'More.'));
    expect(await approve(tick(), { articleId: id, actor: publisher, revision: 1 })).toMatchObject({
      ok: false,
      error: { reason: 'changed_meanwhile' },
    });
  });

  it('is taken back by a new revision', async () => {
    const id = await article();
    await approve(tick(), { articleId: id, actor: publisher });
    await revise(id, text('Power from the tides', 'More.'));
    expect(await stateOf(id)).toBe('in_review');
    expect(await publish(tick(), { articleId: id, actor: publisher })).toMatchObject({
      ok: false,
      error: { reason: 'wrong_state' },
    });
  });

  it('is held back by a blocking finding', async () => {
    const id = await article();
    await env.DB.prepare(
      `insert into findings (id, revision_id, n, check_name, severity, message)
       select 'f1', id, 99, 'number-changed', 'block', 'm' from revisions where article_id = ?`,
    )
      .bind(id)
      .run();
    expect(await approve(tick(), { articleId: id, actor: publisher })).toMatchObject({
      ok: false,
      error: { reason: 'blocked' },
    });
  });
});

describe('publishing', () => {
  it('needs an approval', async () => {
    const id = await article();
    expect(await publish(tick(), { articleId: id, actor: publisher })).toMatchObject({
      ok: false,
      error: { reason: 'wrong_state' },
    });
  });

  it('writes two purge rows with the tags of every list that the article joins', async () => {
    const id = await published();
    const [now, settle] = await purgeTags('publish');
    expect(now).toEqual(settle);
    expect(now).toContain(`article:${id}`);
    expect(now).toEqual(
      expect.arrayContaining([
        'edition:en',
        'month:en:2026-03',
        'site',
        expect.stringMatching(/^person:.*:articles$/),
      ]),
    );
    const rows = await env.DB.prepare(
      'select phase, done_at is not null as done, due_at - created_at as wait from purges where change = ? order by due_at',
    )
      .bind('publish')
      .all();
    expect(rows.results).toEqual([
      { phase: 'now', done: 1, wait: 0 },
      { phase: 'settle', done: 0, wait: 2000 },
    ]);
  });

  it('leaves the rest of the site alone when the edition exists already', async () => {
    await published('One');
    await env.DB.prepare('delete from purges').run();
    await published('Two');
    expect((await purgeTags('publish'))[0]).not.toContain('site');
  });

  it('ends an edition whose last two articles leave at the same moment', async () => {
    const [one, two] = [await published('One'), await published('Two')];
    await env.DB.prepare('delete from purges').run();
    const deps = tick();
    await Promise.all(
      [one, two].map((articleId) =>
        withdraw(deps, { articleId, actor: publisher, reason: 'Both are wrong.' }),
      ),
    );
    const leaving = await purgeTags('withdraw');
    expect(leaving.filter((tags) => tags.includes('site') && tags.includes('months:en'))).toHaveLength(2);
  });

  it('changes nothing the second time', async () => {
    const id = await published();
    const before = await env.DB.prepare('select count(*) as n from purges').first('n');
    expect(await publish(tick(), { articleId: id, actor: publisher })).toMatchObject({
      ok: true,
      value: { purge: { tags: [] } },
    });
    expect(await env.DB.prepare('select count(*) as n from purges').first('n')).toBe(before);
  });

  it('happens once when two publishers press at a time', async () => {
    const id = await article();
    await approve(tick(), { articleId: id, actor: publisher });
    const deps = tick();
    const done = await Promise.all([
      publish(deps, { articleId: id, actor: publisher }),
      publish(deps, { articleId: id, actor: admin }),
    ]);
    expect(done.filter((one) => one.ok).length).toBeGreaterThanOrEqual(1);
    const audits = await env.DB.prepare("select count(*) as n from audit where action = 'publish'").first(
      'n',
    );
    expect(audits).toBe(1);
    expect(await purgeTags('publish')).toHaveLength(2);
  });

  it('gives the second article of a month with one title a slug of its own', async () => {
    const first = await published('Same title');
    const second = await published('Same title');
    expect((await findArticle(env.DB, first))?.slug).toBe('same-title');
    expect((await findArticle(env.DB, second))?.slug).toBe('same-title-2');
  });

  it('purges only the article and changed credits when a new revision replaces the old', async () => {
    const id = await published();
    await revise(id, text('Power from the tides', 'More.').replace('Mira', 'Noor'));
    await env.DB.prepare('delete from purges').run();
    expect(await publish(tick(), { articleId: id, actor: publisher })).toMatchObject({ ok: true });
    const [tags] = await purgeTags('publish');
    expect(tags?.filter((tag) => !tag.startsWith('person:'))).toEqual([`article:${id}`]);
    expect(tags?.filter((tag) => tag.startsWith('person:'))).toHaveLength(2);
  });
});

describe('scheduling', () => {
  it('publishes at the hour, once', async () => {
    const id = await article();
    await approve(tick(), { articleId: id, actor: publisher });
    const at = clock + 3_600_000;
    expect(await publish(tick(), { articleId: id, actor: publisher, at })).toMatchObject({
      ok: true,
      value: { state: 'scheduled' },
    });
    expect(await publishAllDue(depsAt(at - 1))).toBe(0);
    expect(await Promise.all([publishAllDue(depsAt(at)), publishAllDue(depsAt(at))])).toContain(1);
    expect(await stateOf(id)).toBe('published');
    expect(await publishAllDue(depsAt(at + 60_000))).toBe(0);
    expect(await env.DB.prepare("select count(*) as n from audit where action = 'publish'").first('n')).toBe(
      1,
    );
  });

  it('is refused for what is out, with a newer revision or without', async () => {
    const id = await published();
    const later = () => publish(tick(), { articleId: id, actor: publisher, at: clock + 3_600_000 });
    const refused = { ok: false, error: { reason: 'wrong_state', field: 'at' } };
    expect(await later()).toMatchObject(refused);
    await revise(id, text('Power from the tides', 'Anew.'));
    expect(await later()).toMatchObject(refused);
    expect(await publish(tick(), { articleId: id, actor: publisher, at: clock - 1 })).toMatchObject({
      ok: true,
      value: { state: 'published' },
    });
  });

  it('is taken back when the article is sent back', async () => {
    const id = await article();
    await approve(tick(), { articleId: id, actor: publisher });
    await publish(tick(), { articleId: id, actor: publisher, at: clock + 3_600_000 });
    expect(
      await sendBack(tick(), { articleId: id, actor: publisher, note: 'The numbers again' }),
    ).toMatchObject({ ok: true });
    expect(await publishAllDue(depsAt(clock + 7_200_000))).toBe(0);
  });
});

describe('after publication', () => {
  it('withdraws with a reason, and comes back at the same path', async () => {
    const id = await published();
    const listed = () => env.DB.prepare('select count(*) as n from listings').first('n');
    expect(await listed()).toBe(1);
    expect(await withdraw(tick(), { articleId: id, actor: publisher, reason: ' ' })).toMatchObject({
      ok: false,
      error: { field: 'reason' },
    });
    expect(await withdraw(tick(), { articleId: id, actor: publisher, reason: 'A hoax' })).toMatchObject({
      ok: true,
    });
    expect(await stateOf(id)).toBe('withdrawn');
    expect(await listed()).toBe(0);
    const path = (await findArticle(env.DB, id))?.slug;
    expect(await publish(tick(), { articleId: id, actor: publisher })).toMatchObject({ ok: true });
    expect((await findArticle(env.DB, id))?.slug).toBe(path);
  });

  it('counts what each month of an edition has published, and forgets a month without any', async () => {
    const counted = async () =>
      (await env.DB.prepare('select lang, month, articles from months order by lang').all()).results;
    const first = await published();
    await published('Another');
    await published('Gezeiten', 'de');
    const two = { lang: 'en', month: '2026-03', articles: 2 };
    expect(await counted()).toEqual([{ lang: 'de', month: '2026-03', articles: 1 }, two]);
    // A second revision of what is out already is no second article.
    await revise(first, text('Power from the tides', 'Corrected.'));
    expect(await approve(tick(), { articleId: first, actor: publisher })).toMatchObject({ ok: true });
    expect(await publish(tick(), { articleId: first, actor: publisher })).toMatchObject({ ok: true });
    const german = await env.DB.prepare("select id from articles where lang = 'de'").first<string>('id');
    await withdraw(tick(), { articleId: german ?? '', actor: publisher, reason: 'A hoax' });
    expect(await counted()).toEqual([two]);
    await publish(tick(), { articleId: german ?? '', actor: publisher });
    expect(await counted()).toEqual([{ lang: 'de', month: '2026-03', articles: 1 }, two]);
  });

  it('lists a person once an article, with all they did for it', async () => {
    const id = await makeArticle({
      memberId: 'tina',
      lang: 'en',
      markdown: '# Tides\n\nA harbour town.\n\nTranslator: Mira\n\nProofreader: Mira\n',
      now: ++clock,
    });
    await approve(tick(), { articleId: id, actor: publisher });
    await publish(tick(), { articleId: id, actor: publisher });
    const { results } = await env.DB.prepare("select roles from listings where kind = 'person'").all();
    expect(results).toEqual([{ roles: '["translator","proofreader"]' }]);
  });

  it('corrects with a note and its text together', async () => {
    const id = await published();
    await revise(id, text('Power from the tides', 'Corrected.'));
    expect(
      await correct(tick(), {
        articleId: id,
        actor: publisher,
        note: 'It was 12.',
        kind: 'translation_error',
        revision: 2,
      }),
    ).toMatchObject({ ok: true });
    expect((await findArticle(env.DB, id))?.published_revision).toBe(2);
    expect(await env.DB.prepare('select note from corrections').first('note')).toBe('It was 12.');
    const [tags] = await purgeTags('correct');
    expect(tags).toEqual([`article:${id}`]);
  });

  it('keeps every old path of an article when its slug changes', async () => {
    const id = await published();
    expect(await changeSlug(tick(), { articleId: id, slug: 'tides', actor: publisher })).toMatchObject({
      ok: true,
    });
    const { results } = await env.DB.prepare(
      'select slug from slugs where article_id = ? order by created_at',
    )
      .bind(id)
      .all();
    expect(results).toEqual([{ slug: 'power-from-the-tides' }, { slug: 'tides' }]);
    const other = await published('Power from the tides');
    expect((await findArticle(env.DB, other))?.slug).toBe('power-from-the-tides-2');
  });

  it('moves to another story, purging both', async () => {
    const english = await published('Tides', 'en', 'https://coast.example.com/1');
    const german = await published('Gezeiten', 'de');
    const target = (await findArticle(env.DB, english))?.story_id ?? '';
    const before = (await findArticle(env.DB, german))?.story_id ?? '';
    expect(await moveToStory(tick(), { articleId: german, storyId: target, actor: publisher })).toMatchObject(
      { ok: true },
    );
    const [tags] = await purgeTags('move_to_story');
    expect(tags).toEqual(expect.arrayContaining([`story:${target}`, `story:${before}`]));
    const second = await published('More tides', 'en');
    expect(await moveToStory(tick(), { articleId: second, storyId: target, actor: publisher })).toMatchObject(
      {
        ok: false,
        error: { field: 'story' },
      },
    );
  });

  it('renames a person on every page that shows the name', async () => {
    await published();
    const person = await env.DB.prepare('select id from people').first<{ id: string }>();
    expect(
      await renamePerson(tick(), { personId: person?.id ?? '', name: 'Mira K.', actor: admin }),
    ).toMatchObject({ ok: true });
    expect(await purgeTags('rename_person')).toEqual([[`person:${person?.id}`], [`person:${person?.id}`]]);
  });

  it('purges nothing, and writes nothing, where all would be as it was', async () => {
    const id = await published();
    const { slug = '', story_id: storyId = '' } = (await findArticle(env.DB, id)) ?? {};
    const person = await env.DB.prepare('select id, name from people').first<{ id: string; name: string }>();
    await env.DB.exec(
      `insert into topics (id, slug, names, created_at) values ('t', 't', '{"en":"Tides"}', 0)`,
    );
    await changeSite(tick(), { settings: { name: 'The Tide' }, actor: admin });
    const rows = () =>
      env.DB.prepare(
        'select (select count(*) from purges) as purges, (select count(*) from audit) as audit, (select count(*) from outbox) as outbox',
      ).first();
    const before = await rows();
    const again = [
      await changeSite(tick(), { settings: { name: 'The Tide' }, actor: admin }),
      await renamePerson(tick(), { personId: person?.id ?? '', name: person?.name ?? '', actor: admin }),
      await renameTopic(tick(), { topicId: 't', names: { en: 'Tides ' }, actor: admin }),
      await changeSlug(tick(), { articleId: id, slug, actor: publisher }),
      await moveToStory(tick(), { articleId: id, storyId, actor: publisher }),
    ];
    expect(again.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    expect(await rows()).toEqual(before);
  });

  it('purges the lists of those alone who are credited in what is shown', async () => {
    const id = await published();
    const shown = await env.DB.prepare('select id from people').first('id');
    await revise(id, `# Power\n\nA harbour town makes power.\n\nTranslator: Noor\n`);
    await withdraw(tick(), { articleId: id, actor: publisher, reason: 'x' });
    const lists = async (change: string) =>
      (await purgeTags(change)).map((tags) => tags.filter((tag) => /^person:.*:articles$/.test(tag)));
    expect(await lists('withdraw')).toEqual([[`person:${shown}:articles`], [`person:${shown}:articles`]]);
  });

  it('does not show the topics of a revision that is not out', async () => {
    const id = await published();
    await revise(id, `---\ntitle: Power\ntags: [energy]\n---\n\nA harbour town makes power.\n`);
    expect(await env.DB.prepare('select count(*) as n from article_topics').first('n')).toBe(0);
  });

  it('spikes only what is not out', async () => {
    const id = await published();
    expect(await spike(tick(), { articleId: id, actor: publisher, note: 'no' })).toMatchObject({ ok: false });
    const other = await article('Rejected');
    expect(await spike(tick(), { articleId: other, actor: publisher, note: 'no' })).toMatchObject({
      ok: true,
    });
    await revise(other, text('Taken up', 'again'));
    expect(await stateOf(other)).toBe('in_review');
  });
});
