/** A bar on a terminal, and a line now and then where the output goes to a file. */
const PLAIN_EVERY_MS = 10_000;
const BAR_EVERY_MS = 200;
const BAR_CHARS = 24;

export interface Progress {
  /** `known` was there already and took no time: it tells nothing of how long the others will take. */
  step: (kind?: 'known') => void;
  end: () => void;
}

interface Output {
  isTTY?: boolean;
  write: (text: string) => unknown;
}

const duration = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
};

export function startProgress(
  total: number,
  what: string,
  output: Output,
  now: () => number = Date.now,
): Progress {
  const started = now();
  let done = 0;
  let known = 0;
  let shown = output.isTTY ? 0 : started;
  const line = (): string => {
    const took = Math.max(1, now() - started);
    const made = done - known;
    const left = made === 0 ? '' : `, about ${duration((took / made) * (total - done))} left`;
    const rate = `${((made * 1000) / took).toFixed(1)}/s`;
    return `${done}/${total} ${what}, ${total === 0 ? 100 : Math.floor((done / total) * 100)} %, ${rate}${done < total ? left : ''}`;
  };
  const draw = (): void => {
    shown = now();
    if (!output.isTTY) return void output.write(`${line()}\n`);
    const full = total === 0 ? BAR_CHARS : Math.round((done / total) * BAR_CHARS);
    output.write(`\r[${'#'.repeat(full)}${'.'.repeat(BAR_CHARS - full)}] ${line()}\u001b[K`);
  };
  return {
    step: (kind) => {
      done += 1;
      if (kind === 'known') known += 1;
      if (now() - shown >= (output.isTTY ? BAR_EVERY_MS : PLAIN_EVERY_MS)) draw();
    },
    end: () => {
      draw();
      if (output.isTTY) output.write('\n');
    },
  };
}
