import type { z } from "zod";
import type { ListName } from "@/db/enums";
import { readMineParams, readPoolParams } from "@/lib/customers/list-schema";
import { mineSearch } from "@/lib/customers/mine-address";
import { isWhole } from "@/lib/customers/unread-filters";
import { DomainError } from "@/lib/errors";
import { searchOf } from "@/lib/pool-list/address";
import type { Search } from "./shapes/lists";

type Given = z.output<typeof Search>;

/** What is what anyway, so that an address leaves it out. */
const DEFAULTS: Record<ListName, Record<string, string>> = {
  pool: { view: "all", sort: "entered" },
  mine: { view: "mine", sort: "due" },
};

/**
 * The search of a list as its address holds it. The screens leave out what they can't read, so that an old link opens; a
 * program would get another list than it asked for: INVALID_INPUT with the field.
 */
export function readSearch(list: ListName, given: Given, under = ""): Record<string, string> {
  const search = Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  const read = list === "pool" ? searchOf(readPoolParams(search)) : mineSearch(readMineParams(search));
  for (const [key, value] of Object.entries(search)) {
    if (!isWhole(key, read.get(key), value) && DEFAULTS[list][key] !== value)
      throw new DomainError("INVALID_INPUT", { field: under + key });
  }
  return search;
}
