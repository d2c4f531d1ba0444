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
  blocks: number;
  warnings: number;
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

function groupStatement(
  db: Db,
  options: { group: BoardGroup; rows: number; lang?: string; after?: Place },
): D1PreparedStatement {
  const states = statesOf[options.group];
  return db
    .prepare(
      `select a.id, a.lang, a.state, r.title, a.current_revision, a.published_revision, a.scheduled_at, a.updated_at,
         m.name as translator,
         (select count(*) from findings f where f.revision_id = r.id and f.severity = 'block' and f.dismissed_at is null) as blocks,
         (select count(*) from findings f where f.revision_id = r.id and f.severity = 'warning' and f.dismissed_at is null) as warnings
       from articles a
       join revisions r on r.article_id = a.id and r.number = a.current_revision
       left join members m on m.id = a.created_by
       where a.state in (${states.map((state) => `'${state}'`).join(', ')})
         ${options.lang ? 'and a.lang = ?4' : 'and ?4 is null'}
         and (?1 is null or (a.updated_at, a.id) < (?1, ?2))
       order by a.updated_at desc, a.id desc limit ?3`,
    )
    .bind(
      options.after?.updatedAt ?? null,
      options.after?.id ?? null,
      options.rows + 1,
      options.lang ?? null,
    );
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

/** Languages that have articles, by tag. A newsroom has some dozens at most. */
export async function listBoardLangs(db: Db): Promise<string[]> {
  const { results } = await db
    .prepare('select distinct lang from articles order by lang limit 200')
    .all<{ lang: string }>();
  return results.map(({ lang }) => lang);
}
