import { describe, expect, it } from "vitest";
import { readLedgerParams } from "@/lib/ledger/schema";
import { ledgerHref, NO_FILTERS } from "./address";

describe("the address of the ledger", () => {
  it("is bare without filters", () => {
    expect(ledgerHref(NO_FILTERS)).toBe("/ledger");
  });

  it("reads back what it writes", () => {
    const href = ledgerHref({
      ...NO_FILTERS,
      kind: ["claimed", "assigned"],
      from: "2026-11-01",
      undone: "0",
    });
    expect(href).toBe("/ledger?from=2026-11-01&kind=claimed,assigned&undone=0");
    const {
      cursor: _cursor,
      limit: _limit,
      ...read
    } = readLedgerParams(Object.fromEntries(new URL(href, "https://x.test").searchParams));
    expect(ledgerHref({ ...NO_FILTERS, ...read })).toBe(href);
  });
});
