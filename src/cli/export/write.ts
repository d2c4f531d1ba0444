/** Writes the export: `{lang}/{yyyy}/{mm}/{slug}.md`, drafts under `{lang}/drafts/`, `pictures/`, and site.json. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { EXPORT_ITEMS_AT_ONCE } from '../../limits.ts';
import type { SiteSettings } from '../../store/settings.ts';
import type { Api } from '../import/api.ts';
import { type ExportedArticle, getArticle, listArticleIds, picturesOf } from './articles.ts';
import { writeExportFile } from './file.ts';
import type { FindPicture } from './pictures.ts';
import { SITE_FILE, type SiteFile, writeSiteFile } from './site-file.ts';

export interface Exported {
  articles: number;
  pictures: number;
  /** What is not as it was, by article and reason. */
  losses: string[];
}

/** A new or empty folder; what is made stands in `….partial` until it is whole. */
export function partialOf(folder: string): string {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Error(
      `${folder} is not empty. Give a new folder, so that nothing of an older export is left in it.`,
    );
  }
  const partial = `${folder.replace(/\/+$/, '')}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  return partial;
}

export function finish(partial: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
}

export async function exportArticles(
  folder: string,
  from: { api: Api; findPicture: FindPicture; settings?: SiteSettings | undefined },
  show: (total: number) => { step: () => void; end: () => void },
): Promise<Exported> {
  const partial = partialOf(folder);
  const ids = await listArticleIds(from.api);
  const progress = show(ids.length);
  const done: Exported = { articles: 0, pictures: 0, losses: [] };
  const kept: Kept = new Map();
  const topics: SiteFile['topics'] = {};
  let next = 0;
  const work = async (): Promise<void> => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) {
      const article = await getArticle(from.api, id);
      const names = new Map<string, string>();
      for (const sha256 of picturesOf(article)) {
        // Articles that share a picture wait for the same file.
        const keeping = kept.get(sha256) ?? keepPicture(sha256, article, { partial, done, ...from });
        kept.set(sha256, keeping);
        const name = await keeping;
        if (name !== undefined) names.set(sha256, name);
      }
      writeArticle(partial, article, names);
      for (const topic of article.topics) topics[topic.slug] = topic.names;
      done.articles += 1;
      if (article.revision !== article.current_revision) {
        done.losses.push(
          `${article.lang}/${article.slug}: revision ${article.current_revision} is not published yet; the published one was exported`,
        );
      }
      progress.step();
    }
  };
  await Promise.all(Array.from({ length: EXPORT_ITEMS_AT_ONCE }, work));
  progress.end();
  writeSiteFile(partial, { topics, ...(from.settings ? { settings: from.settings } : {}) });
  if (!from.settings)
    done.losses.push(
      `${SITE_FILE}: without the site's settings, which are there with --persist-to or --remote`,
    );
  finish(partial, folder);
  return done;
}

/** Path of the picture's file below the export, by its digest. */
type Kept = Map<string, Promise<string | undefined>>;

async function keepPicture(
  sha256: string,
  article: ExportedArticle,
  to: { partial: string; done: Exported; findPicture: FindPicture },
): Promise<string | undefined> {
  const found = await to.findPicture(sha256);
  const where = `${article.lang}/${article.slug}: picture ${sha256.slice(0, 12)}`;
  if (!found) {
    to.done.losses.push(`${where} could not be had`);
    return undefined;
  }
  if (found.from === 'page') {
    to.done.losses.push(
      `${where} is the one that readers get, at most 1600 pixels wide; the original is there with --persist-to or --remote`,
    );
  }
  mkdirSync(join(to.partial, 'pictures'), { recursive: true });
  writeFileSync(join(to.partial, 'pictures', found.name), found.bytes);
  to.done.pictures += 1;
  return `pictures/${found.name}`;
}

/** Where an article stands; a draft has no month, and its slug may not be the only one. */
function pathOf(article: ExportedArticle): string {
  const lang = article.lang.toLowerCase();
  const month = /\/(\d{4})\/(\d\d)\/[^/]+$/.exec(article.url ?? '');
  return month
    ? `${lang}/${month[1]}/${month[2]}/${article.slug}.md`
    : `${lang}/drafts/${article.slug}-${article.id.slice(-6)}.md`;
}

function writeArticle(partial: string, article: ExportedArticle, names: ReadonlyMap<string, string>): void {
  const path = pathOf(article);
  const fromHere = (file: string): string => posix.relative(posix.dirname(path), file);
  const { header_image: header, source } = article;
  // A header picture with an address stands in the text; one without was uploaded.
  const uploaded = header?.sha256 && !header.source_url ? names.get(header.sha256) : undefined;
  const pictures = picturesOf(article)
    .flatMap((sha256) => names.get(sha256) ?? [])
    .filter((file) => file !== uploaded);
  const text = writeExportFile(
    {
      title: article.title,
      sha256: article.sha256,
      id: article.id,
      story: article.story,
      lang: article.lang,
      slug: article.slug,
      state: article.state,
      topics: article.topics.map(({ slug }) => slug),
      tags: article.topics.map(
        ({ slug, names: known }) => known[article.lang] ?? Object.values(known)[0] ?? slug,
      ),
      old_slugs: article.old_slugs,
      old_paths: article.old_paths,
      corrections: article.corrections.map(({ kind, note, at }) => ({ kind, note, at })),
      pictures: pictures.map(fromHere),
      ...(uploaded ? { header: fromHere(uploaded) } : {}),
      ...(article.url ? { url: article.url } : {}),
      ...(article.published_at ? { published_at: article.published_at } : {}),
      ...(article.changed_at ? { changed_at: article.changed_at } : {}),
      ...(article.withdrawn_at ? { withdrawn_at: article.withdrawn_at } : {}),
      ...(article.withdrawn_reason ? { withdrawn_reason: article.withdrawn_reason } : {}),
      ...(article.scheduled_at ? { scheduled_at: article.scheduled_at } : {}),
      ...(source ? { source_url: source.url } : {}),
      ...(source?.lang ? { source_lang: source.lang } : {}),
    },
    article.markdown,
  );
  mkdirSync(dirname(join(partial, path)), { recursive: true });
  writeFileSync(join(partial, path), text);
}
