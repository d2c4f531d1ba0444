/** What a workerd process has used, as Linux counts it. Elsewhere there is no /proc, and no such figures. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** Fields of /proc/<pid>/stat behind the command, which stands in parentheses and may hold anything. */
function statOf(pid: number): { command: string; fields: string[] } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = text.lastIndexOf(')');
    return { command: text.slice(text.indexOf('(') + 1, end), fields: text.slice(end + 2).split(' ') };
  } catch {
    return undefined; // It has ended, or it is not Linux.
  }
}

/** Ids of the workerd processes that this one started. */
export function workerdPids(): number[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.filter((pid) => {
    const stat = statOf(pid);
    return stat?.command === 'workerd' && Number(stat.fields[1]) === process.pid;
  });
}

/** USER_HZ, which the kernel fixes at 100 for all that reads /proc. */
const TICKS_PER_SECOND = 100;

/** User and system time of a process so far, in milliseconds, to the nearest 10. */
export function cpuMillis(pid: number): number {
  const fields = statOf(pid)?.fields ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

/** Starts the count of a process's peak anew (proc(5), clear_refs). */
export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

/** The most memory a process has had resident, in bytes. */
export function peakBytes(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

const heapUsage = z.object({
  result: z.object({ usedSize: z.number(), backingStorageSize: z.number().optional() }),
});

/** What an isolate's heap holds after a collection, and the bytes of its buffers, by V8's inspector. */
export async function heapBytes(inspector: string): Promise<{ heap: number; buffers: number }> {
  const socket = new WebSocket(inspector);
  const answers = new Map<number, (data: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const message: unknown = JSON.parse(String(data));
    const id = z.object({ id: z.number() }).safeParse(message);
    if (id.success) answers.get(id.data.id)?.(message);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`No inspector at ${inspector}.`)));
  });
  const call = (id: number, method: string): Promise<unknown> => {
    const answered = new Promise((resolve) => answers.set(id, resolve));
    socket.send(JSON.stringify({ id, method }));
    return answered;
  };
  await call(1, 'HeapProfiler.enable');
  await call(2, 'HeapProfiler.collectGarbage');
  const { result } = heapUsage.parse(await call(3, 'Runtime.getHeapUsage'));
  socket.close();
  return { heap: result.usedSize, buffers: result.backingStorageSize ?? 0 };
}
