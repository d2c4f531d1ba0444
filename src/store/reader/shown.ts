/**
 * How a row becomes something that a page may show: only by `shown`, which puts its tag into the request's set. The
 * types of views.ts carry the mark that this function alone can give, with the kinds of tags that were put; so a
 * page that shows a row without its tag does not compile. The set is read-only everywhere else.
 */
import type { Tag, TagKind, TagOf } from '../../edge/tags.ts';

/** A reader's request: its D1 session, and the tags of what it has read so far. */
export interface Reading {
  db: D1DatabaseSession | D1Database;
  tags: ReadonlySet<Tag>;
}

declare const carries: unique symbol;
/** A view for whose rows tags of these kinds were put. The mark is for the compiler; nothing of it is there at run time. */
export type Shown<View, Kind extends TagKind> = View & {
  readonly [carries]: { readonly [K in Kind]: true };
};

/**
 * Puts the tags of what the view was made from, and marks it. Also of what is not there: a page that says so must
 * go when it comes. The list may be empty where there is nothing that could have a tag.
 */
export function shown<View extends object, Kind extends TagKind>(
  reading: Reading,
  view: View,
  tags: TagOf<Kind> | readonly TagOf<Kind>[],
): Shown<View, Kind> {
  const put = reading.tags as Set<Tag>;
  if (typeof tags === 'string') put.add(tags);
  else for (const tag of tags) put.add(tag);
  return view as Shown<View, Kind>;
}
