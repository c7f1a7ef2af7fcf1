import { describe, expect, it } from "vitest";
import { readPoolParams } from "@/lib/customers/list-schema";
import { activeFilters, filtersOf, NO_FILTERS, poolHref, withoutFilter } from "./address";

const address = {
  pool: "018f4e4e-0000-7000-8000-000000000001",
  view: "neverHeld" as const,
  sort: "grade" as const,
  ...NO_FILTERS,
  grade: ["A" as const, "B" as const],
  region: ["上海, 浦东", "苏州"],
  bounced: 3,
  tried: true,
  import: "018f4e4e-0000-7000-8000-000000000002",
};

describe("the pool's address", () => {
  it("reads back what it says, commas in values too", () => {
    const search = Object.fromEntries(new URL(poolHref(address), "http://x").searchParams);
    expect({ ...NO_FILTERS, ...readPoolParams(search) }).toMatchObject(address);
  });

  it("says nothing that is the default anyway", () => {
    expect(poolHref({ pool: undefined, view: "all", sort: "entered", ...NO_FILTERS })).toBe("/pool");
  });

  it("knows what narrows, and how to do without one of it", () => {
    expect(activeFilters(filtersOf(address))).toEqual(["grade", "region", "bounced", "tried", "import"]);
    expect(activeFilters(withoutFilter(filtersOf(address), "region"))).toEqual([
      "grade",
      "bounced",
      "tried",
      "import",
    ]);
  });
});
