/**
 * What stands under a topic or a person's name in one edition: one range of `listings`, newest first, in pages
 * by date. A topic's page is chosen before its cards are made: a sorter would make the cards of all rows and then
 * drop most. A person's shows titles and roles, which the listing holds itself.
 */
import { editionTag, personArticlesTag, personTag, type TagOf, topicArticlesTag } from '../../edge/tags.ts';
import { personPath } from '../../lib/paths.ts';
import { PAGE_ROWS } from '../../limits.ts';
import type { CreditRole } from '../schema/words.ts';
import { cardOf, cardRowsIn, cardsSql } from './cards.ts';
import {
  fromJson,
  jsonRows,
  type LinkRow,
  linkNames,
  linkOf,
  listedLangsSql,
  listedSql,
  readPage,
  settingsSql,
  siteOf,
  type TopicRow,
  topicOf,
} from './rows.ts';
import { type Reading, shown } from './shown.ts';
import type { Langs, ListCursor, Missing, PersonPageView, PersonView, TopicPageView } from './views.ts';

/** Later than any article: the first page begins here. */
const NEWEST: ListCursor = { at: Number.MAX_SAFE_INTEGER, id: '' };

export interface ListPlace {
  lang: string;
  slug: string;
  /** The last article of the page before. */
  before?: ListCursor;
}

const onPage = cardsSql(
  'from page cross join articles a on a.id = page.article_id order by page.published_at desc, page.article_id desc',
);

const afterCursor = 'and (l.published_at, l.article_id) < (?3, ?4)';

/** ?1 language, ?2 slug, ?3 and ?4 time and id to begin before. */
const topicSql = `with subject as materialized (select id, slug, names from topics where slug = ?2),
  page as materialized (${listedSql('topic', '(select id from subject)', afterCursor)} limit ${PAGE_ROWS + 1})
select ${settingsSql}, (select json_object('id', id, 'slug', slug, 'names', json(names)) from subject) as subject,
  ${listedLangsSql('topic', '(select id from subject)')} as langs,
  ${onPage} as rows`;

const workNames = [...linkNames, 'roles'] as const;
const workSql = `select l.article_id as id, l.lang, l.month, l.slug, l.title, l.published_at, l.roles from listings l
  where l.kind = 'person' and l.key_id = (select id from subject) and l.lang = ?1 ${afterCursor}
  order by l.published_at desc, l.article_id desc limit ${PAGE_ROWS + 1}`;

const personSql = `with subject as materialized (select id, slug, name from people where slug = ?2)
select ${settingsSql}, (select json_object('id', id, 'slug', slug, 'name', name) from subject) as subject,
  ${listedLangsSql('person', '(select id from subject)')} as langs,
  ${jsonRows(workNames, workSql)} as rows`;

export interface PersonRow {
  id: string;
  slug: string;
  name: string;
}

interface ListRow {
  settings: string | null;
  subject: string | null;
  langs: string;
  rows: string;
}

const paramsOf = ({ lang, slug, before = NEWEST }: ListPlace): (string | number)[] => [
  lang,
  slug,
  before.at,
  before.id,
];

/** The rows of one page, and where the next one begins. */
function cut<Row extends LinkRow>(all: Row[]): { rows: Row[]; older?: ListCursor } {
  const rows = all.slice(0, PAGE_ROWS);
  const last = rows.at(-1);
  return {
    rows,
    ...(all.length > rows.length && last ? { older: { at: last.published_at, id: last.id } } : {}),
  };
}

/** The other editions that have such a list; one tag stands for those of all editions. */
function otherLangs<Kind extends 'topicArticles' | 'personArticles'>(
  reading: Reading,
  page: ListRow,
  list: { lang: string; tag: TagOf<Kind> },
): Langs<Kind> {
  const langs = fromJson<string[]>(page.langs).filter((other) => other !== list.lang);
  return shown(reading, langs, list.tag);
}

/** A person as a page of one edition names them. */
export const personOf = (reading: Reading, row: PersonRow, lang: string): PersonView =>
  shown(reading, { slug: row.slug, name: row.name, path: personPath(lang, row.slug) }, personTag(row.id));

/** A topic in one edition; only the site where there is no such topic, or nothing under it. */
export async function findTopicPage(
  reading: Reading,
  place: ListPlace,
): Promise<TopicPageView | ((Missing | Missing<'topicArticles'>) & { topic?: never })> {
  const page = await readPage<ListRow>(reading, topicSql, paramsOf(place));
  const site = siteOf(reading, page.settings);
  const { lang } = place;
  if (page.subject === null) return shown(reading, { site }, editionTag(lang));
  const subject = fromJson<TopicRow>(page.subject);
  const tag = topicArticlesTag(subject.id);
  const { rows, ...older } = cut(cardRowsIn(page.rows));
  // Without the topic's own tag: its name does not stand there.
  if (rows.length === 0) return shown(reading, { site }, tag);
  // Without their topics, which the page does not show: it is one.
  const cards = rows.map((row) => cardOf(reading, { ...row, topics: [] }));
  return {
    site,
    topic: topicOf(reading, subject, lang),
    cards: shown(reading, cards, tag),
    langs: otherLangs(reading, page, { lang, tag }),
    ...older,
  };
}

/** A person's work in one edition; only the site where there is no such person, or no work here nor elsewhere. */
export async function findPersonPage(
  reading: Reading,
  place: ListPlace,
): Promise<PersonPageView | ((Missing | Missing<'personArticles'>) & { person?: never })> {
  const page = await readPage<ListRow>(reading, personSql, paramsOf(place));
  const site = siteOf(reading, page.settings);
  const { lang } = place;
  if (page.subject === null) return shown(reading, { site }, editionTag(lang));
  const subject = fromJson<PersonRow>(page.subject);
  const tag = personArticlesTag(subject.id);
  const { rows, ...older } = cut(fromJson<(LinkRow & { roles: CreditRole[] })[]>(page.rows));
  const work = rows.flatMap((row) => {
    const link = linkOf(reading, row);
    return row.roles.map((role) => ({ role, link }));
  });
  const langs = otherLangs(reading, page, { lang, tag });
  if (work.length === 0 && langs.length === 0) return shown(reading, { site }, tag);
  return {
    site,
    person: personOf(reading, subject, lang),
    work: shown(reading, work, tag),
    langs,
    ...older,
  };
}
