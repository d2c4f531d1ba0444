/** The newsroom that every run begins with, and the URLs that are asked for. */
import { env } from 'cloudflare:workers';
import { getIndexedSite, writeSite } from '../../src/store/search-index.ts';
import { emptyDatabase, makeMember } from '../fakes/members.ts';
import { articleRows, people, seedNewsroom, stories, topics } from '../reader/newsroom.ts';
import { draftFr, draftZh, oldPaths, slugs } from './changes.ts';
import { pathsOf } from './pages.ts';

export const start = Date.UTC(2026, 10, 22, 9);
const places = [
  ...slugs.flatMap((slug) => ['2026-10', '2026-11'].map((month) => ({ lang: 'en', month, slug }))),
  { lang: 'zh-Hans', month: '2026-10', slug: '最后的缆索渡船' },
  { lang: 'zh-Hans', month: '2026-10', slug: 'new-name' },
  { lang: 'ar', month: '2026-10', slug: 'آخر-عبّارة' },
  { lang: 'zh-Hans', month: '2026-11', slug: '鳗鱼' },
  { lang: 'fr', month: '2026-11', slug: 'le-bac' },
];
export const paths = pathsOf({
  langs: ['en', 'zh-Hans', 'ar', 'fr'],
  months: ['2026-10', '2026-11'],
  places,
  topics: ['rivers', 'nowhere'],
  people: [people.mina.slug, people.wenzhu.slug],
  stories: Object.values(stories),
  words: ['ferry', 'title'],
  old: [...oldPaths.map((path) => (path === '/tea' ? '/tea/' : path)), '/2021/03/ferry/'],
  before: Date.UTC(2026, 9, 8),
});

/** The newsroom as every run begins with it. */
export async function seed(): Promise<void> {
  await env.DB.exec('drop trigger if exists one_tag_too_many');
  await emptyDatabase(env.DB);
  await env.SEARCH.batch([
    env.SEARCH.prepare('delete from words where rowid in (select rowid from entries)'),
    ...['entries', 'versions', 'site'].map((table) => env.SEARCH.prepare(`delete from ${table}`)),
  ]);
  await seedNewsroom();
  await writeSite(env.SEARCH, await getIndexedSite(env.DB));
  await env.DB.batch([
    ...articleRows(env.DB, {
      id: draftZh,
      story: stories.eel,
      lang: 'zh-Hans',
      slug: '鳗鱼',
      title: '鳗鱼',
      html: '<p>四条。</p>',
      state: 'in_review',
      at: start,
      topics: [topics.rivers.id],
    }),
    ...articleRows(env.DB, {
      id: draftFr,
      story: stories.ferry,
      lang: 'fr',
      slug: 'le-bac',
      title: 'Le dernier bac',
      html: '<p>Avant l’aube.</p>',
      state: 'in_review',
      at: start,
      topics: [topics.rivers.id],
      credits: [
        { person: people.mina.id, role: 'translator', name: 'Mina Okafor', as_written: 'Traduction' },
      ],
    }),
  ]);
  await makeMember(env.DB, { id: 'ada', role: 'admin' });
}
