/**
 * `npm run audit`: the licences of what the Worker ships, then known holes in it, as looked up by hand and as the npm
 * registry tells them. Ends with 1 for a licence that is not permissive and was not looked at, a package that nobody
 * looked up, or a hole, and with 2 when the registry could not be asked: then what was published since is not known.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { advisories, lookedUp, notLookedUp, openHoles } from './advisories.ts';
import { judgeAudit } from './audit-report.ts';
import { listProduction, mayShip, readLockfile, root } from './dependencies.ts';

const AUDIT_MAX_MS = 60_000;

/** Its JSON; npm ends with 1 for holes as for a registry that does not answer, so the exit code tells nothing. */
async function askRegistry(): Promise<string> {
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  const args = [...first, 'audit', '--omit=dev', '--json'];
  try {
    const options = { cwd: root, timeout: AUDIT_MAX_MS, maxBuffer: 1 << 26 };
    return (await promisify(execFile)(command ?? 'npm', args, options)).stdout;
  } catch (error) {
    const printed: unknown = error instanceof Error ? Reflect.get(error, 'stdout') : undefined;
    return typeof printed === 'string' ? printed : '';
  }
}

const packages = listProduction(readLockfile());
for (const { name, version, licence } of packages)
  console.log(`${`${name}@${version}`.padEnd(32)} ${licence}`);
const bound = packages.filter((one) => !mayShip(one));
console.log(
  bound.length === 0
    ? `\n${packages.length} packages, all of licences that are permissive or were looked at.`
    : `\nTo be looked at before they ship: ${bound.map(({ name, licence }) => `${name} (${licence})`).join(', ')}.`,
);
const unknown = notLookedUp(packages);
const days = Object.keys(lookedUp).sort().join(', ');
console.log(`${packages.length - unknown.length} of ${packages.length} packages looked up (${days}).`);
if (unknown.length > 0) console.log(`To be looked up (test/project/advisories.ts): ${unknown.join(', ')}.`);
const open = openHoles(packages);
const known = advisories.flatMap(({ ids }) => ids).length;
console.log(
  open.length === 0
    ? `${known} holes were found published: none reaches what ships.`
    : `Known holes:\n  ${open.join('\n  ')}`,
);
const { verdict, says } = judgeAudit(await askRegistry());
console.log(says);
if (bound.length > 0 || unknown.length > 0 || open.length > 0 || verdict === 'holes') process.exitCode = 1;
else if (verdict === 'not asked') process.exitCode = 2;
