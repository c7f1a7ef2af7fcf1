import { writeCondition } from "@/lib/conditions/address";
import { writeFieldFilters } from "@/lib/custom-fields/filters";
import { writeColumns } from "@/lib/views/columns";
import type { MineListParams } from "./list-schema";

/** The part of the address of "my customers" that one can change on the page. */
export type MineAddress = Omit<MineListParams, "cursor" | "limit">;

/** The parameters of an address, without what is the default anyway. */
export function mineSearch(address: MineAddress): URLSearchParams {
  const search = new URLSearchParams();
  const put = (key: string, value: string | number | undefined) => {
    if (value !== undefined && value !== "") search.set(key, String(value));
  };
  if (address.view !== "mine") put("view", address.view);
  if (address.sort !== "due") put("sort", address.sort);
  for (const key of ["owner", "team", "pool", "idle", "touched", "taken", "due", "next", "tag", "q"] as const)
    put(key, address[key]);
  for (const key of ["stage", "grade", "region", "industry", "source"] as const) {
    put(key, address[key].map((value) => value.replaceAll(",", "%2C")).join(","));
  }
  if (address.won) put("won", 1);
  put("fields", writeFieldFilters(address.fields));
  put("cond", writeCondition(address.cond));
  put("cols", writeColumns(address.cols));
  put("saved", address.saved);
  return search;
}

/** The address of the page. */
export function mineHref(address: MineAddress): string {
  const search = mineSearch(address).toString();
  // Bare, it opens the view that its reader has chosen.
  return `/mine?${search || "view=mine"}`;
}

export const MINE_FILTERS = [
  "grade",
  "stage",
  "pool",
  "idle",
  "touched",
  "taken",
  "due",
  "next",
  "won",
  "region",
  "industry",
  "source",
  "tag",
  "fields",
  "cond",
  "q",
] as const;
export type MineFilter = (typeof MINE_FILTERS)[number];

/** Which filters are in force. */
export function activeMineFilters(address: MineAddress): MineFilter[] {
  return MINE_FILTERS.filter((key) => {
    const value = address[key];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
  });
}

const EMPTY = {
  ...{ grade: [], stage: [], region: [], industry: [], source: [], fields: [] },
  ...{ pool: undefined, idle: undefined, touched: undefined, taken: undefined, tag: undefined, q: undefined },
  ...{ due: undefined, next: undefined, cond: undefined },
  won: false,
} satisfies Pick<MineAddress, MineFilter>;

/** The address without one filter, or without all of them. */
export function withoutMineFilter(address: MineAddress, key?: MineFilter): MineAddress {
  return key ? { ...address, [key]: EMPTY[key] } : { ...address, ...EMPTY };
}
