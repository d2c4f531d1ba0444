/** Wrangler against the account, or a record of what would have been asked of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, runWrangler } from '../wrangler.ts';

export interface Step {
  title: string;
  /** What to tell the operator, if anything. */
  run: () => Promise<string | undefined>;
}

export interface Cloud {
  mode: 'real' | 'dry-run';
  /** Asks for what exists; a dry run knows of nothing. */
  read: (args: string[]) => Promise<string>;
  /** Makes or changes something; a dry run prints the command. */
  change: (args: string[]) => Promise<string>;
  /** Runs also in a dry run, because it touches nothing outside this folder. */
  build: (args: string[]) => Promise<string>;
}

/** Written for each deployment beside wrangler.toml: the account's own ids and address. Git ignores it. */
export const DEPLOY_CONFIG = 'wrangler.deploy.toml';

/** A dry run knows no ids, and must not write over those of a deployment. */
export const DRY_RUN_CONFIG = 'wrangler.dry-run.toml';

export function wranglerCloud(mode: Cloud['mode']): Cloud {
  const show = (args: string[]): string => {
    console.log(`    wrangler ${args.join(' ')}`);
    return '';
  };
  if (mode === 'dry-run') {
    return { mode, read: async () => '', change: async (args) => show(args), build: runWrangler };
  }
  if (!process.env.CLOUDFLARE_API_TOKEN && !existsSync(join(process.env.HOME ?? root, '.config/.wrangler'))) {
    console.log('No Cloudflare login found yet. If a step below says so, run: npx wrangler login');
  }
  return { mode, read: runWrangler, change: runWrangler, build: runWrangler };
}
