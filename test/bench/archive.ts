/**
 * An archive of any size, made by SQL alone, so that 100,000 articles take a minute and not a day: sixteen a day in
 * three editions, with stories in several languages, topics, people, credits, corrections, withdrawals and moved
 * slugs, as a newsroom that has gone on for years would have them. A larger archive is a smaller one with more years
 * before it, so that a page shows the same in both and every row that it reads more is growth.
 */
import { searchText } from '../../src/lib/bigrams.ts';

/** The newest article's number in an archive of any size. */
const LAST = 1_000_000;
/** Number of the oldest of `?1` articles. Cast, since D1 binds a number as a real one, whose quotients have fractions. */
const first = `(${LAST} - cast(?1 as integer) + 1)`;
const seq = `with recursive seq(n) as (select ${first} union all select n + 1 from seq where n < ${LAST})`;

/** Seventeen articles tell twelve stories: all in Chinese, every fourth in English too, every sixth in Arabic. */
const numbered = `${seq},
  placed(n, story, lang) as (select n, (n - 1) / 17 * 12 + case when (n - 1) % 17 < 12 then (n - 1) % 17
      when (n - 1) % 17 < 15 then ((n - 1) % 17 - 12) * 4 else ((n - 1) % 17 - 15) * 6 end,
    case when (n - 1) % 17 < 12 then 'zh-Hans' when (n - 1) % 17 < 15 then 'en' else 'ar' end from seq)`;

/** The last of `?1` articles came out at `?2`, milliseconds. */
const at = `(?2 - (${LAST} - n) * 5400000)`;
const month = `strftime('%Y-%m', ${at} / 1000, 'unixepoch')`;
const PEOPLE = 60;
const TOPICS = 12;

/** A UUIDv7 of the kind of row and its number. */
const id = (kind: number, number: string): string =>
  `printf('0192f000-0000-7000-8${String(kind).padStart(3, '0')}-%012x', ${number})`;
const [story, article, revision, person, topic, correction, member] = [1, 2, 3, 4, 5, 6, 7];

const state = "case when n % 97 = 13 then 'withdrawn' when n % 101 = 7 then 'in_review' else 'published' end";
/** An article's number, from its slug. */
const number = 'cast(substr(slug, 8) as integer)';
const isOut = 'n % 97 = 13 or n % 101 <> 7';

const inRole = (role: string, n: number, who: string, where: string): string =>
  `select ${id(revision, 'n')}, ${n}, ${id(person, who)}, 'person-' || (${who}), '${role}', 'Person ' || (${who}), null, '${role}', null from seq where ${where}`;

const settings = '{"name":"Archive","default_lang":"zh-Hans","langs":["zh-Hans","en","ar"]}';

