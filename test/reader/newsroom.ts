/** A small newsroom of invented people and reports, seeded row by row, for the readers' tests. */
import { env } from 'cloudflare:workers';
import { monthOf } from '../../src/lib/clock.ts';
import { listingStatements } from '../../src/store/changes.ts';
import type { CreditRole } from '../../src/store/schema/words.ts';

const id = (n: number): string => `0192f000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

export const stories = { ferry: id(1), eel: id(2), bus: id(3), retracted: id(4), draft: id(5), twin: id(6) };
export const people = {
  mina: { id: id(11), name: 'Mina Okafor', slug: 'mina-okafor' },
  wenzhu: { id: id(12), name: '温竹', slug: '温竹' },
  salma: { id: id(13), name: 'سلمى حداد', slug: 'سلمى-حداد' },
};
export const topics = { rivers: { id: id(21), slug: 'rivers' }, transit: { id: id(22), slug: 'transit' } };
export const ids = {
  ferryEn: id(31),
  ferryZh: id(32),
  ferryAr: id(33),
  eelEn: id(34),
  busEn: id(35),
  retractedEn: id(36),
  draftEn: id(37),
};
export const picture = 'ab'.repeat(32);

export interface SeedArticle {
  id: string;
  story: string;
  lang: string;
  slug: string;
  title: string;
  html: string;
  state?: 'published' | 'withdrawn' | 'in_review';
  at: number;
  changedAt?: number;
  excerpt?: string;
  byline?: string;
  header?: boolean;
  topics?: string[];
  credits?: {
    person: string;
    role: CreditRole;
    name: string;
    as_written: string;
    affiliation?: string;
    url?: string;
  }[];
}

export const at = (iso: string): number => Date.parse(iso);

const sources = JSON.stringify([
  {
    url: 'https://harbour.example/ferries',
    title: 'The last cable ferry',
    publisher: 'Harbour Gazette',
    lang: 'en',
  },
]);
const footer = JSON.stringify([{ text: 'About the harbour desk', url: 'https://harbour.example/about' }]);

/** The statements that put one article, its revision, credits and topics into the database. */
export function articleRows(db: D1Database, article: SeedArticle): D1PreparedStatement[] {
  const state = article.state ?? 'published';
  const out = state !== 'in_review';
  const revision = `${article.id.slice(0, -4)}${article.id.slice(-4).replace(/^0/, 'f')}`;
  const picked = article.header
    ? [picture, 2000, 1250, 'A cable ferry in fog', 'The ferry at dawn']
    : [null, null, null, null, null];
  return [
    db
      .prepare(
        `insert into articles (id, story_id, lang, state, current_revision, published_revision, slug, month, published_at,
         changed_at, withdrawn_at, withdrawn_reason, created_at, updated_at) values (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(
        article.id,
        article.story,
        article.lang,
        state,
        out ? 1 : null,
        article.slug,
        out ? monthOf(article.at) : null,
        out ? article.at : null,
        article.changedAt ?? null,
        state === 'withdrawn' ? article.at + 86_400_000 : null,
        state === 'withdrawn' ? 'The source took its report back.' : null,
        article.at,
        article.at,
      ),
    db
      .prepare(
        `insert into revisions (id, article_id, number, submission_id, markdown, sha256, html, title, byline, repost_name,
         repost_url, header_sha256, header_width, header_height, header_alt, header_caption, sources, disclaimer,
         footer_links, as_written, excerpt, words, reading_minutes, created_at)
         values (?, ?, 1, ?, ?, 'x', ?, ?, ?, 'Harbour Wire', 'https://wire.example/1', ?, ?, ?, ?, ?, ?, ?, ?, '[]', ?, 640, 4, ?)`,
      )
      .bind(
        revision,
        article.id,
        `s${article.id}`,
        `# ${article.title}\n\nMarkdown of it.\n`,
        article.html,
        article.title,
        article.byline ?? null,
        ...picked,
        sources,
        'The views are those of the author.',
        footer,
        article.excerpt ?? `About: ${article.title}`,
        article.at,
      ),
    ...(out
      ? [
          db
            .prepare('insert into slugs values (?, ?, ?, ?, 1)')
            .bind(article.lang, monthOf(article.at), article.slug, article.id),
        ]
      : []),
    ...(article.credits ?? []).map((credit, n) =>
      db
        .prepare(
          `insert into credits (revision_id, n, person_id, person_slug, role, name, affiliation, as_written, url)
           select ?1, ?2, id, slug, ?4, ?5, ?6, ?7, ?8 from people where id = ?3`,
        )
        .bind(
          revision,
          n,
          credit.person,
          credit.role,
          credit.name,
          credit.affiliation ?? null,
          credit.as_written,
          credit.url ?? null,
        ),
    ),
    ...(article.topics ?? []).map((topic) =>
      db.prepare('insert into article_topics values (?, ?)').bind(article.id, topic),
    ),
    // As a publication does, after its revision is there: a trigger then keeps the credits with the article.
    db.prepare('update articles set published_revision = published_revision where id = ?').bind(article.id),
    ...listingStatements(db, article.id),
  ];
}

