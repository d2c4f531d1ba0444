/**
 * `npm start`: the whole site on this machine, and how to enter it. Migrates what needs it, starts wrangler
 * dev, fires its cron, and on an empty database sends the sample edition through the real door.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { newLink } from '../auth/new-token.ts';
import { isInUse, isMigrated, migrate } from './database.ts';
import { usage, withClearErrors } from './errors.ts';
import { isFree, type LocalSite, launch } from './local-site.ts';
import { loadSample, mayWantSample } from './sample/load.ts';

const help = `npm start -- [--port N] [--persist-to DIR] [--empty] [--local-picture-hosts HOST:PORT,…]

  --port                 where the site listens (default 8787)
  --persist-to           folder that keeps its data (default .wrangler/state)
  --empty                do not load the sample edition into an empty database
  --local-picture-hosts  loopback hosts that pictures may be fetched from, for tests
                         (or the variable DRAGOMAN_LOCAL_PICTURE_HOSTS)`;

interface Asked {
  port: number;
  persistTo: string;
  pictureHosts: string;
  sample: 'if-empty' | 'never';
}

function readArguments(): Asked | undefined {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8787' },
      'persist-to': { type: 'string', default: '.wrangler/state' },
      empty: { type: 'boolean', default: false },
      'local-picture-hosts': { type: 'string', default: process.env.DRAGOMAN_LOCAL_PICTURE_HOSTS ?? '' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw usage(`--port wants a number from 1 to 65535, not "${values.port}".`, help);
  }
  return {
    port,
    persistTo: resolve(values['persist-to']),
    pictureHosts: values['local-picture-hosts'],
    sample: values.empty ? 'never' : 'if-empty',
  };
}

// wrangler's advice to fire cron by hand: the start command does it.
const noise =
  /Scheduled Workers are not automatically|To manually trigger|curl "http|cron-triggers\/#test|Logs were written/;

async function startSite(asked: Asked): Promise<LocalSite> {
  if (!(await isFree(asked.port))) {
    throw new Error(
      `Port ${asked.port} is taken. Stop what listens there, or choose another: npm start -- --port ${asked.port + 1}`,
    );
  }
  // Two sites on one SQLite file would lock each other out in the middle of their work.
  if (await isInUse(asked.persistTo)) {
    throw new Error(
      `A site runs already with the state in ${asked.persistTo}. Stop it, or give this one a folder of its own: npm start -- --persist-to DIR`,
    );
  }
  if (!isMigrated(asked.persistTo)) {
    console.log('Preparing the database …');
    await migrate(asked.persistTo);
  }
  const link = await newLink({ role: 'admin', now: Date.now() });
  console.log('Starting …');
  const site = await launch({
    port: asked.port,
    persistTo: asked.persistTo,
    vars: {
      EDGE_CACHE: 'stand-in',
      SETTLE_SECONDS: '5',
      FIRST_ADMIN_LINK_SHA256: link.sha256,
      ...(asked.pictureHosts ? { LOCAL_PICTURE_HOSTS: asked.pictureHosts } : {}),
    },
    onLine: (line) => {
      if (!noise.test(line)) console.error(line);
    },
  });
  console.log(`
  Dragoman    ${site.url}/
  First admin ${site.url}${link.path}   (works once)
`);
  return site;
}

await withClearErrors(async () => {
  const asked = readArguments();
  if (!asked) return console.log(help);
  let stopping = false;
  let site: LocalSite | undefined;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    console.log('\nStopping …');
    await site?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());

  site = await startSite(asked);
  try {
    if (asked.sample === 'if-empty' && mayWantSample(asked.persistTo))
      await trySample(asked.persistTo, site.url);
    console.log('Ready. Stop with Ctrl-C.');
    const last = await site.ended;
    if (!stopping) throw new Error(`wrangler stopped by itself. Its last lines:\n${last.join('\n')}`);
  } finally {
    await site.stop();
  }
});

/** A site without its sample is still a site. */
async function trySample(persistTo: string, url: string): Promise<void> {
  try {
    await loadSample({ persistTo, url, say: (line) => console.log(line) });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(`The sample edition could not be loaded whole; the next start goes on with it.\n${why}`);
  }
}
