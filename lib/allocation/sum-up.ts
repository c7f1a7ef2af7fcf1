import type { AllocationBrief } from "@/lib/policies/allocation-rule";
import type { Allocation, Given, Left } from "./types";

/** Somebody who gets customers: what he holds before, and how many come. */
export type Receiving = { userId: string; name: string; count: number; held: number; cap: number | null };

/** Customers that stay for one reason; `first` is one of them. */
export type Staying = { first: Left; count: number };

/** What an allocation or a plan comes to. */
export type Summary = {
  given: Given[];
  left: Left[];
  people: Receiving[];
  staying: Staying[];
  /** Of a whole pool: the rules by which nobody can take more, and for how many customers. */
  shut: { rule: AllocationBrief; count: number }[];
};

function receivingOf(given: readonly Given[]): Receiving[] {
  const byPerson = new Map<string, Receiving>();
  for (const { userId, userName, why } of given) {
    const one = byPerson.get(userId) ?? { userId, name: userName, count: 0, held: why.held, cap: why.cap };
    byPerson.set(userId, { ...one, count: one.count + 1 });
  }
  return [...byPerson.values()].sort((a, b) => b.count - a.count || (a.userId < b.userId ? -1 : 1));
}

function stayingOf(left: readonly Left[]): Staying[] {
  const byReason = new Map<string, Staying>();
  for (const first of left) {
    const { error, rule, params } = first;
    const key = JSON.stringify(error === "NOBODY_TO_ALLOCATE" ? [error, rule?.id, params.because] : [error]);
    const known = byReason.get(key);
    byReason.set(key, { first: known?.first ?? first, count: (known?.count ?? 0) + 1 });
  }
  return [...byReason.values()].sort((a, b) => b.count - a.count);
}

/** Who gets how many, and how many stay for which reason. */
export function sumUp({ outcomes, concerned, more }: Allocation): Summary {
  const given = outcomes.filter((one) => one.ok);
  const left = outcomes.filter((one) => !one.ok);
  const seen = (id: string) => outcomes.filter(({ rule }) => rule?.id === id).length;
  // Of what comes after the first thousand nothing is known yet.
  const shut = (more ? [] : (concerned?.byRule ?? [])).flatMap(({ rule, count }) =>
    count > seen(rule.id) ? [{ rule, count: count - seen(rule.id) }] : [],
  );
  return { given, left, people: receivingOf(given), staying: stayingOf(left), shut };
}
