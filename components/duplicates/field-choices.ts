import { defaultSide } from "@/lib/duplicates/merge-rules";
import { MERGE_FIELDS, type MergeCustomersInput, type Side } from "@/lib/duplicates/schema";
import type { PairDetail, PairSide } from "@/lib/duplicates/types";

/** Which of the two stands in a place: the left one, the right one, or both together. */
export type Pick = 0 | 1 | "both";
export type Picks = Readonly<Record<string, Pick>>;

export type CompareRow = { field: string; values: [unknown, unknown]; same: boolean; both: boolean };

const ownFields = (sides: PairDetail["sides"]): string[] => [
  ...new Set(sides.flatMap(({ custom }) => custom.map(({ key }) => key))),
];

function valueFrom(side: PairSide, field: string): unknown {
  if (!field.startsWith("custom.")) return side[field as (typeof MERGE_FIELDS)[number]];
  return side.custom.find(({ key }) => `custom.${key}` === field)?.value ?? null;
}

const told = (value: unknown): string => JSON.stringify(value ?? null);
const isEmpty = (value: unknown): boolean => told(value) === "null" || told(value) === "[]" || value === "";

/** The fields of two customers side by side, those that say nothing left out. */
export function compareSides(sides: PairDetail["sides"]): CompareRow[] {
  const fields = [...MERGE_FIELDS, ...ownFields(sides).map((key) => `custom.${key}`)];
  return fields.flatMap((field) => {
    const values: [unknown, unknown] = [valueFrom(sides[0], field), valueFrom(sides[1], field)];
    if (values.every(isEmpty)) return [];
    const both = (field === "tags" || field === "note") && !values.some(isEmpty);
    return [{ field, values, same: told(values[0]) === told(values[1]), both }];
  });
}

/** What a field takes: what was picked, else as the merge would by itself. */
export function pickOf({ field, values }: CompareRow, picks: Picks, keep: 0 | 1): Pick {
  const picked = picks[field];
  if (picked !== undefined) return picked;
  const other = keep === 0 ? 1 : 0;
  const side = defaultSide(field, values[keep], values[other]);
  return side === "both" ? "both" : side === "keep" ? keep : other;
}

/** What was picked, as the merge is told. */
export function choicesOf(picks: Picks, keep: 0 | 1): MergeCustomersInput["choices"] {
  const side = (pick: Pick): Side => (pick === "both" ? "both" : pick === keep ? "keep" : "other");
  return Object.fromEntries(Object.entries(picks).map(([field, pick]) => [field, side(pick)]));
}

/** Which of the two has to be kept, and why; null when either may be. */
export function mustKeep(sides: PairDetail["sides"]): { at: 0 | 1; why: "holderKept" | "wonKept" } | null {
  const [a, b] = sides;
  const held = [a.state === "owned", b.state === "owned"];
  if (held[0] !== held[1]) return { at: held[0] ? 0 : 1, why: "holderKept" };
  if (a.won !== b.won) return { at: a.won ? 0 : 1, why: "wonKept" };
  return null;
}
