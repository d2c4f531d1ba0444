const round = (value: number): number => Number(value.toPrecision(4));

/** One figure as one line of JSON. A baseline comes from the same run: only their ratio means something elsewhere. */
export function print(name: string, value: number, unit: string, baseline?: number): void {
  const compared =
    baseline === undefined
      ? {}
      : {
          baseline: round(baseline),
          ratio: baseline === value ? 1 : baseline === 0 ? null : round(value / baseline),
        };
  console.log(JSON.stringify({ name, value: round(value), unit, ...compared }));
}
