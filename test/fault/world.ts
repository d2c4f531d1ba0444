/**
 * The built Worker in Miniflare on state that stays, and a hand on its process: workerd is killed with -9, which
 * no code of ours can see coming, and Miniflare starts it anew on the same files. Queues are lost by that, D1 is
 * not. Time that would pass is taken off the rows that wait for it.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { newToken } from '../../src/auth/new-token.ts';
import { migrate } from '../../src/cli/database.ts';
import type { MemberRole } from '../../src/store/schema/words.ts';
import { bundle } from '../bench/bundle.ts';
import { freePort } from '../browser/site.ts';

const RESTART_MAX_MS = 60_000;
const databases = {
  DB: '00000000-0000-4000-8000-000000000001',
  SEARCH: '00000000-0000-4000-8000-000000000002',
};

export interface World {
  url: string;
  token: (role: MemberRole) => Promise<string>;
  /** Rows of one statement on a database. */
  rows: (base: 'DB' | 'SEARCH', sql: string) => Promise<Record<string, unknown>[]>;
  /** Makes everything that waits for a time wait so much less. */
  passTime: (ms: number) => Promise<void>;
  cron: () => Promise<void>;
  /** SIGKILL, at once. */
  kill: () => void;
  /** Resolves when the site answers again. */
  whenBack: () => Promise<void>;
  end: () => Promise<void>;
}

/** A workerd that notes its process id before it becomes workerd. */
function notingWorkerd(folder: string): string {
  const resolve = createRequire(fileURLToPath(import.meta.resolve('miniflare')));
  const workerd: { default: string } = resolve('workerd');
  const path = join(folder, 'workerd.sh');
  writeFileSync(path, `#!/bin/sh\necho $$ > '${folder}/pid'\nexec '${workerd.default}' "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

export async function startWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'dragoman-fault-'));
  const [script, port] = await Promise.all([bundle('src/index.ts', 'fault'), freePort()]);
  await migrate(folder);
  process.env.MINIFLARE_WORKERD_PATH = notingWorkerd(folder);
  const url = `http://127.0.0.1:${port}`;
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      compatibilityDate: '2026-11-01',
      compatibilityFlags: ['nodejs_compat'],
      host: '127.0.0.1',
      port,
      log: new Log(LogLevel.NONE),
      handleStructuredLogs: () => undefined,
      unsafeTriggerHandlers: true,
      modules: [{ type: 'ESModule', path: script }],
      d1Databases: databases,
      r2Buckets: { PICTURES: 'dragoman-pictures' },
      images: { binding: 'IMAGES' },
      queueProducers: { QUEUE: 'dragoman-work' },
      queueConsumers: { 'dragoman-work': { maxBatchSize: 10, maxBatchTimeout: 0, maxRetries: 8 } },
      ratelimits: Object.fromEntries(
        ['DOOR_LIMIT', 'ENTRY_LIMIT', 'SEARCH_LIMIT'].map((name) => [
          name,
          { namespace_id: name, simple: { limit: 1_000_000, period: 60 } },
        ]),
      ),
      bindings: { SITE_URL: url, EDGE_CACHE: 'stand-in', SETTLE_SECONDS: '1' },
      resourcePersistencePath: `${folder}/v3`,
    }),
  );
  await mf.ready;

  const rows: World['rows'] = async (base, sql) =>
    (await (await mf.getD1Database(base)).prepare(sql).all()).results;
  const health = async (): Promise<boolean> => {
    try {
      const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  };
  return {
    url,
    rows,
    token: async (role) => {
      const made = await newToken({ role, name: `Fault ${role}`, now: Date.now() });
      for (const statement of made.statements) await rows('DB', statement);
      return made.token;
    },
    passTime: async (ms) => {
      const database = await mf.getD1Database('DB');
      await database.batch(
        [
          'update submissions set lease_until = lease_until - ? where lease_until is not null',
          'update outbox set due_at = due_at - ? where done_at is null',
          'update purges set due_at = due_at - ? where done_at is null',
          'update purge_calls set at = at - ?',
        ].map((sql) => database.prepare(sql).bind(ms)),
      );
    },
    cron: async () => {
      const response = await fetch(`${url}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`, {
        signal: AbortSignal.timeout(30_000),
      });
      if (!response.ok) throw new Error(`Cron answers ${response.status}: ${await response.text()}`);
      await response.arrayBuffer();
    },
    kill: () => void process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGKILL'),
    whenBack: async () => {
      const until = Date.now() + RESTART_MAX_MS;
      while (!(await health())) {
        if (Date.now() > until) throw new Error('The site did not come back.');
        await sleep(20);
      }
    },
    end: async () => {
      await mf.dispose();
      delete process.env.MINIFLARE_WORKERD_PATH;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
