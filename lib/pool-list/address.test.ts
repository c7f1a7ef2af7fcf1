import { describe, expect, it } from "vitest";
import { readPoolParams } from "@/lib/customers/list-schema";
import { unreadMineFilters, unreadPoolFilters } from "@/lib/customers/unread-filters";
import { activeFilters, filtersOf, NO_FILTERS, poolHref, searchOf, withoutFilter } from "./address";

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

  it("leaves out what no table holds, and holds nobody where a condition asks for it", () => {
    const nul = String.fromCharCode(0);
    const half = String.fromCharCode(0xd83d);
    const read = readPoolParams({ q: `a${nul}`, tag: half, region: `x${nul},上海` });
    expect([read.q, read.tag, read.region]).toEqual([undefined, undefined, ["上海"]]);
    for (const text of [`a${nul}`, half]) {
      const cond = JSON.stringify({ field: "tags", op: "has_any", values: [text] });
      expect(readPoolParams({ cond }).cond).toEqual({ any: [] });
    }
  });

  it("says which filters were not read whole, and none for what it doesn't know", () => {
    const regions = Array.from({ length: 21 }, (_, n) => `R${n}`).join(",");
    expect(unreadPoolFilters({ region: regions, q: "x".repeat(101), grade: "A,Z", peek: "x" })).toEqual([
      "grade",
      "region",
      "q",
    ]);
    expect(
      unreadPoolFilters({ region: ["上海", "苏州"], q: "海 ", tried: "1", idle: "7", cond: "{}" }),
    ).toEqual([]);
    expect(unreadPoolFilters(Object.fromEntries(searchOf(address)))).toEqual([]);
    expect(unreadMineFilters({ due: "someday", stage: "new", won: "1" })).toEqual(["due"]);
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
