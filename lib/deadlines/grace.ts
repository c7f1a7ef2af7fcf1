import { ReturnRule } from "@/lib/policies/return-rule";

/**
 * A rule that is new, or another than it was, takes nothing by that before `until` from those who held before `from`,
 * unless the rule as it `was` would have: so no publication moves a deadline by surprise. `was` null: there was none.
 */
export type Grace = { from: Date; until: Date; was: ReturnRule | null };
/** By the id of the rule. */
export type GraceByRule = Readonly<Record<string, Grace>>;

/** Reads the notice as a policy's row keeps it. */
export function graceOf(stored: unknown): GraceByRule {
  const rows = Object.entries(
    (stored ?? {}) as Record<string, { from: string; until: string; was: unknown }>,
  );
  return Object.fromEntries(
    rows.map(([id, { from, until, was }]) => [
      id,
      { from: new Date(from), until: new Date(until), was: was ? ReturnRule.parse(was) : null },
    ]),
  );
}