const by = (person: { id: string; name: string }, role: CreditRole, as_written: string) => ({
  person: person.id,
  role,
  name: person.name,
  as_written,
});

const ferryHtml = `<p>The last cable ferry on the Ash crossed before dawn, as it had for a hundred and ten years.</p>
<h2 id="s-rope">The rope</h2><p>It is as thick as an arm<sup><a id="fnref-1" href="#fn-1">1</a></sup>.</p>
<h2 id="s-men">The men</h2><p>Two of them remain.</p><h2 id="s-after">After the bridge</h2><p>Nobody knows.</p>
<section class="footnotes"><ol><li id="fn-1"><p>Measured in March.</p></li></ol></section>`;

export async function seedNewsroom(): Promise<void> {
  const db = env.DB;
  const story = (story: string, source: string | null, twin: string | null = null) =>
    db
      .prepare(
        `insert into stories (id, source_key, twin_of, source_url, source_title, source_publisher, source_lang, created_at, updated_at)
         values (?, ?, ?, ?, 'The last cable ferry', 'Harbour Gazette', 'en', 1, 1)`,
      )
      .bind(story, source, twin, source === null ? null : `https://${source}`);
  await db.batch([
    story(stories.ferry, 'harbour.example/ferries'),
    story(stories.eel, 'eels.example/1'),
    story(stories.bus, null),
    story(stories.retracted, null),
    story(stories.draft, null),
    story(stories.twin, null, stories.ferry),
    ...Object.values(people).map((person) =>
      db
        .prepare('insert into people values (?, ?, ?, ?, 1)')
        .bind(person.id, person.name, person.name.toLowerCase(), person.slug),
    ),
    db
      .prepare('insert into topics values (?, ?, ?, 1)')
      .bind(topics.rivers.id, 'rivers', JSON.stringify({ en: 'Rivers', 'zh-Hans': '河流', ar: 'أنهار' })),
    db
      .prepare('insert into topics values (?, ?, ?, 1)')
      .bind(topics.transit.id, 'transit', JSON.stringify({ en: 'Transit' })),
    ...articleRows(db, {
      id: ids.ferryEn,
      story: stories.ferry,
      lang: 'en',
      slug: 'last-cable-ferry',
      title: 'The last cable ferry on the Ash',
      html: ferryHtml,
      at: at('2026-10-04T08:00:00Z'),
      changedAt: at('2026-10-06T08:00:00Z'),
      excerpt: 'Two men, one rope, and a bridge that opens in spring.',
      byline: 'Harbour desk',
      header: true,
      topics: [topics.rivers.id],
      credits: [
        { ...by(people.mina, 'translator', 'Translated by'), affiliation: 'Harbour desk' },
        { ...by(people.wenzhu, 'proofreader', 'Proofreading'), url: 'https://wenzhu.example/me' },
      ],
    }),
    ...articleRows(db, {
      id: ids.ferryZh,
      story: stories.ferry,
      lang: 'zh-Hans',
      slug: '最后的缆索渡船',
      title: '灰河上最后的缆索渡船',
      html: '<p>天还没亮，灰河上最后一艘缆索渡船又一次离岸。<em>一百一十年</em>来，它天天如此。</p><p>大桥明年春天通车。</p>',
      at: at('2026-10-05T02:00:00Z'),
      header: true,
      excerpt: '两个人，一根缆绳，和一座明年春天通车的桥。',
      topics: [topics.rivers.id],
      credits: [
        by(people.wenzhu, 'translator', '译者'),
        by(people.mina, 'editor', '编剧＆发布'),
        by(people.mina, 'publisher', '编剧＆发布'),
      ],
    }),
    ...articleRows(db, {
      id: ids.ferryAr,
      story: stories.ferry,
      lang: 'ar',
      slug: 'آخر-عبّارة',
      title: 'آخر عبّارة بالكابل على نهر الرماد',
      html: '<p>قبل الفجر عبرت آخر عبّارة بالكابل نهر الرماد، كما تفعل منذ مئة وعشر سنوات.</p>',
      at: at('2026-10-05T04:00:00Z'),
      header: true,
      topics: [topics.rivers.id],
      credits: [by(people.salma, 'translator', 'ترجمة')],
    }),
    ...articleRows(db, {
      id: ids.eelEn,
      story: stories.eel,
      lang: 'en',
      slug: 'eels-return',
      title: 'Eels return to the upper Ash',
      html: '<p>Four were counted at the weir.</p>',
      at: at('2026-11-02T09:00:00Z'),
      topics: [topics.rivers.id, topics.transit.id],
      credits: [by(people.mina, 'translator', 'Translation')],
    }),
    ...articleRows(db, {
      id: ids.busEn,
      story: stories.bus,
      lang: 'en',
      slug: 'night-bus',
      title: 'A night bus for the bakers',
      html: '<p>It leaves at three.</p>',
      at: at('2026-11-20T09:00:00Z'),
      credits: [by(people.wenzhu, 'translator', 'Translation')],
    }),
    ...articleRows(db, {
      id: ids.retractedEn,
      story: stories.retracted,
      lang: 'en',
      slug: 'tunnel',
      title: 'A tunnel under the weir',
      html: '<p>There was none.</p>',
      state: 'withdrawn',
      at: at('2026-10-10T09:00:00Z'),
      topics: [topics.rivers.id],
    }),
    ...articleRows(db, {
      id: ids.draftEn,
      story: stories.draft,
      lang: 'en',
      slug: 'draft',
      title: 'Not yet out',
      html: '<p>Draft.</p>',
      state: 'in_review',
      at: at('2026-11-21T09:00:00Z'),
      topics: [topics.rivers.id],
      credits: [by(people.mina, 'translator', 'Translation')],
    }),
    db.prepare("insert into slugs values ('en', '2026-10', 'old-ferry', ?, 1)").bind(ids.ferryEn),
    db
      .prepare(
        "insert into corrections values (?, ?, 'translation_error', 'The rope is of steel, not of hemp.', null, ?, null)",
      )
      .bind(id(51), ids.ferryEn, at('2026-10-06T08:00:00Z')),
    db.prepare("insert or replace into settings values ('site', ?, 1)").bind(
      JSON.stringify({
        name: 'The Ash Courier',
        default_lang: 'en',
        langs: ['ar', 'en'],
        hub: 'https://hub.example/',
      }),
    ),
  ]);
}

