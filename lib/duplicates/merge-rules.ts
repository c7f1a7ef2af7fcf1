import type { CustomValue, customers } from "@/db/schema/customers";
import type { TakenFact } from "@/db/schema/duplicates";
import { storedText } from "@/lib/custom-fields/rules";
import { addMs, DAY } from "@/lib/time";
import { MERGE_FIELDS, type MergeField, type Side } from "./schema";

export type StoredCustomer = typeof customers.$inferSelect;
type Facts = Pick<StoredCustomer, MergeField>;
export type Choices = Readonly<Record<string, Side>>;

/** For how long a merge can be taken back. */
const UNDO_DAYS = 7;

/** Until when a merge can be taken back. */
export const undoableUntil = (mergedAt: Date): Date => addMs(mergedAt, UNDO_DAYS * DAY);

const MOST_NOTE = 5_000;
const MOST_TAGS = 20;

/** Whether a field says nothing yet. */
export const saysNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  value === "unknown" ||
  (Array.isArray(value) && value.length === 0);

/** Which side a field takes where nobody has chosen: what stands, else the other's; tags together. */
export function defaultSide(field: string, keep: unknown, other: unknown): Side {
  if (field === "tags") return "both";
  return saysNothing(keep) && !saysNothing(other) ? "other" : "keep";
}

/** The value that a side gives a field; both of a text or a list are put together, within what the field may hold. */
export function valueFrom<T>(field: string, side: Side, keep: T, other: T): T {
  if (side !== "both") return side === "keep" ? keep : other;
  if (Array.isArray(keep) && Array.isArray(other)) {
    return [...new Set([...keep, ...other])].slice(0, MOST_TAGS) as T;
  }
  if (field !== "note" || saysNothing(keep) || saysNothing(other) || keep === other) {
    return saysNothing(keep) ? other : keep;
  }
  return `${String(keep)}\n\n${String(other)}`.slice(0, MOST_NOTE) as T;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What a merge makes of the kept customer. */
export type Merged = {
  facts: Facts;
  custom: Record<string, CustomValue>;
  extra: Record<string, string> | null;
  /** Every field that changes, as it was and as it is to be. */
  taken: Record<string, TakenFact>;
};

function mergedCustom(keep: StoredCustomer, other: StoredCustomer, choices: Choices) {
  const custom = { ...keep.custom };
  const taken: Record<string, TakenFact> = {};
  for (const key of new Set([...Object.keys(keep.custom), ...Object.keys(other.custom)])) {
    const field = `custom.${key}`;
    const [mine, its] = [keep.custom[key] ?? null, other.custom[key] ?? null];
    const side = choices[field] ?? defaultSide(field, mine, its);
    const value = side === "other" ? its : mine;
    if (same(value, mine)) continue;
    taken[field] = { from: mine, to: value };
    if (value === null) delete custom[key];
    else custom[key] = value;
  }
  return { custom, taken };
}

/** Puts the facts of two customers together by the choices; of columns that map to no field all are kept. */
export function mergeFacts(keep: StoredCustomer, other: StoredCustomer, choices: Choices): Merged {
  const { custom, taken } = mergedCustom(keep, other, choices);
  const facts: Partial<Record<MergeField, unknown>> = {};
  for (const field of MERGE_FIELDS) {
    const side = choices[field] ?? defaultSide(field, keep[field], other[field]);
    facts[field] = valueFrom<unknown>(field, side, keep[field], other[field]);
    if (!same(facts[field], keep[field])) taken[field] = { from: keep[field], to: facts[field] };
  }
  const extra = other.extra ? { ...other.extra, ...(keep.extra ?? {}) } : keep.extra;
  if (!same(extra, keep.extra)) taken.extra = { from: keep.extra, to: extra };
  return { facts: facts as Facts, custom, extra, taken };
}

const text = (value: unknown): string | null => {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

/** What changed, as the trail of edits keeps it. */
export function editsOf(
  taken: Readonly<Record<string, TakenFact>>,
): Record<string, { from: string | null; to: string | null }> {
  return Object.fromEntries(
    Object.entries(taken).map(([field, { from, to }]) => {
      const say = (value: unknown) =>
        field.startsWith("custom.") && value !== null && value !== undefined
          ? storedText(value as CustomValue)
          : text(value);
      return [field, { from: say(from), to: say(to) }];
    }),
  );
}

/** A list without what a merge has added to it, and again with what it took out. */
function withoutAdded(list: readonly unknown[], { from, to }: TakenFact): unknown[] {
  const [before, after] = [Array.isArray(from) ? from : [], Array.isArray(to) ? to : []];
  const kept = list.filter((one) => before.includes(one) || !after.includes(one));
  return [...kept, ...before.filter((one) => !after.includes(one) && !kept.includes(one))];
}

type Taken = Readonly<Record<string, TakenFact>>;

/** What the undo of one merge makes of the facts of the kept one, and of the merges into it that came after. */
export type TakenBack = {
  /** What it gets back. */
  back: Record<string, TakenFact>;
  /** What somebody has changed since: it stays. */
  edited: string[];
  /** What the later merges, in their order, are to remember of what stood there before them. */
  later: Record<string, TakenFact>[];
};

/**
 * What the undo gives back: of the fields that the merge changed those that are still as it left them; of lists what came
 * with it. What a later merge has taken over stays until that is undone, and is then what stood there before both.
 */
export function takenBack(keep: StoredCustomer, taken: Taken, laterOnes: readonly Taken[] = []): TakenBack {
  const now = (field: string): unknown =>
    field.startsWith("custom.")
      ? (keep.custom[field.slice("custom.".length)] ?? null)
      : keep[field as MergeField];
  const result: TakenBack = { back: {}, edited: [], later: laterOnes.map((one) => ({ ...one })) };
  for (const [field, change] of Object.entries(taken)) {
    const present = now(field);
    const next = result.later.find((one) => field in one);
    const known = next?.[field];
    if (field === "tags" && Array.isArray(present)) {
      for (const one of result.later) {
        const { from, to } = one[field] ?? {};
        if (Array.isArray(from) && Array.isArray(to))
          one[field] = { from: withoutAdded(from, change), to: withoutAdded(to, change) };
      }
      const to = same(present, change.to) ? change.from : withoutAdded(present, change);
      if (!same(present, to)) result.back[field] = { from: present, to };
    } else if (next && known && same(known.from, change.to)) next[field] = { ...known, from: change.from };
    else if (!known && same(present, change.to)) result.back[field] = { from: change.to, to: change.from };
    else result.edited.push(field);
  }
  return result;
}

/** The columns of the customer that these changes write. */
export function columnsOf(
  keep: StoredCustomer,
  changes: Readonly<Record<string, TakenFact>>,
): Partial<StoredCustomer> {
  const columns: Record<string, unknown> = {};
  const custom = { ...keep.custom };
  for (const [field, { to }] of Object.entries(changes)) {
    if (!field.startsWith("custom.")) columns[field] = to;
    else if (to === null) delete custom[field.slice("custom.".length)];
    else custom[field.slice("custom.".length)] = to as CustomValue;
  }
  return { ...columns, custom } as Partial<StoredCustomer>;
}
