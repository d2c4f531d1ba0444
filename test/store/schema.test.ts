import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { approve } from '../../src/publish/approve.ts';
import { publish } from '../../src/publish/publish.ts';
import { depsAt, makeArticle } from '../fakes/article.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';

it('makes every table STRICT, so that a value of the wrong type is refused', async () => {
  const { results } = await env.DB.prepare(
    "select name from pragma_table_list where type = 'table' and strict = 0 and name not like 'sqlite_%' and name not like '_cf_%' and name <> 'd1_migrations'",
  ).all();
  expect(results).toEqual([]);
});

it('finds a two-character Han word in text split into bigrams, and forgets a removed entry', async () => {
  await env.SEARCH.prepare(
    "insert into words (rowid, lang, title, body) values (1, 'zh', '拜登 登会 会谈', 'x')",
  ).run();
  const found = await env.SEARCH.prepare(`select rowid from words where words match '"会谈"'`).all();
  expect(found.results).toEqual([{ rowid: 1 }]);
  await env.SEARCH.prepare('delete from words where rowid = 1').run();
  expect(
    (await env.SEARCH.prepare(`select rowid from words where words match '"会谈"'`).all()).results,
  ).toEqual([]);
});

const T0 = Date.UTC(2026, 2, 14, 9);

const other = newId(T0);
const nobody = newId(T0);

type Row = Record<string, string | number | null>;

/** One published article with all that belongs to it, through the real door. */
async function publishOne(): Promise<void> {
  await emptyDatabase(env.DB);
  await makeMember(env.DB, { id: 'tina', role: 'translator' });
  await makeMember(env.DB, { id: 'paul', role: 'publisher' });
  const articleId = await makeArticle({
    memberId: 'tina',
    lang: 'zh-Hans',
    markdown: '# 渡轮\n\n渡轮停了。\n\n翻译：KM412\n',
    sourceUrl: 'https://coast.example.com/one',
    topics: ['城市'],
    now: T0,
  });
  const actor = { memberId: 'paul', role: 'publisher' } as const;
  await approve(depsAt(T0 + 1), { articleId, actor });
  await publish(depsAt(T0 + 2), { articleId, actor });
  await env.DB.batch([
    env.DB.prepare("update submissions set idempotency_key = 'key'"),
    env.DB.prepare(
      "insert into corrections (id, article_id, kind, note, created_by, created_at) select 'c', id, 'update', 'n', 'paul', 0 from articles",
    ),
    env.DB.prepare("insert into old_paths select '/2019/ferry', id, 'c', 0 from articles"),
    env.DB.prepare('insert into stories (id, created_at, updated_at) values (?, 0, 0)').bind(other),
  ]);
}

