/** The path that an article gets when it comes out. */
import { SLUG_MAX_CHARS } from '../limits.ts';
import type { ChangeScope } from '../store/changes.ts';
import { findFreeSlugs } from '../store/paths.ts';
import type { PublishDeps, PurgeReport } from './change.ts';

/**
 * Makes the change with the article's slug, or with the first of slug-2 … slug-9 that its month has free; at worst
 * with one that has its id. Another article may take that path between the look and the change, which then does not
 * take place: the next free one is tried. Since a path is never given back, no slug comes twice, and the tries end.
 * Undefined: it was not the path that stood in the way.
 */
export async function atFreePath(
  deps: PublishDeps,
  { article }: ChangeScope,
  month: string,
  change: (slug: string) => Promise<PurgeReport | undefined>,
): Promise<{ slug: string; purge: PurgeReport } | undefined> {
  const { id, lang } = article;
  const base = article.slug.slice(0, SLUG_MAX_CHARS);
  const wanted = [
    base,
    ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${base}-${n}`),
    `${base}-${id.slice(-12)}`,
    `${base}-${id}`,
  ];
  for (let tried: string | undefined; ; ) {
    const [slug] = await findFreeSlugs(deps.db, { lang, month, wanted, articleId: id });
    if (slug === undefined || slug === tried) return undefined;
    const purge = await change(slug);
    if (purge) return { slug, purge };
    tried = slug;
  }
}
