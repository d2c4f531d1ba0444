/** The site's databases and pictures as the backup reaches them: a folder of local state, or Cloudflare's own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getPlatformProxy, unstable_readConfig } from 'wrangler';
import type { Bindings } from '../../config.ts';
import { deployedConfig, type Place } from '../database.ts';
import { root, runWrangler } from '../wrangler.ts';

export interface OpenSite {
  env: Pick<Bindings, 'DB' | 'SEARCH' | 'PICTURES'>;
  /** From a change to its second purge, as the deployment says. */
  settleSeconds: number;
  /** The main database as SQL, of one moment, while the site goes on writing. */
  dump: () => Promise<string>;
  close: () => Promise<void>;
}

const configPath = join(root, 'wrangler.toml');

export const openSite = (place: Place): Promise<OpenSite> =>
  place === 'remote' ? openRemote() : openLocal(place.persistTo);

async function openLocal(persistTo: string): Promise<OpenSite> {
  const proxy = await getPlatformProxy<Bindings>({
    configPath,
    // wrangler dev keeps the state of --persist-to in a folder of this name below it.
    persist: { path: join(persistTo, 'v3') },
    remoteBindings: false,
  });
  const { env } = proxy;
  return {
    env,
    settleSeconds: Number(env.SETTLE_SECONDS),
    dump: async () => {
      const names = await env.DB.prepare(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like '\\_cf\\_%' escape '\\'",
      ).all<{ name: string }>();
      // What `wrangler d1 export --local` runs; that command knows no --persist-to.
      const lines = await env.DB.prepare('PRAGMA miniflare_d1_export(?,?,?);')
        .bind(0, 0, ...names.results.map(({ name }) => name))
        .raw<string[]>();
      return (lines[0] ?? []).join('\n');
    },
    close: () => proxy.dispose(),
  };
}

/** The same bindings with `remote = true`: wrangler reaches them with the operator's own login. */
async function openRemote(): Promise<OpenSite> {
  const deployed = deployedConfig();
  const folder = mkdtempSync(join(tmpdir(), 'dragoman-remote-'));
  const config = unstable_readConfig({ config: deployed });
  const file = join(folder, 'wrangler.json');
  writeFileSync(
    file,
    JSON.stringify({
      name: config.name,
      compatibility_date: config.compatibility_date,
      d1_databases: config.d1_databases.map((one: object) => ({ ...one, remote: true })),
      r2_buckets: config.r2_buckets.map((one: object) => ({ ...one, remote: true })),
    }),
  );
  const proxy = await getPlatformProxy<Bindings>({ configPath: file, persist: false });
  return {
    env: proxy.env,
    settleSeconds: Number(config.vars.SETTLE_SECONDS),
    dump: async () => {
      const output = join(folder, 'main.sql');
      await runWrangler([
        'd1',
        'export',
        'DB',
        '--remote',
        '--config',
        deployed,
        '--skip-confirmation',
        '--output',
        output,
      ]);
      return readFileSync(output, 'utf8');
    },
    close: async () => {
      await proxy.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
