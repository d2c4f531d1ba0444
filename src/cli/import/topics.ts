/** Topics of an export: the same slugs again, and the names in each language. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { SiteFile } from '../export/site-file.ts';
import { SITE_FILE } from '../export/site-file.ts';
import { type Api, Refused } from './api.ts';
import type { ImportItem, Loss } from './item.ts';

const named = z.object({
  topics: z.array(z.object({ slug: z.string(), names: z.record(z.string(), z.string()) })),
});

/** What the site would make of a name, for most names: where it is another, the slug is sent in the name's place. */
const slugLike = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-|-$/g, '');

/** The item's topics as they are sent, so that each comes to have the slug that it had. */
export function withTopicNames(item: ImportItem, site: SiteFile): ImportItem {
  const topics = item.topics.map((slug) => {
    const name = site.topics[slug]?.[item.lang];
    return name !== undefined && slugLike(name) === slug ? name : slug;
  });
  return { ...item, topics, topicSlugs: item.topics };
}

/**
 * Gives each topic the names that it had. A name that somebody has given it on the new site stays. `articleWith` is
 * an article that has the topic. What is left to do by hand is given back.
 */
export async function nameTopics(
  site: SiteFile,
  articleWith: ReadonlyMap<string, string>,
  api: Api,
): Promise<Loss[]> {
  const losses: Loss[] = [];
  for (const [slug, article] of articleWith) {
    const wanted = site.topics[slug] ?? {};
    const { topics } = named.parse(await api.get(`/articles/${article}`));
    const now = topics.find((topic) => topic.slug === slug)?.names;
    // Its front matter may have named more topics than an article has.
    if (!now) continue;
    // A language that had none fell back to another; so it does again.
    const own = Object.entries(now).filter(([, name]) => name !== slug);
    const names = { ...wanted, ...Object.fromEntries(own) };
    for (const [lang, name] of own) {
      const old = wanted[lang];
      if (old !== undefined && old !== name)
        losses.push({
          item: SITE_FILE,
          reason: `topic ${slug}: it is called "${name}" here and "${old}" there (${lang})`,
        });
    }
    if (Object.keys(names).length === 0 || isDeepStrictEqual(names, now)) continue;
    try {
      await api.post('/topics', { slug, names });
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401) throw error;
      const list = Object.entries(names).map(([lang, name]) => `${lang} "${name}"`);
      losses.push({
        item: SITE_FILE,
        reason: `topic ${slug}: ${list.join(', ')}; name it at the desk under Settings (${error.message})`,
      });
    }
  }
  return losses;
}

/** The settings are the new site's own; each is named so that somebody can set it. */
export const lostSettings = ({ settings = {} }: SiteFile): Loss[] =>
  Object.entries(settings)
    .filter(([, value]) => JSON.stringify(value) !== '{}' && JSON.stringify(value) !== '[]')
    .map(([name, value]) => ({
      item: SITE_FILE,
      reason: `setting ${name}: it was ${JSON.stringify(value)}; set it at the desk under Settings if you want it here`,
    }));
