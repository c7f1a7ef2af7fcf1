/**
 * Names are numbered as they are written, and each holds the numbers of two blocks in which it stands as grams of its
 * own (`name_blocks` of the database writes the same). With a block asked for too, the index of names reads of the
 * longest list only what lies in the block.
 */
const FINE = 4_096;
const COARSE = 65_536;
const MOST_BLOCKS = 16;
/** So many are found before the first window ends, if the guess holds: more than a page, for it may not. */
const WANTED = 100;
/** The second window is as many times as wide, and no smaller than a quarter of the widest. */
const WIDER = 6;
/** Lists as short as this are read whole. */
const SHORT = 200_000;

const blocksOf = (newest: number, size: number, mark: 0 | 1, names: number): number[] => {
  const last = Math.floor(newest / size);
  const count = Math.min(last, Math.ceil(names / size)) + 1;
  return Array.from({ length: count }, (_, back) => (last - back) * 2 + mark);
};

/** The blocks of at least this many of the newest names. */
const windowOf = (newest: number, names: number): number[] =>
  names <= FINE * MOST_BLOCKS ? blocksOf(newest, FINE, 0, names) : blocksOf(newest, COARSE, 1, names);

/**
 * Through which windows of the newest names a search goes before it asks for all: `read` is the share of all names that
 * the index reads for it, `likely` the share that it may find, `newest` the number of the last. None where little is read.
 */
export function windowsFor(newest: number, read: number, likely: number): number[][] {
  if (read * newest <= SHORT || likely <= 0) return [];
  const first = WANTED / likely;
  const widest = COARSE * MOST_BLOCKS;
  const second = Math.min(widest, Math.max(first * WIDER, widest / 4));
  const sizes = first < second / 2 ? [first, second] : [second];
  return sizes.filter((names) => names < newest / 2).map((names) => windowOf(newest, names));
}
