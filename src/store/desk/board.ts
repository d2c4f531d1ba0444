/** The board: what waits for whom. */
import { PAGE_ROWS } from '../../limits.ts';
import type { ArticleState } from '../schema/words.ts';
import type { Db } from '../statement.ts';

export const boardGroups = ['review', 'approved', 'scheduled', 'published', 'put_away'] as const;
export type BoardGroup = (typeof boardGroups)[number];

const statesOf: Record<BoardGroup, ArticleState[]> = {
  review: ['in_review'],
  approved: ['approved'],
  scheduled: ['scheduled'],
  published: ['published'],
  put_away: ['withdrawn', 'spiked'],
};

export interface BoardArticle {
  id: string;
  lang: string;
  state: ArticleState;
  title: string;
  current_revision: number;
  published_revision: number | null;
  scheduled_at: number | null;
  updated_at: number;
  translator: string | null;
  /** 1 where it was sent back and no newer revision has answered; null where it is not in review. */
  sent_back: number | null;
  blocks: number;
  warnings: number;
  /** Set when the source differs from what was translated. */
  source_changed_at: number | null;
}

/** A row's place in the list: `<updated_at>.<id>`. */
export interface Place {
  updatedAt: number;
  id: string;
}

export function parsePlace(text: string | undefined): Place | undefined {
  const found = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(text ?? '');
  return found?.[1] && found[2] ? { updatedAt: Number(found[1]), id: found[2] } : undefined;
}

export interface Group {
  group: BoardGroup;
  articles: BoardArticle[];
  /** Place to go on from, when there is more. */
  next?: string;
}

/** Rows of a group while all groups are shown; one group alone shows PAGE_ROWS. */
const GLANCE_ROWS = 12;

/** A newsroom has some dozens of languages at most. */
const LANGS_MAX = 200;

/**
 * The rows of a group are chosen first and their revisions and findings looked up for those alone. Without a
 * language, `+state` makes the planner walk all articles from the newest: nearly all of them are published, so
 * it stops after a page, where the index of states would have it sort every published article.
 */
function groupStatement(
  db: Db,
  options: { group: BoardGroup; rows: number; lang?: string; after?: Place },
): D1PreparedStatement {
  const states = statesOf[options.group].map((state) => `'${state}'`).join(', ');
  const walk = options.group === 'published' && options.lang === undefined ? '+' : '';
  const where = [`${walk}state in (${states})`];
  const params: (string | number)[] = [];
  if (options.lang !== undefined) {
    where.push('lang = ?');
    params.push(options.lang);
  }
  if (options.after) {
    // The first condition alone is what the index can start from.
    where.push('updated_at <= ? and (updated_at, id) < (?, ?)');
    params.push(options.after.updatedAt, options.after.updatedAt, options.after.id);
  }
  const open = (severity: string) =>
    `(select count(*) from findings f where f.revision_id = r.id and f.severity = '${severity}' and f.dismissed_at is null)`;
  return db
    .prepare(
      `select a.id, a.lang, a.state, r.title, a.current_revision, a.published_revision, a.scheduled_at, a.updated_at,
         case a.state when 'in_review' then exists (
           select 1 from audit l where l.subject = 'article:' || a.id and l.at >= r.created_at and l.action = 'send_back'
         ) end as sent_back,
         m.name as translator, ${open('block')} as blocks, ${open('warning')} as warnings,
         (select w.changed_at from stories s join watches w on w.story_id = coalesce(s.twin_of, s.id) where s.id = a.story_id) as source_changed_at
       from (select * from articles where ${where.join(' and ')} order by updated_at desc, id desc limit ?) a
       join revisions r on r.article_id = a.id and r.number = a.current_revision
       left join members m on m.id = a.created_by
       order by a.updated_at desc, a.id desc`,
    )
    .bind(...params, options.rows + 1);
}

/** All groups at a glance, or one of them page by page. One round trip. */
export async function listBoard(
  db: Db,
  options: { lang?: string; group?: BoardGroup; after?: Place },
): Promise<Group[]> {
  const wanted = options.group ? [options.group] : [...boardGroups];
  const rows = options.group ? PAGE_ROWS : GLANCE_ROWS;
  const results = await db.batch<BoardArticle>(
    wanted.map((group) =>
      groupStatement(db, {
        group,
        rows,
        ...(options.lang ? { lang: options.lang } : {}),
        ...(options.group && options.after ? { after: options.after } : {}),
      }),
    ),
  );
  return wanted.map((group, n) => {
    const found = results[n]?.results ?? [];
    const articles = found.slice(0, rows);
    const last = articles.at(-1);
    return found.length > rows && last
      ? { group, articles, next: `${last.updated_at}.${last.id}` }
      : { group, articles };
  });
}

/** Languages that have articles, by tag: one index look-up a language instead of a walk over all articles. */
export async function listBoardLangs(db: Db): Promise<string[]> {
  const { results } = await db
    .prepare(
      `with recursive found(lang) as (
         select min(lang) from articles
         union all select (select min(lang) from articles where lang > found.lang) from found where found.lang is not null
       )
       select lang from found where lang is not null limit ?`,
    )
    .bind(LANGS_MAX)
    .all<{ lang: string }>();
  return results.map(({ lang }) => lang);
}
