/**
 * Makes a fresh clone runnable: installs what the lockfile names, once. It runs before anything is installed,
 * so it is plain JavaScript for whatever Node the machine has (18 or newer); every later script runs on the
 * Node that this installs, because npm puts node_modules/.bin first in PATH. A no-op of some milliseconds
 * when the lockfile is the one that was installed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.dragoman-installed');

function lockHash() {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function installed() {
  return (
    existsSync(stamp) && existsSync(join(modules, '.bin/node')) && readFileSync(stamp, 'utf8') === lockHash()
  );
}

/** Top-level folders of the packages that this machine will have. */
function wantedFolders() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const fits = (list, value) => !list || list.includes(value);
  return Object.keys(packages).filter(
    (path) =>
      path.lastIndexOf('node_modules/') === 0 &&
      // Packages of other platforms stand in the lockfile too.
      fits(packages[path].os, process.platform) &&
      fits(packages[path].cpu, process.arch),
  );
}

function showProgress() {
  const wanted = wantedFolders();
  const started = Date.now();
  const line = () => {
    // npm makes a package's folder first and its files later.
    const here = wanted.filter((path) => existsSync(join(root, path, 'package.json'))).length;
    return `  ${here} of ${wanted.length} packages, ${Math.round((Date.now() - started) / 1000)} s`;
  };
  if (process.stderr.isTTY) return setInterval(() => process.stderr.write(`\r${line()} `), 500);
  return setInterval(() => process.stderr.write(`${line()}\n`), 10_000);
}

/** Runs the npm that runs this script, or the one in PATH. */
function npmInstall() {
  const npm = process.env.npm_execpath;
  // `npm ci` refuses a lockfile that misses optional packages of this platform. NODE_ENV=production would
  // leave the tools out, and the tools run the site.
  const args = [
    'install',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--include=dev',
    '--include=optional',
  ];
  const [command, rest] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  const child = spawn(command, rest, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code === null ? 1 : code));
  });
}

if (!installed()) {
  process.stderr.write('Installing what Dragoman needs (once; about a minute) …\n');
  const progress = showProgress();
  const code = await npmInstall();
  clearInterval(progress);
  if (process.stderr.isTTY) process.stderr.write('\r');
  if (code !== 0) {
    process.stderr.write(
      'The installation did not finish. Is the npm registry reachable, and is the disk full? ' +
        'To start over: rm -rf node_modules, then the same command again.\n',
    );
    process.exit(code);
  }
  writeFileSync(stamp, lockHash());
  process.stderr.write('Installed.                              \n');
}
