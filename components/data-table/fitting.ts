type Fit = { width?: number; least?: number; leaves?: number };

/** What a column without a width needs at least, in px, when it says nothing itself. */
const LEAST = 120;

/** The columns that fit into `width` px: while they don't, the one whose turn to leave is lowest goes. */
export function fitting<C extends Fit>(columns: readonly C[], width: number): readonly C[] {
  const needed = columns.reduce((sum, column) => sum + (column.width ?? column.least ?? LEAST), 0);
  if (needed <= width) return columns;
  const [first] = columns
    .filter((column) => column.leaves !== undefined)
    .toSorted((a, b) => (a.leaves ?? 0) - (b.leaves ?? 0));
  return first === undefined
    ? columns
    : fitting(
        columns.filter((column) => column !== first),
        width,
      );
}
