/**
 * `npm run doctor`: what keeps the site from running or from going live, and what to do about each. Changes
 * nothing. Works without a network for everything on this machine; what was not looked at, it says.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEPLOY_CONFIG } from './deploy/cloud.ts';
import { accountSkipped, checkAccount, checkLogin } from './doctor/account.ts';
import { bad, type Check, checkLines, countOf, skipped } from './doctor/check.ts';
import { bindingNames, checkBindings, checkServices, checkVars } from './doctor/declared.ts';
import { checkDeployed, checkLeftovers, checkNode, checkPort, pinnedNode } from './doctor/machine.ts';
import { checkMigrations } from './doctor/migrations.ts';
import { checkSite } from './doctor/site.ts';
import { parseWranglerToml, type WranglerToml } from './doctor/toml.ts';
import { usage, withClearErrors } from './errors.ts';
import { root, runWrangler } from './wrangler.ts';

const help = `npm run doctor -- [--url https://news.example.org] [--remote] [--persist-to DIR] [--port N] [--json]

  --url         looks at the site at this address too: health, cache, headers
  --remote      looks into the Cloudflare account too; wrangler must be logged in
  --persist-to  state of the local site (default .wrangler/state)
  --port        where npm start would listen (default 8787)
  --json        one JSON object for machines; the exit code is 1 when something is bad`;

interface Asked {
  url: string | undefined;
  where: 'local' | 'remote';
  persistTo: string;
  port: number;
  output: 'lines' | 'json';
}

function readArguments(): Asked | undefined {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      remote: { type: 'boolean', default: false },
      'persist-to': { type: 'string', default: '.wrangler/state' },
      port: { type: 'string', default: '8787' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  if (values.url !== undefined && !/^https?:\/\/[^/?#]+\/?$/.test(values.url)) {
    throw usage(
      `"${values.url}" is no address of a site. Give https:// and a host, nothing behind it.`,
      help,
    );
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw usage(`--port wants a number from 1 to 65535, not "${values.port}".`, help);
  }
  return {
    url: values.url?.replace(/\/$/, ''),
    where: values.remote ? 'remote' : 'local',
    persistTo: resolve(values['persist-to']),
    port,
    output: values.json ? 'json' : 'lines',
  };
}

/** A file of the checkout in wrangler's format, with a finding in its place when it cannot be read. */
function openToml(file: string): { text: string; toml: WranglerToml } | Check {
  const path = join(root, file);
  if (!existsSync(path)) return bad(file, 'is missing.', `git checkout -- ${file}`);
  const text = readFileSync(path, 'utf8');
  const read = parseWranglerToml(text);
  if (read.ok) return { text, toml: read.value };
  return bad(file, `cannot be read: ${read.error}`, `Mend it; "git diff ${file}" shows what changed.`);
}

function checkFiles(): Check[] {
  const base = openToml('wrangler.toml');
  if (!('toml' in base)) return [base];
  const checks = [
    ...checkBindings(base.toml),
    ...checkVars(base.toml, 'wrangler.toml'),
    ...checkServices(base.toml),
  ];
  if (!existsSync(join(root, DEPLOY_CONFIG))) {
    return [...checks, skipped(DEPLOY_CONFIG, 'nothing was deployed from this checkout')];
  }
  const deployed = openToml(DEPLOY_CONFIG);
  if (!('toml' in deployed)) return [...checks, deployed];
  const vars = checkVars(deployed.toml, 'deployed').filter(({ verdict }) => verdict !== 'ok');
  return [...checks, ...vars, checkDeployed(base.toml, deployed.toml)];
}

async function checkRemote(): Promise<Check[]> {
  const stranger = await checkLogin(runWrangler);
  if (stranger) return [stranger, skipped('migrations on Cloudflare', 'wrangler is not logged in')];
  const text = readFileSync(join(root, 'wrangler.toml'), 'utf8');
  return [...(await checkAccount(runWrangler, text)), ...(await checkMigrations('remote'))];
}

async function examine(asked: Asked): Promise<Check[]> {
  const site = asked.url
    ? await checkSite(asked.url)
    : [skipped('address', 'a site is looked at with --url https://…')];
  return [
    checkNode(process.versions.node, pinnedNode()),
    await checkPort(asked.port),
    ...checkLeftovers(root, bindingNames),
    ...checkFiles(),
    ...(await checkMigrations({ persistTo: asked.persistTo })),
    ...(asked.where === 'remote' ? await checkRemote() : [accountSkipped]),
    ...site,
  ];
}

await withClearErrors(async () => {
  const asked = readArguments();
  if (!asked) return console.log(help);
  const checks = await examine(asked);
  const failed = countOf(checks, 'bad');
  if (asked.output === 'json') console.log(JSON.stringify({ ok: failed === 0, checks }, null, 2));
  else {
    console.log(checks.map(checkLines).join('\n'));
    console.log(
      `\n${failed} bad, ${countOf(checks, 'warning')} warnings, ${countOf(checks, 'skipped')} skipped.`,
    );
  }
  if (failed > 0) process.exitCode = 1;
});
