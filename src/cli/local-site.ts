/**
 * The site on this machine: wrangler dev in a process group of its own. Promises that stopping leaves no
 * process behind, also when the one who started it is killed: orphaned workerd processes would keep the port
 * and the database.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { root, wranglerCommand, wranglerEnv } from './wrangler.ts';

/** Cron never fires by itself in wrangler dev. */
const CRON_EVERY_MS = 3_000;
const READY_MAX_MS = 90_000;
const STOP_MAX_MS = 4_000;
const LAST_LINES = 25;

/**
 * The shell leads the group and waits; the cat ends when our end of its standard input closes, which happens
 * even when this process is killed with -9, and takes the whole group with it. The trap keeps the shell
 * alive to reap its children, and, being no ignored signal, is not inherited by them.
 */
const keeper = `trap : TERM INT HUP
exec 3<&0
(cat <&3; kill -KILL 0) >/dev/null 2>&1 &
"$@" </dev/null 3<&-
exit $?`;

export interface LocalSite {
  /** `http://localhost:PORT` */
  url: string;
  /** Resolves when wrangler is gone, with the last lines it wrote. */
  ended: Promise<string[]>;
  /** Ends the whole group; resolves when no process of it is left. */
  stop: () => Promise<void>;
}

const listens = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.setTimeout(500, () => resolve(false));
  });

/** True when nothing answers on the port at either loopback address, and it can be bound. */
export async function isFree(port: number): Promise<boolean> {
  // Another site on ::1 would answer for "localhost", though 127.0.0.1 can be bound.
  if ((await listens('127.0.0.1', port)) || (await listens('::1', port))) return false;
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

const groupLives = (pid: number): boolean => {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
};

const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already, which is what was wanted.
  }
};

async function stopGroup(pid: number): Promise<void> {
  signalGroup(pid, 'SIGTERM');
  const until = Date.now() + STOP_MAX_MS;
  while (groupLives(pid) && Date.now() < until) await sleep(25);
  signalGroup(pid, 'SIGKILL');
}

/** Hands each complete line of the child's output on, and keeps the last ones. */
function followLines(child: ChildProcess, onLine: (line: string) => void): string[] {
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter((text) => text.trim() !== '')) {
        last.push(line);
        if (last.length > LAST_LINES) last.shift();
        onLine(line);
      }
    });
  }
  return last;
}

/**
 * Starts wrangler dev on 127.0.0.1 and resolves when `/healthz` answers 200.
 * Throws with wrangler's last lines when it ends or does not get ready in time.
 */
export async function launch(asked: {
  port: number;
  persistTo: string;
  vars: Record<string, string>;
  /** Instead of wrangler.toml. */
  config?: string;
  onLine: (line: string) => void;
}): Promise<LocalSite> {
  const url = `http://localhost:${asked.port}`;
  const vars = Object.entries({ ...asked.vars, SITE_URL: url }).flatMap(([name, value]) => [
    '--var',
    `${name}:${value}`,
  ]);
  // Port 0: the debugger takes any free port, so that several sites can run side by side.
  const args = ['dev', '--ip', '127.0.0.1', '--port', String(asked.port), '--inspector-port', '0'];
  if (asked.config !== undefined) args.push('--config', asked.config);
  const quiet = ['--show-interactive-dev-session=false', '--log-level', 'warn'];
  const child = spawn(
    'sh',
    ['-c', keeper, 'sh', ...wranglerCommand([...args, ...quiet, '--persist-to', asked.persistTo, ...vars])],
    {
      cwd: root,
      env: wranglerEnv(),
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  const { pid } = child;
  if (pid === undefined) throw new Error('No shell (sh) was found to start the site with.');
  const last = followLines(child, asked.onLine);
  let alive = true;
  const ended = new Promise<string[]>((resolve) => {
    child.once('exit', () => {
      alive = false;
      signalGroup(pid, 'SIGKILL');
      resolve(last);
    });
  });
  const stop = (): Promise<void> => stopGroup(pid);

  const until = Date.now() + READY_MAX_MS;
  while (!(await answers(`http://127.0.0.1:${asked.port}/healthz`))) {
    if (!alive || Date.now() > until) {
      await stop();
      const why = alive ? `was not ready after ${READY_MAX_MS / 1000} s` : 'stopped while starting';
      throw new Error(`The site ${why}. Its last lines:\n${last.join('\n')}`);
    }
    await sleep(50);
  }
  const cron = setInterval(
    () => void answers(`http://127.0.0.1:${asked.port}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`),
    CRON_EVERY_MS,
  );
  void ended.then(() => clearInterval(cron));
  return { url, ended, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
