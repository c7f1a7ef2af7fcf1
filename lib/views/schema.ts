import { z } from "zod";
import { LISTS, type ListName, VIEW_AUDIENCES } from "@/db/enums";
import { readMineParams, readPoolParams } from "@/lib/customers/list-schema";
import { mineSearch } from "@/lib/customers/mine-address";
import { filtersOf, searchOf } from "@/lib/pool-list/address";

/** What an address asks and how it is laid out, as its parameters; where somebody happens to stand is no part of it. */
export const ViewState = z
  .record(z.string().max(20), z.string().max(8_000))
  .refine((state) => Object.keys(state).length <= 30, { error: "too_big" });
export type ViewState = z.infer<typeof ViewState>;

const NOT_KEPT = new Set(["pool", "saved", "import", "since", "cursor", "limit", "peek"]);

const asState = (search: URLSearchParams): ViewState => {
  const kept = [...search].filter(([key]) => !NOT_KEPT.has(key));
  return Object.fromEntries(kept.toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

/** The parameters of any address of the list as a view keeps them: what is known, in one spelling and one order. */
export function viewStateOf(list: ListName, search: Record<string, string>): ViewState {
  if (list === "mine") {
    const { cursor: _cursor, limit: _limit, ...address } = readMineParams(search);
    return asState(mineSearch(address));
  }
  const { view, sort, cols, ...params } = readPoolParams(search);
  return asState(searchOf({ pool: undefined, view, sort, cols, ...filtersOf(params) }));
}

/** Whether a list stands as the view has it. */
export const sameState = (a: ViewState, b: ViewState): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

const name = z.string().trim().min(1).max(40);

export const SaveViewInput = z.strictObject({
  list: z.enum(LISTS),
  name,
  audience: z.enum(VIEW_AUDIENCES).default("own"),
  state: ViewState,
});
export type SaveViewInput = z.infer<typeof SaveViewInput>;

/** `revision` is the view that its editor saw. */
export const EditViewInput = z.strictObject({
  viewId: z.uuid(),
  revision: z.int().positive(),
  name: name.optional(),
  audience: z.enum(VIEW_AUDIENCES).optional(),
  state: ViewState.optional(),
});
export type EditViewInput = z.infer<typeof EditViewInput>;

export const DeleteViewInput = z.strictObject({ viewId: z.uuid() });
export type DeleteViewInput = z.infer<typeof DeleteViewInput>;

/** Null goes back to how the list opens for everybody. */
export const SetDefaultViewInput = z.strictObject({
  list: z.enum(LISTS),
  viewId: z.uuid().nullable(),
  forEveryone: z.boolean().default(false),
});
export type SetDefaultViewInput = z.infer<typeof SetDefaultViewInput>;

export const ListViewsInput = z.strictObject({ list: z.enum(LISTS) });
export type ListViewsInput = z.infer<typeof ListViewsInput>;

/** How many views of a list stand beside the navigation at most. */
export const MOST_PINS = 10;

/** Which views of a list stand beside the navigation, in this order. */
export const PinViewsInput = z.strictObject({
  list: z.enum(LISTS),
  viewIds: z
    .array(z.uuid())
    .max(MOST_PINS)
    .transform((ids) => [...new Set(ids)]),
});
export type PinViewsInput = z.infer<typeof PinViewsInput>;
