/** The processes of this machine, as `ps` knows them. */
import { execFileSync } from 'node:child_process';

export interface Process {
  pid: number;
  parent: number;
  command: string;
}

/** All that run; one that ended and that nobody has asked after runs no more. */
export const listProcesses = (): Process[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8', maxBuffer: 16_000_000 })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
      if (pid === undefined || command === undefined || state?.startsWith('Z')) return [];
      return [{ pid: Number(pid), parent: Number(parent), command }];
    });

/** The process and all that it started, and those in turn. */
export function descendantsOf(root: number): Process[] {
  const all = listProcesses();
  const pids = new Set([root]);
  for (let before = 0; before < pids.size; ) {
    before = pids.size;
    for (const { pid, parent } of all) if (pids.has(parent)) pids.add(pid);
  }
  return all.filter(({ pid }) => pids.has(pid));
}
