/** Commands as an operator types them, and the pages that a reader can reach. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findLinks, ownPath } from '../../../src/cli/export/links.ts';

const root = resolve(import.meta.dirname, '../../..');

export interface Ran {
  code: number;
  output: string;
}

/** Runs `npm run NAME -- …` without npm; standard output and error together. */
export async function runCommand(name: string, args: readonly string[]): Promise<Ran> {
  try {
    const done = await promisify(execFile)(process.execPath, [`src/cli/${name}.ts`, ...args], {
      cwd: root,
      maxBuffer: 1 << 26,
    });
    return { code: 0, output: done.stdout + done.stderr };
  } catch (error) {
    const part = (key: string): string => String((error instanceof Error && Reflect.get(error, key)) ?? '');
    return { code: Number(part('code')) || 1, output: part('stdout') + part('stderr') };
  }
}

export const startCommand = (name: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [`src/cli/${name}.ts`, ...args], { cwd: root, stdio: 'ignore' });

export interface Page {
  status: number;
  type: string;
  /** SHA-256 of the body. */
  body: string;
  text: string;
}

/** Every address that pages, feeds and sitemaps lead to, and those of `more`. */
export async function crawl(url: string, more: readonly string[]): Promise<Map<string, Page>> {
  const pages = new Map<string, Page>();
  const queue = ['/', '/sitemap.xml', '/news-sitemap.xml', '/robots.txt', ...more];
  const seen = new Set(queue);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const response = await fetch(url + path, { redirect: 'manual' });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const type = response.headers.get('content-type') ?? '';
    const text = /text|xml|json/.test(type) ? new TextDecoder().decode(bytes) : '';
    pages.set(path, {
      status: response.status,
      type,
      body: createHash('sha256').update(bytes).digest('hex'),
      text,
    });
    for (const link of [
      ...findLinks(text, type.split(';')[0] ?? ''),
      response.headers.get('location') ?? '',
    ]) {
      const next = link === '' ? undefined : ownPath(link, url + path, [url]);
      if (next !== undefined && !seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return pages;
}

export type Json = Record<string, unknown>;

export async function callApi(url: string, token: string, path: string, body?: object): Promise<Json> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { Authorization: `Bearer ${token}`, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = (await response.json()) as Json;
  if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

/** All articles whole, in the order of language and slug. */
export async function allArticles(url: string, token: string, lang?: string): Promise<Json[]> {
  const ids: string[] = [];
  let cursor = '';
  do {
    const query = new URLSearchParams({ ...(lang ? { lang } : {}), ...(cursor ? { cursor } : {}) });
    const page = await callApi(url, token, `/articles?${query}`);
    ids.push(...(page.articles as { id: string }[]).map(({ id }) => id));
    cursor = String(page.next_cursor ?? '');
  } while (cursor !== '');
  const articles: Json[] = [];
  for (const id of ids) articles.push(await callApi(url, token, `/articles/${id}`));
  const key = (article: Json): string => `${article.lang} ${article.slug}`;
  return articles.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Sends a text in, and brings it to where it stood; gives its id. */
export async function moveIn(
  url: string,
  token: string,
  fields: Record<string, unknown>,
  standing: object,
): Promise<string> {
  const { id } = await callApi(url, token, '/submissions', fields);
  for (;;) {
    const { state, article } = await callApi(url, token, `/submissions/${id}`);
    if (state === 'failed') throw new Error(`Submission ${id} failed.`);
    if (state === 'ready') {
      const { id: articleId } = article as { id: string };
      await callApi(url, token, `/articles/${articleId}/approve`, {});
      await callApi(url, token, `/articles/${articleId}/move-in`, standing);
      return articleId;
    }
    await sleep(200);
  }
}

/** Pages as far as two sites can have them in common: without their origin, and their ids numbered as they come. */
export const comparable = (pages: Map<string, Page>, url: string): Map<string, Page> => {
  const ids = new Map<string, number>();
  const plain = (text: string): string =>
    text.replaceAll(url, 'https://site').replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      if (!ids.has(id)) ids.set(id, ids.size);
      return `id ${ids.get(id)}`;
    });
  return new Map(
    [...pages].map(([path, page]) => {
      ids.clear();
      return [plain(path), { ...page, text: plain(page.text), body: '' }];
    }),
  );
};

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  xml: 'application/xml',
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
  txt: 'text/plain',
};

/** A web server that knows files and a folder's index.html, and nothing else. */
export async function serveFolder(folder: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const file = join(folder, decodeURIComponent(path));
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isDirectory() && !path.endsWith('/'))
      return response.writeHead(301, { location: `${path}/` }).end();
    const whole = found?.isDirectory() ? join(file, 'index.html') : file;
    if (!existsSync(whole)) return response.writeHead(404).end();
    const type = types[extname(whole).slice(1)] ?? 'application/octet-stream';
    return response.writeHead(200, { 'content-type': type }).end(readFileSync(whole));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}
