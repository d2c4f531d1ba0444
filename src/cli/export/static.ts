/**
 * A static copy of the reader's site: every page that the sitemap and the links lead to, with feeds and pictures,
 * as files for any web server. Addresses stay those of the site unless the mirror has one of its own.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXPORT_ITEMS_AT_ONCE, STATIC_MAX_PAGES } from '../../limits.ts';
import type { MovedPath } from '../../store/old-paths.ts';
import { fileOf, findLinks, ownPath } from './links.ts';
import { writeMoved } from './moved.ts';
import { partialOf } from './write.ts';

/** Says that the folder is a copy that may be replaced by a newer one. */
const MARK = '.dragoman-static';
const FETCH_MAX_MS = 60_000;

export interface StaticCopy {
  files: number;
  /** Old addresses that lead on in it, and those that no file can be for. */
  moved: { written: number; left: number };
  /** Paths that pages name and the site does not give, with the status. */
  broken: string[];
}

const starts = ['/', '/sitemap.xml', '/news-sitemap.xml', '/robots.txt', '/favicon.ico'];
const isText = (type: string): boolean => /^text\/|xml|json|javascript/.test(type);

interface Copying {
  url: string;
  partial: string;
  /** The site under which its pages know themselves may differ from where it is read. */
  origins: string[];
  as?: string;
  seen: Set<string>;
  queue: string[];
  /** Pages on their way. */
  running: number;
  copy: StaticCopy;
}

export async function copySite(
  folder: string,
  asked: { url: string; as?: string; moved?: AsyncIterable<MovedPath>; onFile: (files: number) => void },
): Promise<StaticCopy> {
  const isCopy = existsSync(join(folder, MARK));
  const partial = isCopy ? `${folder}.partial` : partialOf(folder);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const url = new URL(asked.url).origin;
  const copying: Copying = {
    url,
    partial,
    origins: [...new Set([url, await ownOrigin(url)])],
    ...(asked.as ? { as: new URL(asked.as).origin } : {}),
    seen: new Set(starts),
    queue: [...starts],
    running: 0,
    copy: { files: 0, moved: { written: 0, left: 0 }, broken: [] },
  };
  await Promise.all(Array.from({ length: EXPORT_ITEMS_AT_ONCE }, () => work(copying, asked.onFile)));
  const { copy, origins, as } = copying;
  if (asked.moved) copy.moved = await writeMoved(partial, asked.moved, as ?? origins.at(-1) ?? url);
  const missing = await ask(`${url}/no-such-page`);
  writeFileSync(join(partial, '404.html'), rewritten(await missing.text(), copying));
  writeFileSync(
    join(partial, MARK),
    'Made by npm run export -- --static; the next run replaces this folder.\n',
  );
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
  return copy;
}

/** What fetch itself says, "fetch failed", names neither the address nor the reason. */
async function ask(address: string, redirect: 'follow' | 'manual' = 'follow'): Promise<Response> {
  try {
    return await fetch(address, { redirect, signal: AbortSignal.timeout(FETCH_MAX_MS) });
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${address} does not answer (${why}). Start the site (npm start), or give its --url.`);
  }
}

/** The origin in the front page's canonical link. */
async function ownOrigin(url: string): Promise<string> {
  const response = await ask(`${url}/`);
  const canonical = /<link rel="canonical" href="([^"]{1,2048})"/.exec(await response.text())?.[1];
  return URL.parse(canonical ?? url)?.origin ?? url;
}

async function work(copying: Copying, onFile: (files: number) => void): Promise<void> {
  for (;;) {
    const path = copying.queue.shift();
    if (path === undefined) {
      // Another worker's page may name more.
      if (copying.running === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
      continue;
    }
    copying.running += 1;
    try {
      await take(path, copying);
      onFile(copying.copy.files);
    } finally {
      copying.running -= 1;
    }
  }
}

async function take(path: string, copying: Copying): Promise<void> {
  const { url, copy } = copying;
  const response = await ask(url + path, 'manual');
  const bytes = new Uint8Array(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? '';
  const moved = response.headers.get('location');
  if (moved !== null) return follow([moved], path, copying);
  if (!response.ok) {
    if (path !== '/favicon.ico') copy.broken.push(`${path} (${response.status})`);
    return;
  }
  const text = isText(type) ? new TextDecoder().decode(bytes) : undefined;
  const file = join(copying.partial, fileOf(path, type));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text === undefined ? bytes : rewritten(text, copying));
  copy.files += 1;
  if (text !== undefined) follow(findLinks(text, type.split(';')[0] ?? ''), path, copying);
}

const rewritten = (text: string, { origins, as }: Copying): string =>
  as === undefined ? text : origins.reduce((done, origin) => done.replaceAll(origin, as), text);

function follow(links: readonly string[], page: string, copying: Copying): void {
  for (const link of links) {
    const path = ownPath(link, copying.url + page, copying.origins);
    if (path === undefined || copying.seen.has(path)) continue;
    if (copying.seen.size >= STATIC_MAX_PAGES)
      throw new Error(
        `The site has more than ${STATIC_MAX_PAGES} files; a static copy of that size is not made.`,
      );
    copying.seen.add(path);
    copying.queue.push(path);
  }
}
