import { likelyShare, readShare, type Shares } from "./gram-frequency";
import type { GramTerms } from "./search-grams";

/**
 * Names are numbered as they are written, and each holds the numbers of two blocks in which it stands as grams of its
 * own (`name_blocks` of the database writes the same). With a block asked for too, the index of names reads of the
 * longest list only what lies in the block.
 */
const FINE = 4_096;
const COARSE = 65_536;
const FEW_BLOCKS = 8;
const MOST_BLOCKS = 16;
/** So many are found before the first window ends, if the guess holds: more than a page, for it may not. */
const WANTED = 36;
/** The next window is so many times as wide. */
const WIDER = 4;
const MOST_WINDOWS = 3;
/** To go to a block takes as long as to pass over so many names in a list. */
const BLOCK = 24_000;
/** Where no more is passed over, all is asked at once. */
const SHORT = 4 * BLOCK;

const blocksOf = (newest: number, size: number, mark: 0 | 1, names: number): number[] => {
  const last = Math.floor(newest / size);
  const count = Math.min(last, Math.ceil(names / size)) + 1;
  return Array.from({ length: count }, (_, back) => (last - back) * 2 + mark);
};

/** The blocks of at least this many of the newest names. */
const windowOf = (newest: number, names: number): number[] =>
  names <= FINE * FEW_BLOCKS ? blocksOf(newest, FINE, 0, names) : blocksOf(newest, COARSE, 1, names);

/**
 * Through which windows of the newest names a search goes that would pass over so many in lists, and of which so large
 * a share of all names is likely to be found. None where that is no less work.
 */
export function windowsFor(newest: number, passed: number, likely: number): number[][] {
  if (passed <= SHORT || likely <= 0) return [];
  const windows: number[][] = [];
  for (let names = WANTED / likely; windows.length < MOST_WINDOWS; names *= WIDER) {
    if (names > Math.min(MOST_BLOCKS * COARSE, newest / 2)) break;
    windows.push(windowOf(newest, names));
  }
  return windows.filter((blocks) => blocks.length * BLOCK < passed / 3);
}

export type NamePlan<W extends GramTerms> = { windows: number[][]; common: W[]; rare: W[] };

/**
 * Which ways to mean a text are asked of windows of the newest names first, because the index would read long for
 * them, and which of all at once; `share` of all names lies where is looked.
 */
export function planOf<W extends GramTerms>(
  ways: readonly W[],
  { of, newest }: Shares,
  share: number,
): NamePlan<W> {
  const passed = (way: W) => readShare(way, of) * newest;
  const common = ways.filter((way) => passed(way) > SHORT);
  const rare = ways.filter((way) => passed(way) <= SHORT);
  const most = Math.max(0, ...common.map(passed));
  return { windows: windowsFor(newest, most, likelyShare(common, of) * Math.min(1, share)), common, rare };
}
