/** Stories with their languages, for the board by language and a story's own screen. */
import { CLAIMS_ROWS, SIBLINGS_ROWS, STORIES_ROWS } from '../../limits.ts';
import type { ArticleState } from '../schema/words.ts';
import type { Db } from '../statement.ts';
import type { Claim } from './claims.ts';

export interface DeskStory {
  id: string;
  source_key: string | null;
  source_url: string | null;
  source_title: string | null;
  source_publisher: string | null;
  source_lang: string | null;
  /** The story that holds the source, where this is a second translation into a language. */
  twin_of: string | null;
  created_at: number;
  /** Set when the source differs from what was translated. */
  changed_at: number | null;
}

export interface StoryArticle {
  id: string;
  story_id: string;
  lang: string;
  state: ArticleState;
  title: string;
  scheduled_at: number | null;
  updated_at: number;
}

export interface StoryLine {
  story: DeskStory;
  articles: StoryArticle[];
  claims: Claim[];
}

const storyColumns = `s.id, s.source_key, s.source_url, s.source_title, s.source_publisher, s.source_lang, s.twin_of, s.created_at,
  (select changed_at from watches w where w.story_id = coalesce(s.twin_of, s.id)) as changed_at`;

const articleColumns = 'a.id, a.story_id, a.lang, a.state, r.title, a.scheduled_at, a.updated_at';

/** The newest stories first, from `before` (a story's id) on. Two round trips. */
export async function listStories(
  db: Db,
  options: { now: number; before?: string },
): Promise<{ lines: StoryLine[]; next?: string }> {
  const { results } = await db
    .prepare(
      `select ${storyColumns} from stories s where s.id < ? order by s.id desc limit ${STORIES_ROWS + 1}`,
    )
    .bind(options.before ?? 'g')
    .all<DeskStory>();
  const stories = results.slice(0, STORIES_ROWS);
  if (stories.length === 0) return { lines: [] };
  const [articles, claims] = await db.batch([
    db
      .prepare(
        `select ${articleColumns} from json_each(?) j cross join articles a on a.story_id = j.value
         join revisions r on r.article_id = a.id and r.number = a.current_revision
         limit ${STORIES_ROWS * SIBLINGS_ROWS}`,
      )
      .bind(JSON.stringify(stories.map(({ id }) => id))),
    db
      .prepare(
        `select c.id, c.source_key, c.source_url, c.lang, c.member_id, m.name as member, c.created_at, c.expires_at
         from json_each(?) j cross join claims c on c.source_key = j.value join members m on m.id = c.member_id
         where c.expires_at > ? limit ${CLAIMS_ROWS}`,
      )
      .bind(JSON.stringify(stories.flatMap(({ source_key }) => source_key ?? [])), options.now),
  ]);
  const lines = stories.map((story) => ({
    story,
    articles: ((articles?.results ?? []) as StoryArticle[]).filter(({ story_id }) => story_id === story.id),
    claims: ((claims?.results ?? []) as Claim[]).filter(({ source_key }) => source_key === story.source_key),
  }));
  const last = stories.at(-1);
  return results.length > STORIES_ROWS && last ? { lines, next: last.id } : { lines };
}

/** One story, with the articles of its twins too: they are translations of the same source. */
export async function findStory(
  db: Db,
  id: string,
): Promise<{ story: DeskStory; articles: StoryArticle[] } | undefined> {
  const [stories, articles] = await db.batch([
    db.prepare(`select ${storyColumns} from stories s where s.id = ?`).bind(id),
    db
      .prepare(
        `select ${articleColumns} from
           (select id from stories where id = ?1 union all select id from stories where twin_of = ?1) s
         join articles a on a.story_id = s.id
         join revisions r on r.article_id = a.id and r.number = a.current_revision
         order by a.lang limit ${SIBLINGS_ROWS}`,
      )
      .bind(id),
  ]);
  const story = stories?.results[0] as DeskStory | undefined;
  return story ? { story, articles: (articles?.results ?? []) as StoryArticle[] } : undefined;
}
