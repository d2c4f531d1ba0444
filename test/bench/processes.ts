/** CPU time of the processes that this one started; Linux alone says it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

const childrenOf = (pid: number | string): string[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );

/** User and system time of all workerd processes below this one, in milliseconds; undefined elsewhere than on Linux. */
export function workerdCpuMillis(): number | undefined {
  if (!existsSync('/proc/self/task')) return undefined;
  const pids = childrenOf('self');
  let ticks = 0;
  for (let pid = pids.pop(); pid !== undefined; pid = pids.pop()) {
    pids.push(...childrenOf(pid));
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    if (!/\(workerd\)/.test(stat)) continue;
    // Behind the name: state is field 3, utime and stime are fields 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * TICK_MS;
}
