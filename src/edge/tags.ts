/**
 * Cache tags. Their spelling stands here and nowhere else; each is made of an id, a language tag or a month,
 * which are printable ASCII by their own rules, because Cloudflare drops a bad tag without a word.
 *
 * A row and the list it stands in are different things to depend on: an article page shows a person's name
 * and must go when the name changes, but not when that person is credited elsewhere. So `person:<id>` and
 * `topic:<id>` are the rows, and `person:<id>:articles`, `topic:<id>:articles` the lists.
 */
export type Tag = string;

/** What a tag stands for. */
export type TagKind =
  | 'site'
  | 'article'
  | 'story'
  | 'storyTwins'
  | 'edition'
  | 'lead'
  | 'month'
  | 'months'
  | 'person'
  | 'personArticles'
  | 'topic'
  | 'topicArticles'
  | 'topicPast'
  | 'oldPaths'
  | 'picture';

declare const kind: unique symbol;
/** A tag of a known kind: the compiler tells those of an article from those of a person. */
export type TagOf<Kind extends TagKind> = Tag & { readonly [kind]: Kind };

const tag = <Kind extends TagKind>(_kind: Kind, spelling: string): TagOf<Kind> => spelling as TagOf<Kind>;

export const siteTag = tag('site', 'site');
export const articleTag = (id: string) => tag('article', `article:${id}`);
export const storyTag = (id: string) => tag('story', `story:${id}`);
/** The articles of a story and its twins, which stand on the pages of all of them. `id` is of the story that the twins are of. */
export const storyTwinsTag = (id: string) => tag('storyTwins', `story:${id}:twins`);
export const editionTag = (lang: string) => tag('edition', `edition:${lang.toLowerCase()}`);
/** Which article is chosen to lead the front page: that page alone shows it. */
export const leadTag = (lang: string) => tag('lead', `lead:${lang.toLowerCase()}`);
export const monthTag = (lang: string, month: string) => tag('month', `month:${lang.toLowerCase()}:${month}`);
/** Which months an edition has: changes with a month's first and last article, not with each. */
export const monthsTag = (lang: string) => tag('months', `months:${lang.toLowerCase()}`);
export const personTag = (id: string) => tag('person', `person:${id}`);
export const personArticlesTag = (id: string) => tag('personArticles', `person:${id}:articles`);
export const topicTag = (id: string) => tag('topic', `topic:${id}`);
export const topicArticlesTag = (id: string) => tag('topicArticles', `topic:${id}:articles`);
/**
 * The earlier articles of a topic, as a later one shows them beside itself. A new article is later than all of
 * those, so only one that comes back after its withdrawal, or moves in with an earlier date, changes it.
 */
export const topicPastTag = (id: string) => tag('topicPast', `topic:${id}:past`);
/** Answers about paths that lead nowhere yet: an article that brings its old addresses along may come to stand at one. */
export const oldPathsTag = tag('oldPaths', 'old-paths');
/** A picture whose variants are not made yet; one that is complete never changes and carries no tag. */
export const pictureTag = (sha256: string) => tag('picture', `picture:${sha256}`);

/** Stands for `purgeEverything` in a purge row. */
export const everything: Tag = '*';

/**
 * A page may carry at most 1,000 tags in 16 KB. A longer list is folded into buckets, of which there are so few
 * that all of them together fit; a purge sends each tag's bucket along, so a folded page is still found by
 * every tag it stands for (and by some it does not: over-purge, never under-purge).
 */
const BUCKETS = 960;

/** The bucket of a tag: FNV-1a, 32 bits, over its lower-case characters. */
export function bucketTag(tag: Tag): Tag {
  let hash = 0x811c9dc5;
  for (const char of tag.toLowerCase()) {
    hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  }
  return `~${(hash % BUCKETS).toString(36)}`;
}

/** Printable ASCII without space and comma, 1,024 characters at most: what Cloudflare keeps. */
export const isTag = (tag: string): boolean => tag.length <= 1_024 && /^[\x21-\x2b\x2d-\x7e]+$/.test(tag);