const statements: readonly string[] = [
  `with recursive seq(n) as (select 0 union all select n + 1 from seq where n < ${PEOPLE - 1})
   insert into people select ${id(person, 'n')}, 'Person ' || n, 'person-' || n, 'person-' || n, 1 from seq`,
  `with recursive seq(n) as (select 0 union all select n + 1 from seq where n < ${TOPICS - 1})
   insert into topics select ${id(topic, 'n')}, 'topic-' || n, json_object('en', 'Topic ' || n, 'zh-Hans', '话题 ' || n), 1 from seq`,
  `insert into members (id, name, role, created_at) values (${id(member, '1')}, 'Archivist', 'publisher', 1)`,
  `insert or replace into settings values ('site', '${settings}', 1)`,
  `with recursive seq(n) as (select (${first} - 1) / 17 * 12 union all select n + 1 from seq where n < ${LAST} / 17 * 12 + 12)
   insert into stories (id, source_key, source_url, source_title, source_publisher, source_lang, created_at, updated_at)
   select ${id(story, 'n')}, 'example.org/reports/' || n, 'https://example.org/reports/' || n, 'Report ' || n, 'Example', 'en', 1, 1 from seq`,
  `${numbered} insert into articles (id, story_id, lang, state, current_revision, approved_revision, published_revision,
     slug, month, published_at, changed_at, withdrawn_at, withdrawn_reason, created_by, created_at, updated_at)
   select ${id(article, 'n')}, ${id(story, 'story')}, lang, ${state}, 1, 1, case when ${isOut} then 1 end, 'report-' || n,
     case when ${isOut} then ${month} end, case when ${isOut} then ${at} end, case when n % 20 = 0 then ${at} + 60000 end,
     case when n % 97 = 13 then ${at} + 60000 end, case when n % 97 = 13 then 'Withdrawn.' end, ${id(member, '1')}, ${at}, ${at} from placed`,
  `${numbered} insert into revisions (id, article_id, number, submission_id, sha256, title, byline, repost_name, repost_url,
     header_sha256, header_width, header_height, header_alt, sources, footer_links, as_written, excerpt, words,
     reading_minutes, created_by, created_at, markdown, html)
   select ${id(revision, 'n')}, ${id(article, 'n')}, 1, 's' || n, printf('%064x', n), 'Report ' || n || ' 第 ' || n || ' 号报道', 'Desk',
     'Example', 'https://example.org/', case when n % 3 > 0 then printf('%064x', n) end, 1600, 900, 'A picture',
     json_array(json_object('url', 'https://example.org/reports/' || story)), '[]', '[]', ?3, 400, 2, ${id(member, '1')}, ${at}, ?4, ?5 from placed`,
  `${seq} insert into credits (revision_id, n, person_id, person_slug, role, name, affiliation, as_written, url) ${[
    inRole('translator', 0, `n % ${PEOPLE}`, 'true'),
    inRole('proofreader', 1, `(n * 7 + 1) % ${PEOPLE}`, 'true'),
    inRole('editor', 2, `(n * 11 + 2) % ${PEOPLE}`, 'n % 4 > 0'),
    inRole('publisher', 3, 'n % 4', 'true'),
    inRole('translator', 4, `(n * 13 + 5) % ${PEOPLE}`, 'n % 5 = 0'),
  ].join(' union all ')}`,
  `${seq} insert into article_topics select ${id(article, 'n')}, ${id(topic, `n % ${TOPICS}`)} from seq
   union select ${id(article, 'n')}, ${id(topic, `(n * 5 + 1) % ${TOPICS}`)} from seq where n % 3 = 0`,
  `insert into slugs select lang, month, slug, id, 1 from articles where month is not null
   union all select lang, month, 'old-' || slug, id, 1 from articles where month is not null and ${number} % 50 = 0`,
  `insert into old_paths select '/archives/' || ${number}, id, id, 1 from articles where month is not null and ${number} % 2 = 0
   union all select '/?p=' || ${number}, id, id, 1 from articles where month is not null and ${number} % 2 = 0`,
  `${seq}, times(k) as (values (1), (2), (3))
   insert into corrections select ${id(correction, 'n * 4 + k')}, ${id(article, 'n')}, 'update', 'Note ' || k, null, ${at} + k * 60000, null
   from seq cross join times where n % 20 = 0 and n < ${LAST} and (k = 1 or n % 200 = 0)`,
  `insert into listings select 'topic', t.topic_id, a.lang, a.published_at, a.id, a.month, a.slug, r.title, null from articles a
     join revisions r on r.article_id = a.id join article_topics t on t.article_id = a.id where a.state = 'published'`,
  `insert into listings select 'person', c.person_id, a.lang, a.published_at, a.id, a.month, a.slug, r.title, json_group_array(distinct c.role)
     from articles a join revisions r on r.article_id = a.id join credits c on c.revision_id = r.id where a.state = 'published' group by c.person_id, a.id`,
  // The trigger that keeps an article's credits finds them only now.
  'update articles set published_revision = published_revision where published_revision is not null',
];

const sentences = [
  '镇议会周二宣布，河边的三座桥将在明年春天之前全部修好，费用约为 120 万元，结果会在十月公布。',
  '研究者在年度报告中写道，参加观测的学校从七所增加到二十三所，每一所都有自己的记录。',
  '夜班公交的乘客比去年多了一倍，居民可以在网上查询时刻，渡轮公司说服务不会减少。',
  'According to the ferry office, three of the six weirs now stay open after dark, at a cost of about 1.2 million.',
  'In its yearly report the observatory says that each class keeps a logbook of its own, and anyone may read it.',
];
const html = sentences.map((sentence) => `<p>${sentence}</p>`).join('\n');

