/**
 * Cache tags. Their spelling stands here and nowhere else; each is made of an id, a language tag or a month,
 * which are printable ASCII by their own rules, because Cloudflare drops a bad tag without a word.
 *
 * A row and the list it stands in are different things to depend on: an article page shows a person's name
 * and must go when the name changes, but not when that person is credited elsewhere. So `person:<id>` and
 * `topic:<id>` are the rows, and `person:<id>:articles`, `topic:<id>:articles` the lists.
 */
export type Tag = string;

/** What a page has read so far, as tags. */
export type TagSet = Set<Tag>;

export const siteTag: Tag = 'site';
export const articleTag = (id: string): Tag => `article:${id}`;
export const storyTag = (id: string): Tag => `story:${id}`;
export const editionTag = (lang: string): Tag => `edition:${lang.toLowerCase()}`;
export const monthTag = (lang: string, month: string): Tag => `month:${lang.toLowerCase()}:${month}`;
export const personTag = (id: string): Tag => `person:${id}`;
export const personArticlesTag = (id: string): Tag => `person:${id}:articles`;
export const topicTag = (id: string): Tag => `topic:${id}`;
export const topicArticlesTag = (id: string): Tag => `topic:${id}:articles`;

/** Stands for `purgeEverything` in a purge row. */
export const everything: Tag = '*';
