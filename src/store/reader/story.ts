import { storyTag, storyTwinsTag } from '../../edge/tags.ts';
import { SIBLINGS_ROWS } from '../../limits.ts';
import { cardsIn, cardsSql } from './cards.ts';
import { readPage, settingsSql, siteOf, some } from './rows.ts';
import { type Reading, type Shown, shown } from './shown.ts';
import type { SiteView, StoryView } from './views.ts';

/** `+` keeps a condition from choosing the index: without statistics SQLite may take the one on states. */
const articlesOf = (which: string): string =>
  cardsSql(
    `from articles a where a.story_id in (${which}) and +a.state = 'published' order by a.lang, a.published_at limit ${SIBLINGS_ROWS}`,
  );

/** A second translation into a language has a story of its own, which points to the first one's. */
const twins = `select w.id from stories w where w.twin_of = s.id union all select s.twin_of where s.twin_of is not null
  union all select w.id from stories w where w.twin_of = s.twin_of and w.id <> s.id`;

const storySql = `select ${settingsSql}, s.id, coalesce(s.twin_of, s.id) as family, s.source_url, s.source_title, s.source_publisher, s.source_lang,
  ${articlesOf('s.id')} as articles, ${articlesOf(twins)} as twins
  from (select 1) left join stories s on s.id = ?1`;

interface StoryRow {
  settings: string | null;
  id: string | null;
  /** The story that all its twins point to. */
  family: string | null;
  source_url: string | null;
  source_title: string | null;
  source_publisher: string | null;
  source_lang: string | null;
  articles: string;
  twins: string;
}

type NoStory = Shown<{ site: SiteView; id?: never }, 'story'>;

/** All that is published of a story, in every language; only the site where nothing is, whatever is of its twins. */
export async function findStory(reading: Reading, id: string): Promise<StoryView | NoStory> {
  const row = await readPage<StoryRow>(reading, storySql, [id]);
  const site = siteOf(reading, row.settings);
  if (row.id === null || row.family === null || row.articles === '[]') {
    return shown(reading, { site }, storyTag(id));
  }
  const { source_url } = row;
  const view = {
    site,
    id: row.id,
    ...(source_url === null
      ? {}
      : {
          source: {
            url: source_url,
            ...some('title', row.source_title),
            ...some('publisher', row.source_publisher),
            ...some('lang', row.source_lang),
          },
        }),
    articles: cardsIn(reading, row.articles),
    twins: cardsIn(reading, row.twins),
  };
  return shown(reading, view, [storyTag(id), storyTwinsTag(row.family)]);
}
