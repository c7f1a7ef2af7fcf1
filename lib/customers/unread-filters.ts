import { FILTERS, type FilterKey, searchOf } from "@/lib/pool-list/address";
import { readMineParams, readPoolParams, type SearchParams } from "./list-schema";
import { MINE_FILTERS, type MineFilter, mineSearch } from "./mine-address";

/** Of several values, how many. */
const parts = (text: string): number => new Set(text.split(/[,;]/).filter((part) => part.trim() !== "")).size;

/** Whether what was read of a parameter is all that it says. */
export const isWhole = (key: string, kept: string | null, given: string): boolean =>
  kept !== null && (key === "cond" || parts(kept) === parts(given));

function unread<K extends string>(keys: readonly K[], search: SearchParams, read: URLSearchParams): K[] {
  return keys.filter((key) => {
    const value = search[key];
    const given = Array.isArray(value) ? value.join(",") : (value ?? "");
    return given.trim() !== "" && !isWhole(key, read.get(key), given);
  });
}

/** The filters of a pool's address of which something was left out: too long, too many, or no value of theirs. */
export const unreadPoolFilters = (search: SearchParams): FilterKey[] =>
  unread(FILTERS, search, searchOf(readPoolParams(search)));

/** The same of the address of "my customers". */
export const unreadMineFilters = (search: SearchParams): MineFilter[] =>
  unread(MINE_FILTERS, search, mineSearch(readMineParams(search)));
