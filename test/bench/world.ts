/** Workers in Miniflare processes of their own, with real D1 and R2, for measuring side by side. */
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { workerdPids } from './process.ts';

const compatibility = { compatibilityDate: '2026-11-01', compatibilityFlags: ['nodejs_compat'] };

export interface World {
  mf: Miniflare;
  url: string;
  /** Of its workerd; undefined where processes cannot be looked at. Local D1 and R2 live in it too. */
  pid: number | undefined;
}

async function begin(options: Parameters<typeof convertV4MiniflareOptions>[0]): Promise<World> {
  const others = new Set(workerdPids());
  const mf = new Miniflare(convertV4MiniflareOptions(options));
  const url = await mf.ready;
  return { mf, url: url.origin, pid: workerdPids().find((pid) => !others.has(pid)) };
}

/** The site from its bundle. `edgeCache: 'workers'` has no cache in front here, so each request is a miss. */
export function startWorld(asked: {
  script: string;
  edgeCache: 'workers' | 'stand-in';
  persistTo: string;
}): Promise<World> {
  return begin({
    ...compatibility,
    inspectorPort: 0,
    modules: [{ type: 'ESModule', path: asked.script }],
    d1Databases: {
      DB: '00000000-0000-4000-8000-000000000001',
      SEARCH: '00000000-0000-4000-8000-000000000002',
    },
    r2Buckets: { PICTURES: 'dragoman-pictures' },
    images: { binding: 'IMAGES' },
    queueProducers: { QUEUE: 'dragoman-work' },
    queueConsumers: { 'dragoman-work': { maxBatchSize: 1, maxBatchTimeout: 1 } },
    ratelimits: Object.fromEntries(
      ['DOOR_LIMIT', 'ENTRY_LIMIT', 'SEARCH_LIMIT'].map((name) => [
        name,
        { namespace_id: name, simple: { limit: 1_000_000, period: 60 } },
      ]),
    ),
    bindings: { SITE_URL: 'http://localhost:8787', EDGE_CACHE: asked.edgeCache, SETTLE_SECONDS: '1' },
    // wrangler keeps its state in this folder of what --persist-to names.
    resourcePersistencePath: `${asked.persistTo}/v3`,
  });
}

/**
 * What any Worker costs here that answers with this page and does nothing else: a string, or one row by its key. The
 * page is the one that the site answers with, since a page's length and script cost any Worker: every hop copies it,
 * and one character beyond Latin-1 makes V8 hold all of it in two bytes each.
 */
export const startFixed = (page: string): Promise<World> =>
  begin({
    ...compatibility,
    modules: true,
    script: `const page = ${JSON.stringify(page)}; export default { fetch: () => new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } }) };`,
  });

export async function startBare(page: string): Promise<World> {
  const world = await begin({
    ...compatibility,
    modules: true,
    script: `export default { async fetch(request, env) {
      const row = await env.DB.withSession('first-unconstrained').prepare('select html from pages where path = ?').bind('/a').first();
      return new Response(row.html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
    } };`,
    d1Databases: { DB: 'bare' },
  });
  const database = await world.mf.getD1Database('DB');
  await database.prepare('create table pages (path text primary key, html text not null) strict').run();
  await database.prepare("insert into pages values ('/a', ?)").bind(page).run();
  return world;
}
