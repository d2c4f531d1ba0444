/**
 * What each tag stands for, read from the rows themselves and not from what the publish room says it changed. A tag that is
 * sent must stand for something that is now other than before.
 */
import { env } from 'cloudflare:workers';
import {
  articleTag,
  editionTag,
  leadTag,
  monthsTag,
  monthTag,
  oldPathsTag,
  personArticlesTag,
  personTag,
  siteTag,
  storyTag,
  storyTwinsTag,
  topicArticlesTag,
  topicPastTag,
  topicTag,
} from '../../src/edge/tags.ts';

/** Tag → all that it stands for, as text. What stands nowhere has no entry. */
export type Meaning = ReadonlyMap<string, string>;

type Row = Record<string, string>;

const queries = [
  `select a.id, a.story_id, a.lang, a.month, a.slug, a.state, a.published_at, a.changed_at, a.published_revision, a.withdrawn_at,
     a.withdrawn_reason, a.credits, a.corrections, (select json_group_array(topic_id) from article_topics where article_id = a.id) as topics
   from articles a where a.state in ('published', 'withdrawn') order by a.published_at, a.id`,
  `select s.lang, s.month, s.slug, s.article_id, a.month = s.month and a.slug = s.slug as here from slugs s join articles a on a.id = s.article_id
   where a.state in ('published', 'withdrawn') order by s.slug`,
  "select value from settings where key = 'site'",
  'select id, name, slug from people',
  'select id, slug, names from topics',
  'select kind, key_id, lang, published_at, article_id, roles from listings order by article_id, lang',
  'select id, source_url, source_title, source_publisher, source_lang, twin_of from stories',
  'select path, article_id from old_paths order by path',
  'select lang, article_id from leads',
];

export async function readMeaning(): Promise<Meaning> {
  const results = await env.DB.batch<Row>(queries.map((sql) => env.DB.prepare(sql)));
  const [articles, slugs, settings, people, topics, listings, stories, paths, leads] = results.map(
    (one) => one.results,
  );
  const parts = new Map<string, unknown[]>();
  const add = (tag: string, part: unknown): void => {
    parts.set(tag, [...(parts.get(tag) ?? []), part]);
  };
  const out = articles?.filter((article) => article.state === 'published') ?? [];
  for (const row of settings ?? []) add(siteTag, row);
  add(siteTag, [...new Set(out.map(({ lang }) => lang))].sort());
  for (const row of articles ?? []) add(articleTag(row.id ?? ''), row);
  const family = new Map(stories?.map(({ id = '', twin_of }) => [id, twin_of ?? id]));
  for (const row of stories ?? []) add(storyTag(row.id ?? ''), row);
  const months = new Set<string>();
  for (const { id, story_id = '', lang = '', month = '', slug, published_at } of out) {
    add(storyTag(story_id), [id, lang, month, slug]);
    add(storyTwinsTag(family.get(story_id) ?? ''), [id, story_id]);
    add(editionTag(lang), [id, published_at]);
    add(monthTag(lang, month), [id, published_at]);
    if (!months.has(monthTag(lang, month))) add(monthsTag(lang), month);
    months.add(monthTag(lang, month));
  }
  // Where a path leads to, and that it leads anywhere.
  for (const row of slugs ?? []) add(monthTag(row.lang ?? '', row.month ?? ''), row);
  for (const row of paths ?? []) add(oldPathsTag, row);
  for (const row of leads ?? []) add(leadTag(row.lang ?? ''), row);
  for (const row of people ?? []) add(personTag(row.id ?? ''), row);
  for (const row of topics ?? []) add(topicTag(row.id ?? ''), row);
  for (const { kind, key_id = '', ...row } of listings ?? []) {
    const tags =
      kind === 'topic' ? [topicArticlesTag(key_id), topicPastTag(key_id)] : [personArticlesTag(key_id)];
    for (const tag of tags) add(tag, row);
  }
  return new Map([...parts].map(([tag, all]) => [tag, JSON.stringify(all)]));
}

/** Sent for what may change: whether another article has an address already is known in the batch alone. */
const perhaps: ReadonlySet<string> = new Set([oldPathsTag]);

/** Those of `tags` whose meaning is the same in both. */
export const untouched = (tags: Iterable<string>, before: Meaning, after: Meaning): string[] =>
  [...tags].filter((tag) => before.get(tag) === after.get(tag) && !perhaps.has(tag));
