/** wrangler.toml against what the Worker needs: bindings, vars, queues, cron, cache. Looks at the file alone. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Bindings, readVars } from '../../config.ts';
import { SETTLE_MIN_SECONDS } from '../../limits.ts';
import { isDeadQueue } from '../../queue/messages.ts';
import { root } from '../wrangler.ts';
import { bad, type Check, messageOf, ok, warning } from './check.ts';
import type { WranglerToml } from './toml.ts';

type Need = 'd1' | 'r2' | 'images' | 'queue' | 'ratelimit' | 'var' | 'optional var';

/** Every binding of src/config.ts; the compiler finds one that is missing here. */
const needs = {
  DB: 'd1',
  SEARCH: 'd1',
  PICTURES: 'r2',
  IMAGES: 'images',
  QUEUE: 'queue',
  DOOR_LIMIT: 'ratelimit',
  ENTRY_LIMIT: 'ratelimit',
  SEARCH_LIMIT: 'ratelimit',
  SITE_URL: 'var',
  EDGE_CACHE: 'var',
  SETTLE_SECONDS: 'var',
  LOCAL_PICTURE_HOSTS: 'optional var',
  FIRST_ADMIN_LINK_SHA256: 'optional var',
  ACCESS_TEAM_DOMAIN: 'optional var',
  ACCESS_AUD: 'optional var',
} as const satisfies Record<keyof Bindings, Need>;

/** Names that the Worker reads from its environment. */
export const bindingNames: readonly string[] = Object.keys(needs);

const sections: Record<Exclude<Need, 'var' | 'optional var'>, string> = {
  d1: '[[d1_databases]] with binding',
  r2: '[[r2_buckets]] with binding',
  images: '[images] with binding',
  queue: '[[queues.producers]] with binding',
  ratelimit: '[[ratelimits]] with name',
};

function declaredNames(toml: WranglerToml): Record<keyof typeof sections, string[]> {
  return {
    d1: toml.d1_databases.map(({ binding }) => binding),
    r2: toml.r2_buckets.map(({ binding }) => binding),
    images: toml.images ? [toml.images.binding] : [],
    queue: toml.queues.producers.map(({ binding }) => binding),
    ratelimit: toml.ratelimits.map((one) => one.name),
  };
}

export function checkBindings(toml: WranglerToml): Check[] {
  const declared = declaredNames(toml);
  const checks: Check[] = [];
  for (const [binding, need] of Object.entries(needs)) {
    if (need === 'var' || need === 'optional var' || declared[need].includes(binding)) continue;
    checks.push(
      bad(
        `binding ${binding}`,
        'wrangler.toml does not declare it, and the Worker fails without it.',
        `Put it back into wrangler.toml: ${sections[need]} = "${binding}". "git diff wrangler.toml" shows what changed.`,
      ),
    );
  }
  for (const { binding, migrations_dir } of toml.d1_databases) {
    if (migrations_dir !== '' && existsSync(join(root, migrations_dir))) continue;
    checks.push(
      bad(
        `binding ${binding}`,
        `its migrations_dir "${migrations_dir}" is no folder.`,
        'Give it the folder of its migrations: migrations/main for DB, migrations/search for SEARCH.',
      ),
    );
  }
  const bound = Object.values(needs).filter((need) => need !== 'var' && need !== 'optional var').length;
  return checks.length > 0 ? checks : [ok('bindings', `all ${bound} that the Worker needs are declared`)];
}

/** `deployed` is the file of a deployment; in the other one the address stands open. */
export function checkVars(toml: WranglerToml, file: 'wrangler.toml' | 'deployed'): Check[] {
  const where = file === 'deployed' ? 'wrangler.deploy.toml' : '[vars] in wrangler.toml';
  const url = toml.vars.SITE_URL;
  const open = file === 'wrangler.toml' && url === '';
  const checks: Check[] = [];
  try {
    readVars({ ...toml.vars, ...(open ? { SITE_URL: 'https://dragoman.invalid' } : {}) });
  } catch (error) {
    return [
      bad('vars', messageOf(error), `Look at ${where}; README and src/config.ts say what each may be.`),
    ];
  }
  if (toml.vars.EDGE_CACHE !== 'workers') {
    checks.push(
      bad(
        'var EDGE_CACHE',
        `${where} says "${String(toml.vars.EDGE_CACHE)}": the stand-in is for one machine, and purges reach no other.`,
        'Set EDGE_CACHE = "workers". npm start chooses the stand-in by itself.',
      ),
    );
  }
  const settle = Number(toml.vars.SETTLE_SECONDS);
  if (settle < SETTLE_MIN_SECONDS) {
    checks.push(
      warning(
        'var SETTLE_SECONDS',
        `${settle} s is shorter than late renders and lagging replicas take, so an old page may come back.`,
        'Set SETTLE_SECONDS to 30 or more; 45 is what the project ships.',
      ),
    );
  }
  const unknown = Object.keys(toml.vars).filter((name) => !(name in needs));
  if (unknown.length > 0) {
    checks.push(
      warning(
        'vars',
        `the Worker reads no var named ${unknown.join(', ')}.`,
        `A slip of the pen? See ${where}.`,
      ),
    );
  }
  const address = open ? 'the address is set by start and deploy' : `the address is ${String(url)}`;
  return checks.length > 0 ? checks : [ok('vars', `usable; ${address}. No secret is needed`)];
}

export function checkServices(toml: WranglerToml): Check[] {
  return [checkQueues(toml), checkCron(toml), checkCache(toml)];
}

function checkQueues({ name, queues }: WranglerToml): Check {
  const work = queues.producers.find(({ binding }) => binding === 'QUEUE')?.queue ?? `${name}-work`;
  const consumer = queues.consumers.find(({ queue }) => queue === work);
  const dead = consumer?.dead_letter_queue ?? '';
  const remedy = `In wrangler.toml: [[queues.consumers]] with queue = "${work}" and dead_letter_queue = "${name}-dead", and a second one with queue = "${name}-dead".`;
  if (!consumer) return bad('queues', `Nobody reads "${work}": each text waits for the sweep.`, remedy);
  if (dead === '') {
    return bad(
      'queues',
      `"${work}" has no dead-letter queue: what fails again and again is deleted.`,
      remedy,
    );
  }
  if (!isDeadQueue(dead)) {
    return bad(
      'queues',
      `"${dead}" does not end in -dead, so what comes from it is tried again for ever.`,
      remedy,
    );
  }
  if (!queues.consumers.some(({ queue }) => queue === dead)) {
    return bad('queues', `Nobody reads "${dead}": the desk would never say what failed.`, remedy);
  }
  return ok('queues', `${work} is read, and ${dead} takes what fails for good`);
}

function checkCron({ triggers }: WranglerToml): Check {
  const remedy = 'In wrangler.toml, under [triggers]: crons = ["* * * * *"].';
  if (triggers.crons.length === 0) {
    return bad('cron', 'none: nothing scheduled goes out, and purges that failed stay undone.', remedy);
  }
  if (triggers.crons.includes('* * * * *') || triggers.crons.includes('*/1 * * * *')) {
    return ok('cron', 'every minute');
  }
  return warning('cron', `${triggers.crons.join(', ')}: schedules and late purges wait for it.`, remedy);
}

function checkCache({ cache }: WranglerToml): Check {
  if (cache.enabled) return ok('cache', 'Workers Cache is on');
  return bad(
    'cache',
    'Workers Cache is off: the Worker runs for every reader, and purges fail.',
    'In wrangler.toml: [cache] with enabled = true.',
  );
}
