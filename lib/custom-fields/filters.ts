import { z } from "zod";
import { isFieldKey } from "./field-key";

/** What an address asks of one field: one of these values, or one between two bounds, both included. */
export type FieldFilter = { key: string; any: string[]; from: string | null; to: string | null };

const MOST_FILTERS = 12;
const MOST_VALUES = 20;
const VALUE = /^[a-z0-9_]{1,40}$/;
/** A number with its decimals, minor units, or a day. */
const BOUND = /^(?:-?\d{1,15}(?:\.\d{1,6})?|\d{4}-\d\d-\d\d)$/;

function readOne(text: string): FieldFilter | null {
  const [key = "", asked = ""] = text.split(":");
  if (!isFieldKey(key)) return null;
  const bounds = /^(.*)\.\.(.*)$/.exec(asked);
  if (bounds) {
    const bound = (part: string | undefined) => (part && BOUND.test(part) ? part : null);
    const [from, to] = [bound(bounds[1]), bound(bounds[2])];
    return from === null && to === null ? null : { key, any: [], from, to };
  }
  const any = [...new Set(asked.split("|").filter((value) => VALUE.test(value)))].slice(0, MOST_VALUES);
  return any.length > 0 ? { key, any, from: null, to: null } : null;
}

/** Reads `f_ab12cd34:o_x|o_y;f_ef56ab78:10..20`, one filter a field; what it can't read counts as absent. */
export function readFieldFilters(text: string): FieldFilter[] {
  const read = text.split(";").flatMap((part) => readOne(part) ?? []);
  return [...new Map(read.map((filter) => [filter.key, filter])).values()].slice(0, MOST_FILTERS);
}

/** The filters as an address holds them. */
export const writeFieldFilters = (filters: readonly FieldFilter[]): string =>
  filters
    .map(
      ({ key, any, from, to }) => `${key}:${any.length > 0 ? any.join("|") : `${from ?? ""}..${to ?? ""}`}`,
    )
    .join(";");

const filter = z.object({
  key: z.string(),
  any: z.array(z.string()),
  from: z.string().nullable(),
  to: z.string().nullable(),
});

/** The filters of a list, as its address has them or as they were read before. */
export const FieldFilters = z
  .union([z.string().max(4_000), z.array(filter)])
  .optional()
  .catch(undefined)
  .transform((given) => readFieldFilters(typeof given === "string" ? given : writeFieldFilters(given ?? [])));

/** The filters with one of them changed; one that asks nothing is left out. */
export function withFieldFilter(filters: readonly FieldFilter[], changed: FieldFilter): FieldFilter[] {
  const says = changed.any.length > 0 || changed.from !== null || changed.to !== null;
  const there = filters.some(({ key }) => key === changed.key);
  const next = there
    ? filters.map((one) => (one.key === changed.key ? changed : one))
    : [...filters, changed];
  return says ? next : next.filter(({ key }) => key !== changed.key);
}
