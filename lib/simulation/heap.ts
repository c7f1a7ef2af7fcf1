/** What comes first is taken first, in logarithmic time. */
export type Heap<T> = { first: () => T | undefined; push: (one: T) => void; takeFirst: () => T | undefined };

/** A heap that is empty; `before` says whether the first of two comes before the second. */
export function heapOf<T>(before: (a: T, b: T) => boolean): Heap<T> {
  const all: T[] = [];
  const above = (a: number, b: number): boolean => {
    const [one, other] = [all[a], all[b]];
    return one !== undefined && other !== undefined && before(one, other);
  };
  const swap = (a: number, b: number): void => {
    const [one, other] = [all[a], all[b]];
    if (one !== undefined && other !== undefined) [all[a], all[b]] = [other, one];
  };
  const rise = (from: number): void => {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!above(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  };
  const sink = (): void => {
    for (let at = 0; ; ) {
      const [left, right] = [at * 2 + 1, at * 2 + 2];
      const child = above(right, left) ? right : left;
      if (!above(child, at)) return;
      swap(child, at);
      at = child;
    }
  };
  return {
    first: () => all[0],
    push: (one) => {
      all.push(one);
      rise(all.length - 1);
    },
    takeFirst: () => {
      const [first, last] = [all[0], all.pop()];
      if (all.length > 0 && last !== undefined) {
        all[0] = last;
        sink();
      }
      return first;
    },
  };
}
