import { heapOf } from "./heap";

/** What decides who is kept: what is protected first, then by what it is worth: the smaller number first, null last. */
export type Rank = { shielded: boolean; worth: readonly (number | null)[]; customerId: string };

/** Whether the first is kept before the second; of two that are worth the same, the one of the smaller id. */
export function keptBefore(a: Rank, b: Rank): boolean {
  if (a.shielded !== b.shielded) return a.shielded;
  for (let n = 0; n < a.worth.length; n++) {
    const one = a.worth[n] ?? Number.POSITIVE_INFINITY;
    const other = b.worth[n] ?? Number.POSITIVE_INFINITY;
    if (one !== other) return one < other;
  }
  return a.customerId < b.customerId;
}

/** What one owner holds, the `cap` best of it apart from what is too much. */
export type Ranking<T> = {
  /** Takes it in, or gives it another rank. */
  put: (one: T, rank: Rank) => void;
  drop: (one: T) => void;
  isOver: (one: T) => boolean;
  /** Those that may have become too many, or no longer are, since it was asked before. */
  moved: () => T[];
};

type Entry<T> = { one: T; rank: Rank; over: boolean };

/**
 * Keeps the best apart from the rest, each change in logarithmic time: the worst of those kept and the best of the others
 * lie on top of two heaps, in which what is no longer true is passed over.
 */
export function rankingOf<T>(cap: number): Ranking<T> {
  const entries = new Map<T, Entry<T>>();
  const kept = heapOf<Entry<T>>((a, b) => keptBefore(b.rank, a.rank));
  const over = heapOf<Entry<T>>((a, b) => keptBefore(a.rank, b.rank));
  let changed = new Set<T>();
  let keeps = 0;
  const top = (isOver: boolean): Entry<T> | undefined => {
    const heap = isOver ? over : kept;
    for (let entry = heap.first(); entry; entry = heap.first()) {
      if (entries.get(entry.one) === entry) return entry;
      heap.takeFirst();
    }
    return undefined;
  };
  const set = (one: T, rank: Rank, isOver: boolean): void => {
    const entry = { one, rank, over: isOver };
    entries.set(one, entry);
    (isOver ? over : kept).push(entry);
    changed.add(one);
  };
  const drop = (one: T): void => {
    const entry = entries.get(one);
    if (!entry) return;
    entries.delete(one);
    if (entry.over) return;
    const next = top(true);
    if (next) set(next.one, next.rank, false);
    else keeps -= 1;
  };
  const put = (one: T, rank: Rank): void => {
    drop(one);
    if (keeps < cap) {
      keeps += 1;
      set(one, rank, false);
      return;
    }
    const worst = top(false);
    const isOver = !worst || keptBefore(worst.rank, rank);
    if (worst && !isOver) set(worst.one, worst.rank, true);
    set(one, rank, isOver);
  };
  return {
    put,
    drop,
    isOver: (one) => entries.get(one)?.over ?? false,
    moved: () => {
      const all = [...changed];
      changed = new Set();
      return all;
    },
  };
}