/** A D1 binding that counts round trips and rows read, and keeps the statements. */
export function countingD1(db: D1Database): {
  db: D1Database;
  seen: { trips: number; rows: number; sql: string[] };
} {
  const seen = { trips: 0, rows: 0, sql: [] as string[] };
  const wrapStatement = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, key) {
        if (key === 'bind') return (...values: unknown[]) => wrapStatement(target.bind(...values));
        if (key === 'first' || key === 'all') {
          return async () => {
            seen.trips += 1;
            const result = await target.all();
            seen.rows += result.meta.rows_read ?? 0;
            return key === 'all' ? result : (result.results[0] ?? null);
          };
        }
        if (key === 'run' || key === 'raw') throw new Error(`Readers have no use for ${key}().`);
        return Reflect.get(target, key);
      },
    });
  const prepared = (inner: D1Database | D1DatabaseSession) => (sql: string) => {
    seen.sql.push(sql);
    return wrapStatement(inner.prepare(sql));
  };
  const wrapSession = (session: D1DatabaseSession): D1DatabaseSession =>
    new Proxy(session, {
      get: (inner, key) => (key === 'prepare' ? prepared(inner) : Reflect.get(inner, key)),
    });
  const counted = new Proxy(db, {
    get(inner, key) {
      if (key === 'prepare') return prepared(inner);
      if (key === 'withSession') return (start: string) => wrapSession(inner.withSession(start));
      throw new Error(`Readers have no use for ${String(key)} of D1.`);
    },
  });
  return { db: counted, seen };
}
