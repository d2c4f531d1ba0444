/** The real thing for browser, journey and bench tests: `npm start` on a free port with a state of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isFree } from '../../src/cli/local-site.ts';
import type { MemberRole } from '../../src/store/schema/words.ts';

const root = resolve(import.meta.dirname, '../..');
const START_MAX_MS = 300_000;
const OUTPUT_MAX_CHARS = 20_000;

export interface Site {
  /** `http://localhost:PORT` */
  url: string;
  adminLink: string;
  /** Of the start command. */
  pid: number;
  persistTo: string;
  /** A new API token of this site. */
  token: (role: MemberRole, name: string) => Promise<string>;
  /** Ends it as Ctrl-C does and removes its state, unless the caller gave the folder. */
  stop: () => Promise<void>;
  /** Ends the start command with SIGKILL; the state stays. */
  kill: () => Promise<void>;
}

/** A port that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address) done(address.port);
        else failed(new Error('No port was given.'));
      });
    });
  });
}

const gone = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((done) => void child.once('exit', () => done()));

/** Resolves when the command says that it is ready, with all it printed. */
function whenReady(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let printed = '';
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      failed(new Error(`The site was not ready after ${START_MAX_MS / 1000} s:\n${printed}`));
    }, START_MAX_MS);
    const take = (chunk: string): void => {
      printed = (printed + chunk).slice(-OUTPUT_MAX_CHARS);
      if (/^Ready\./m.test(printed)) {
        clearTimeout(late);
        done(printed);
      }
    };
    child.stdout?.setEncoding('utf8').on('data', take);
    child.stderr?.setEncoding('utf8').on('data', take);
    child.once('exit', (code) => {
      clearTimeout(late);
      failed(new Error(`The site stopped while starting (code ${code}):\n${printed}`));
    });
  });
}

/** Starts the site, with the sample edition unless `empty`, in a new temporary folder unless one is given. */
export async function startSite(
  asked: { empty?: boolean; port?: number; persistTo?: string; pictureHosts?: string } = {},
): Promise<Site> {
  const port = asked.port ?? (await freePort());
  const persistTo = asked.persistTo ?? mkdtempSync(join(tmpdir(), 'dragoman-site-'));
  const args = ['src/cli/start.ts', '--port', String(port), '--persist-to', persistTo];
  if (asked.empty) args.push('--empty');
  if (asked.pictureHosts) args.push('--local-picture-hosts', asked.pictureHosts);
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = await whenReady(child);
  const adminLink = /http:\/\/localhost:\d+\/desk\/enter\?key=[\w-]+/.exec(printed)?.[0];
  if (adminLink === undefined) throw new Error(`No link for the first admin was printed:\n${printed}`);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await gone(child);
  };
  return {
    url: `http://localhost:${port}`,
    adminLink,
    pid: child.pid ?? 0,
    persistTo,
    token: async (role, name) => {
      const command = ['src/cli/token.ts', '--role', role, '--name', name, '--persist-to', persistTo];
      const made = await promisify(execFile)(process.execPath, command, { cwd: root });
      return made.stdout.trim();
    },
    stop: async () => {
      await end('SIGINT');
      if (asked.persistTo === undefined) rmSync(persistTo, { recursive: true, force: true });
    },
    kill: async () => {
      await end('SIGKILL');
      // The group notices its parent's death by itself; the port is free when it is gone.
      while (!(await isFree(port))) await sleep(50);
    },
  };
}
