import { writeCondition } from "@/lib/conditions/address";
import { writeFieldFilters } from "@/lib/custom-fields/filters";
import type { PoolListParams } from "@/lib/customers/list-schema";
import { writeColumns } from "@/lib/views/columns";

/** What of the address narrows a list, beside pool, view and sort. */
export const FILTERS = [
  "grade",
  "region",
  "industry",
  "source",
  "entered",
  "idle",
  "bounced",
  "tag",
  "tried",
  "import",
  "fields",
  "cond",
  "q",
] as const;
export type FilterKey = (typeof FILTERS)[number];
export type Filters = Pick<PoolListParams, FilterKey>;

/** How a list is laid out, and the saved view that it began as; narrows nothing. */
export type Layout = Pick<PoolListParams, "cols" | "saved">;

/** A pool's address: where it is, how it is looked at, what narrows it. */
export type PoolAddress = Pick<PoolListParams, "pool" | "view" | "sort"> & Filters & Partial<Layout>;

export const NO_FILTERS: Filters = {
  grade: [],
  region: [],
  industry: [],
  source: [],
  entered: undefined,
  idle: undefined,
  bounced: undefined,
  tag: undefined,
  tried: false,
  import: undefined,
  fields: [],
  cond: undefined,
  q: undefined,
};

/** The parameters of an address, without what is the default anyway. */
export function searchOf(address: PoolAddress): URLSearchParams {
  const search = new URLSearchParams();
  const put = (key: string, value: string | number | undefined) => {
    if (value !== undefined && value !== "") search.set(key, String(value));
  };
  put("pool", address.pool);
  if (address.view !== "all") put("view", address.view);
  if (address.sort !== "entered") put("sort", address.sort);
  for (const key of ["grade", "region", "industry", "source"] as const) {
    put(key, address[key].map((value) => value.replaceAll(",", "%2C")).join(","));
  }
  put("entered", address.entered);
  put("idle", address.idle);
  put("bounced", address.bounced);
  put("tag", address.tag);
  put("tried", address.tried ? 1 : undefined);
  put("import", address.import);
  put("fields", writeFieldFilters(address.fields));
  put("cond", writeCondition(address.cond));
  put("q", address.q);
  put("cols", writeColumns(address.cols));
  put("saved", address.saved);
  return search;
}

/** The address of the pool's page. */
export function poolHref(address: PoolAddress): string {
  const search = searchOf(address).toString();
  return search ? `/pool?${search}` : "/pool";
}

/** Which filters are in force, in the order of their chips. */
export function activeFilters(filters: Filters): FilterKey[] {
  return FILTERS.filter((key) => {
    const value = filters[key];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
  });
}

/** The filters without one of them. */
export function withoutFilter<F extends Filters>(filters: F, key: FilterKey): F {
  return { ...filters, [key]: NO_FILTERS[key] };
}

/** Only what narrows, of a longer list of parameters. */
export function filtersOf(params: Filters): Filters {
  return Object.fromEntries(FILTERS.map((key) => [key, params[key]])) as Filters;
}
