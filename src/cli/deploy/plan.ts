/** The steps of a deployment, in order. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newLink } from '../../auth/new-token.ts';
import { root } from '../wrangler.ts';
import { type Cloud, DEPLOY_CONFIG, DRY_RUN_CONFIG, type Step } from './cloud.ts';
import { deployConfig, namesIn } from './config.ts';

const WORKERS_DEV = /https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.workers\.dev/;

export interface Plan {
  steps: Step[];
  /** `printed` is what wrangler said of the last deployment. */
  outcome: () => { siteUrl: string; adminLink: string | undefined; printed: string };
}

/** `folder` is where the account's own config is written: the checkout, since what wrangler.toml names lies beside it. */
export function cloudPlan(cloud: Cloud, url: string | undefined, folder = root): Plan {
  const base = readFileSync(join(root, 'wrangler.toml'), 'utf8');
  const names = namesIn(base);
  const ids = new Map<string, string>();
  let siteUrl = url ?? '';
  let adminLink: string | undefined;
  let printed = '';
  const config = ['--config', DEPLOY_CONFIG];
  const written = cloud.mode === 'dry-run' ? DRY_RUN_CONFIG : DEPLOY_CONFIG;
  const writeConfig = () =>
    writeFileSync(
      join(folder, written),
      deployConfig(base, { ids, siteUrl: siteUrl || 'https://dragoman.invalid', customDomain: url }),
    );

  const database = (name: string): Step => ({
    title: `D1 database ${name}`,
    run: async () => {
      const found = findDatabase(await cloud.read(['d1', 'list', '--json']), name);
      if (found) {
        ids.set(name, found);
        return 'stands already';
      }
      await cloud.change(['d1', 'create', name]);
      const made = findDatabase(await cloud.read(['d1', 'list', '--json']), name);
      if (made) ids.set(name, made);
      else if (cloud.mode === 'real')
        throw new Error(`D1 does not list ${name} after making it. Run this again.`);
      return undefined;
    },
  });

  const named = (title: string, list: string[], make: string[], name: string): Step => ({
    title: `${title} ${name}`,
    run: async () => {
      if (isListed(await cloud.read(list), name)) return 'stands already';
      await cloud.change([...make, name]);
      return undefined;
    },
  });

  const deployOnce = async (): Promise<void> => {
    if (cloud.mode === 'real') writeConfig();
    printed = await cloud.change(['deploy', ...config]);
    const found = WORKERS_DEV.exec(printed)?.[0];
    if (siteUrl === '' && found) siteUrl = found;
  };

  const steps: Step[] = [
    ...names.databases.map(database),
    ...names.buckets.map((name) =>
      named('R2 bucket', ['r2', 'bucket', 'list'], ['r2', 'bucket', 'create'], name),
    ),
    ...names.queues.map((name) => named('Queue', ['queues', 'list'], ['queues', 'create'], name)),
    {
      title: 'Build',
      run: async () => {
        writeConfig();
        try {
          await cloud.build(['deploy', '--dry-run', '--outdir', 'dist', '--config', written]);
        } finally {
          if (cloud.mode === 'dry-run') rmSync(join(folder, written));
        }
        return 'dist/ holds the Worker';
      },
    },
    ...names.bindings.map((binding) => ({
      title: `Migrations of ${binding}`,
      run: async () => {
        await cloud.change(['d1', 'migrations', 'apply', binding, '--remote', ...config]);
        return undefined;
      },
    })),
    {
      title: 'Deploy',
      run: async () => {
        await deployOnce();
        // The address of a workers.dev site is known only now, and pages name it.
        if (url === undefined && siteUrl !== '') await deployOnce();
        if (cloud.mode === 'real' && siteUrl === '') {
          throw new Error('Wrangler named no workers.dev address. Give the site one with --url.');
        }
        return undefined;
      },
    },
    {
      title: 'One-time link for the first admin',
      run: async () => {
        const ask = ['d1', 'execute', 'DB', '--remote', '--yes', '--json', '--command'];
        const members = await cloud.read([...ask, 'select count(*) as members from members', ...config]);
        if (/"members":\s*[1-9]/.test(members)) return 'not needed: the desk has members';
        const link = await newLink({ role: 'admin', now: Date.now() });
        if (cloud.mode === 'dry-run') {
          await cloud.change([...ask, '"insert into invitations …"', ...config]);
          return undefined;
        }
        await cloud.change([...ask, link.statements.join('; '), ...config]);
        adminLink = siteUrl + link.path;
        return undefined;
      },
    },
  ];
  return { steps, outcome: () => ({ siteUrl, adminLink, printed }) };
}

/** Wrangler's lists of buckets and queues are for people, so a name is looked for as a whole word. */
export const isListed = (listed: string, name: string): boolean => listed.split(/[\s│|,"]+/).includes(name);

/** Id of a database in the JSON of `wrangler d1 list`. */
export function findDatabase(listed: string, name: string): string | undefined {
  if (listed.trim() === '') return undefined;
  const list: unknown = JSON.parse(listed);
  for (const row of Array.isArray(list) ? list : []) {
    const uuid: unknown = Reflect.get(row, 'uuid');
    if (Reflect.get(row, 'name') === name && typeof uuid === 'string') return uuid;
  }
  return undefined;
}
