import { describe, expect, test } from "vitest";
import { FieldFilters, readFieldFilters, withFieldFilter, writeFieldFilters } from "./filters";

const chosen = { key: "f_ab12cd34", any: ["o_x", "o_y"], from: null, to: null };
const ranged = { key: "f_ef56ab78", any: [], from: "10", to: "20.5" };

describe("filters in an address", () => {
  test("are read as they are written, and again as they were read", () => {
    const text = writeFieldFilters([chosen, ranged]);
    expect(text).toBe("f_ab12cd34:o_x|o_y;f_ef56ab78:10..20.5");
    expect(readFieldFilters(text)).toEqual([chosen, ranged]);
    expect(FieldFilters.parse(text)).toEqual([chosen, ranged]);
    expect(FieldFilters.parse([chosen, ranged])).toEqual([chosen, ranged]);
    expect(FieldFilters.parse(undefined)).toEqual([]);
  });

  test.each([
    "",
    "name:x",
    "f_ab12cd34",
    "f_ab12cd34:",
    "f_ab12cd34:..",
    "f_ab12cd34:'; drop..x",
    "f_ab12cd34:A B",
  ])("%j asks nothing", (text) => {
    expect(readFieldFilters(text)).toEqual([]);
  });

  test("one side may be open, and the last of a field counts", () => {
    expect(readFieldFilters("f_ab12cd34:..2026-01-31;f_ab12cd34:2026-01-01..")).toEqual([
      { key: "f_ab12cd34", any: [], from: "2026-01-01", to: null },
    ]);
  });

  test("a changed filter takes its place, an empty one goes", () => {
    const changed = { ...chosen, any: ["o_z"] };
    expect(withFieldFilter([chosen, ranged], changed)).toEqual([changed, ranged]);
    expect(withFieldFilter([chosen, ranged], { ...chosen, any: [] })).toEqual([ranged]);
    expect(withFieldFilter([], ranged)).toEqual([ranged]);
  });
});
