import { describe, expect, it } from "vitest";
import { readMineParams } from "./list-schema";
import { activeMineFilters, mineHref, withoutMineFilter } from "./mine-address";

const read = (href: string) => readMineParams(Object.fromEntries(new URL(href, "http://x").searchParams));

describe("the address of my customers", () => {
  it("reads back what it says, commas in values too", () => {
    const said = read(
      "/mine?view=dueSoon&sort=name&grade=A,B&region=上海%252C浦东,苏州&idle=30&won=1&taken=today",
    );
    expect(said.region).toEqual(["上海,浦东", "苏州"]);
    expect(read(mineHref(said))).toEqual(said);
  });

  it("says nothing that is the default anyway", () => {
    expect(mineHref(read("/mine"))).toBe("/mine?view=mine");
  });

  it("knows what narrows, and how to do without it", () => {
    const said = read("/mine?grade=A&idle=30&view=won");
    expect(activeMineFilters(said)).toEqual(["grade", "idle"]);
    expect(mineHref(withoutMineFilter(said, "grade"))).toBe("/mine?view=won&idle=30");
    expect(mineHref(withoutMineFilter(said))).toBe("/mine?view=won");
  });
});
