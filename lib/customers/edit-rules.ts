import { DomainError } from "@/lib/errors";
import { maskText } from "@/lib/masking/free-text";
import { isMasked } from "@/lib/masking/mask";
import type { EditCustomerInput } from "./schema";

/** What an edit did to one field, as text. */
export type Change = { from: string | null; to: string | null };
export type Changes = Record<string, Change>;

/** The fields of a customer that an editor changes. */
export type EditableFacts = Required<EditCustomerInput["changes"]>;

type Fact = string | number | string[] | null;

function textOf(value: Fact): string | null {
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(", ");
  return value === null ? null : String(value);
}

const MASKED_FIELDS = ["website", "address", "note"] as const;

/**
 * Takes out what an editor who sees free text masked sends back as he got it, so that the mask is never stored;
 * what he changed inside a masked text is INVALID_INPUT, for the rest of it he doesn't know.
 */
export function withoutMasks(
  changes: EditCustomerInput["changes"],
  before: EditableFacts,
  clear: boolean,
): EditCustomerInput["changes"] {
  if (clear) return changes;
  const kept = { ...changes };
  for (const field of MASKED_FIELDS) {
    const value = kept[field];
    if (!value || !isMasked(value)) continue;
    if (value !== maskText(before[field] ?? "")) {
      throw new DomainError("INVALID_INPUT", { field: `changes.${field}`, problem: "masked" });
    }
    delete kept[field];
  }
  if (kept.tags) kept.tags = kept.tags.map((tag) => unmaskedTag(tag, before.tags ?? []));
  return kept;
}

/** The tag that was shown as this one. */
function unmaskedTag(tag: string, before: readonly string[]): string {
  if (!isMasked(tag)) return tag;
  const original = before.find((one) => maskText(one) === tag);
  if (original) return original;
  throw new DomainError("INVALID_INPUT", { field: "changes.tags", problem: "masked" });
}

/** What differs between the facts as they are and as they are to be, field by field; empty when nothing does. */
export function differences(before: EditableFacts, after: Partial<EditableFacts>): Changes {
  const changes: Changes = {};
  for (const [field, value] of Object.entries(after) as [keyof EditableFacts, Fact][]) {
    const change = { from: textOf(before[field] ?? null), to: textOf(value) };
    if (change.from !== change.to) changes[field] = change;
  }
  return changes;
}