/** A word that one article has: a search for it finds the same in an archive of any size. */
const rare = '灯塔';
const searchStatements: readonly string[] = [
  `${numbered} insert into entries (rowid, article_id, lang, revision, path, title, text, published_at)
   select n, ${id(article, 'n')}, lang, 1, '/' || lower(lang) || '/' || replace(${month}, '-', '/') || '/report-' || n,
     'Report ' || n, ?3, ${at} from placed where ${state} = 'published'`,
  `${numbered} insert into words (rowid, lang, title, body)
   select n, lang, 'report ' || n, case when n = ${LAST - 495} then ?3 || ' ' || ?4 else ?3 end from placed where ?2 > 0 and ${state} = 'published'`,
  `insert into site values (1, '${settings}', 1)`,
];

async function run(db: D1Database, sql: string, values: readonly (string | number)[]): Promise<void> {
  const used = Math.max(0, ...Array.from(sql.matchAll(/\?(\d)/g), ([, n]) => Number(n)));
  await db
    .prepare(sql)
    .bind(...values.slice(0, used))
    .run();
}

/** Fills two migrated, empty databases with `articles` articles, the last of them published at `now`. */
export async function fillArchive(
  databases: { main: D1Database; search: D1Database },
  options: { articles: number; now: number },
): Promise<void> {
  const { articles, now } = options;
  for (const sql of statements) {
    await run(databases.main, sql, [articles, now, sentences[0] ?? '', sentences.join('\n\n'), html]);
  }
  for (const [n, sql] of searchStatements.entries()) {
    const text = sentences.join(' ');
    await run(databases.search, sql, [articles, now, n === 0 ? text : searchText(text), searchText(rare)]);
  }
}

/** Where a bench finds one of each in such an archive, in the month before the last: that one is complete. */
export interface ArchivePlaces {
  lang: string;
  month: string;
  /** An article with two siblings and a correction. */
  slug: string;
  story: string;
  moved: string;
  /** Number of an article on another site, by which `/archives/{n}` and `/?p={n}` lead to it. */
  old: number;
  withdrawn: { month: string; slug: string };
  topic: string;
  person: string;
  picture: string;
}

export async function findPlaces(db: D1Database, now: number): Promise<ArchivePlaces> {
  const before = new Date(now);
  before.setUTCDate(0);
  const whole = before.toISOString().slice(0, 7);
  const one = async <Row>(sql: string): Promise<Row> => {
    const row = await db.prepare(sql).bind(whole).first<Row>();
    if (row === null) throw new Error(`The archive has no row for: ${sql}`);
    return row;
  };
  const found = await one<{ slug: string; story: string }>(
    `select slug, story_id as story from articles a where lang = 'zh-Hans' and month = ?1 and state = 'published' and
     exists (select 1 from corrections c where c.article_id = a.id) order by
     (select count(*) from articles b where b.story_id = a.story_id and b.state = 'published') desc, published_at desc limit 1`,
  );
  const moved = await one<{ slug: string }>(
    "select s.slug from slugs s join articles a on a.id = s.article_id where s.lang = 'zh-Hans' and s.month = ?1 and s.slug glob 'old-*' and a.state = 'published' order by a.published_at desc limit 1",
  );
  const withdrawn = await one<{ month: string; slug: string }>(
    "select month, slug from articles where lang = 'zh-Hans' and state = 'withdrawn' and month <= ?1 order by published_at desc limit 1",
  );
  const old = await one<{ n: number }>(
    "select cast(substr(path, 5) as integer) as n from old_paths o join articles a on a.id = o.article_id where path glob '/[?]p=*' and a.state = 'published' and a.month <= ?1 order by a.published_at desc limit 1",
  );
  return {
    lang: 'zh-hans',
    month: whole,
    ...found,
    moved: moved.slug,
    old: old.n,
    withdrawn,
    topic: 'topic-3',
    person: 'person-3',
    picture: 'ab'.repeat(32),
  };
}