/** Inserts the table's first row again, with some columns changed. */
async function copyOf(table: string, changes: Row): Promise<D1PreparedStatement> {
  const row = await env.DB.prepare(`select * from ${table} limit 1`).first<Row>();
  if (!row) throw new Error(`${table} is empty.`);
  const copy = { ...row, ...changes };
  const columns = Object.keys(copy);
  return env.DB.prepare(
    `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  ).bind(...Object.values(copy));
}

/** Undoes a batch whose other statements were taken. */
const undo = env.DB.prepare("select json('undone')");

await publishOne();

/** Copies that may stand beside the row they were made of. */
const stories = { id: newId(T0), source_key: 'coast.example.com/two' };
const articles = { id: other, lang: 'en' };
const revisions = { id: other, number: 2, submission_id: other };
const submissions = { id: other, idempotency_key: 'other', content_sha256: 'other' };
const credits = { n: 7 };

it.each<[string, string, Row, Row, RegExp]>([
  [
    'a second story of a source',
    'stories',
    stories,
    { source_key: 'coast.example.com/one' },
    /UNIQUE.*source_key/,
  ],
  [
    'a second article of a story in a language',
    'articles',
    articles,
    { lang: 'zh-Hans', slug: 'x' },
    /UNIQUE.*story_id/,
  ],
  [
    'a second article at one address',
    'articles',
    { ...articles, lang: 'zh-Hans', slug: 'x', story_id: other },
    { slug: '渡轮' },
    /UNIQUE.*slug/,
  ],
  [
    'a second owner of an address elsewhere',
    'old_paths',
    { path: '/x' },
    { path: '/2019/ferry' },
    /UNIQUE.*old_paths\.path/,
  ],
  [
    'an address elsewhere that is no path',
    'old_paths',
    { path: '/x' },
    { path: 'x' },
    /old_paths_path_bounded/,
  ],
  [
    'an address elsewhere without bound',
    'old_paths',
    { path: '/x' },
    { path: `/${'x'.repeat(2_048)}` },
    /old_paths_path_bounded/,
  ],
  ['an address elsewhere of no article', 'old_paths', { path: '/x' }, { article_id: nobody }, /FOREIGN KEY/],
  ['a second owner of an address', 'slugs', { slug: 'x' }, { slug: '渡轮' }, /UNIQUE.*slugs\.slug/],
  ['a second revision of a number', 'revisions', revisions, { number: 1 }, /UNIQUE.*number/],
  [
    'a second revision of a submission',
    'revisions',
    revisions,
    { submission_id: 'same' },
    /UNIQUE.*submission_id/,
  ],
  [
    'a second submission with a key',
    'submissions',
    submissions,
    { idempotency_key: 'key' },
    /UNIQUE.*idempotency_key/,
  ],
  [
    'a second submission of one content',
    'submissions',
    submissions,
    { content_sha256: 'same' },
    /UNIQUE.*content_sha256/,
  ],
  ['a second credit in one place', 'credits', credits, { n: 0 }, /UNIQUE.*credits\.n/],
  ['a second topic of one name', 'topics', { id: other, slug: 'x' }, { slug: '城市' }, /UNIQUE.*slug/],
  [
    'a second person of one name',
    'people',
    { id: other, slug: 'x', name_key: 'x' },
    { name_key: 'km412' },
    /UNIQUE.*name_key/,
  ],

  ['an article in an unknown state', 'articles', articles, { state: 'deleted' }, /articles_state_known/],
  [
    'a published article without a revision',
    'articles',
    articles,
    { published_revision: null },
    /articles_published_complete/,
  ],
  [
    'a published article without a month',
    'articles',
    articles,
    { month: null },
    /articles_published_complete/,
  ],
  [
    'a scheduled article without a time',
    'articles',
    articles,
    { state: 'scheduled' },
    /articles_scheduled_complete/,
  ],
  [
    'a submission in an unknown state',
    'submissions',
    submissions,
    { state: 'lost' },
    /submissions_state_known/,
  ],
  ['topics that are no JSON', 'submissions', submissions, { topics: '[' }, /submissions_topics_json/],
  ['a credit in an unknown role', 'credits', credits, { role: 'sponsor' }, /credits_role_known/],
  ['promised work of an unknown kind', 'outbox', { id: other }, { kind: 'rumour' }, /outbox_kind_known/],
  ['a purge of an unknown phase', 'purges', { id: other }, { phase: 'later' }, /purges_phase_known/],
  ['a purge whose tags are no JSON', 'purges', { id: other }, { tags: 'site' }, /purges_tags_json/],
  [
    'a correction of an unknown kind',
    'corrections',
    { id: other },
    { kind: 'whim' },
    /corrections_kind_known/,
  ],
  [
    'a member in an unknown role',
    'members',
    { id: other, name: 'x' },
    { role: 'owner' },
    /members_role_known/,
  ],

  ['an article of no story', 'articles', articles, { story_id: nobody }, /FOREIGN KEY/],
  ['a revision of no article', 'revisions', revisions, { article_id: nobody }, /FOREIGN KEY/],
  ['a submission by nobody', 'submissions', submissions, { member_id: nobody }, /FOREIGN KEY/],
  ['a credit on no revision', 'credits', credits, { revision_id: nobody }, /FOREIGN KEY/],
  ['a credit of nobody', 'credits', credits, { person_id: nobody }, /FOREIGN KEY/],
  ['a topic on no article', 'article_topics', {}, { article_id: nobody }, /FOREIGN KEY/],
  ['a correction of no article', 'corrections', { id: other }, { article_id: nobody }, /FOREIGN KEY/],
  ['a purge for no article', 'purges', { id: other }, { article_id: nobody }, /FOREIGN KEY/],

  ['words where a number belongs', 'articles', articles, { current_revision: 'two' }, /cannot store TEXT/],
])('refuses %s', async (_, table, allowed, wrong, error) => {
  const same = Object.keys(wrong).find((column) => wrong[column] === 'same');
  const row = same ? await env.DB.prepare(`select ${same} from ${table} limit 1`).first<Row>() : {};
  const refused = await copyOf(table, { ...allowed, ...wrong, ...row });
  await expect(refused.run()).rejects.toThrow(error);
  // Not for another reason: without what is wrong it is taken.
  if (Object.keys(allowed).length === 0) return;
  await expect(env.DB.batch([await copyOf(table, allowed), undo])).rejects.toThrow('malformed JSON');
});
