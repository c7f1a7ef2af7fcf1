import type { LedgerParams } from "@/lib/ledger/schema";

/** What the address of the ledger filters by; the page within the list is none of it. */
export type LedgerAddress = Omit<LedgerParams, "cursor" | "limit">;

export const NO_FILTERS: LedgerAddress = {
  kind: [],
  ...{
    pool: undefined,
    team: undefined,
    user: undefined,
    customer: undefined,
    actor: undefined,
    job: undefined,
    sweep: undefined,
  },
  ...{
    reason: undefined,
    from: undefined,
    to: undefined,
    fromState: undefined,
    toState: undefined,
    undone: undefined,
  },
};

/** The address of the ledger under some filters, in a fixed order, so that equal filters have one address. */
export function ledgerQuery(address: LedgerAddress): string {
  const query = new URLSearchParams();
  for (const key of Object.keys(NO_FILTERS).sort() as (keyof LedgerAddress)[]) {
    const value = address[key];
    const text = Array.isArray(value) ? value.join(",") : value;
    if (text) query.set(key, text);
  }
  // Commas part several values in every list's address.
  return query.toString().replaceAll("%2C", ",");
}

export function ledgerHref(address: LedgerAddress): string {
  const query = ledgerQuery(address);
  return query ? `/ledger?${query}` : "/ledger";
}
