/** One line of a bench's report. `ratio` compares `value` with `against`; `aim` says what is good. */
export type Result = {
  name: string;
  value: number;
  unit: string;
  against: string;
  baseline: number;
  ratio: number;
  aim: string;
  met: boolean;
};

export type BenchContext = {
  /** A fresh, migrated, empty database. */
  freshDatabase: () => Promise<string>;
  progress: (message: string) => void;
  /** Shrinks every size, for a quick look and for the tests. */
  scale: number;
};

export type Bench = { name: string; run: (context: BenchContext) => Promise<Result[]> };

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs `each` over the items on this many lanes at once and returns the milliseconds each took. */
export async function onLanes<T>(
  items: readonly T[],
  lanes: number,
  each: (item: T, lane: number) => Promise<unknown>,
): Promise<number[]> {
  const took: number[] = [];
  let next = 0;
  const lane = async (number: number) => {
    for (;;) {
      const item = items[next++];
      if (item === undefined) return;
      took.push(await timed(() => each(item, number)));
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  return took;
}

/** At least this much is good. */
export const atLeast = (aim: number) => (ratio: number) => ({ aim: `>= ${aim}`, met: ratio >= aim });
/** At most this much is good. */
export const atMost = (aim: number) => (ratio: number) => ({ aim: `<= ${aim}`, met: ratio <= aim });
