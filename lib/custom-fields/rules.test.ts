import { describe, expect, test } from "vitest";
import { editedOptions, newOption } from "./options";
import { missingFields, requireFields, settleCustom, shownFields, valueFrom } from "./rules";
import type { FieldDef } from "./types";

const field = (key: string, more: Partial<FieldDef> = {}): FieldDef => ({
  ...{ id: key, key, label: key, type: "text", options: [], requiredStages: [] },
  ...{ retired: false, currency: "CNY", ...more },
});
const budget = field("f_00000001", { type: "money", requiredStages: ["proposal", "won"] });
const lines = field("f_00000002", {
  type: "multiple_choice",
  options: ["a", "b"].map((value) => ({ value, label: value, retired: false })),
});
const old = field("f_00000003", { retired: true, requiredStages: ["new"] });
const fields = [budget, lines, old];

describe("values of a customer's own fields", () => {
  test("what is named changes, null and empty empty it, and the rest stays", () => {
    const before = { f_00000001: 100, f_00000002: ["a"] };
    const after = settleCustom(fields, before, { f_00000001: null, f_00000002: ["b", "a"] });
    expect(after.values).toEqual({ f_00000002: ["a", "b"] });
    expect(after.changes).toEqual({
      "custom.f_00000001": { from: "100", to: null },
      "custom.f_00000002": { from: '["a"]', to: '["a","b"]' },
    });
    expect(before).toEqual({ f_00000001: 100, f_00000002: ["a"] });
    const change = after.changes["custom.f_00000002"];
    expect(valueFrom("multiple_choice", change?.to ?? null)).toEqual(["a", "b"]);
  });

  test("the same again is no change, in whatever order the choices come", () => {
    const before = { f_00000001: 100, f_00000002: ["a", "b"], f_00000003: "kept" };
    const given = { f_00000001: 100, f_00000002: ["b", "a"], f_00000003: "kept" };
    expect(settleCustom(fields, before, given)).toEqual({ values: before, changes: {} });
  });

  test.each([
    [{ f_00000001: "12" }, "invalid"],
    [{ f_00000003: "new" }, "retired"],
    [{ f_00000003: null }, "retired"],
    [{ f_99999999: "x" }, "unknown"],
  ])("%j is refused as %s", (given, problem) => {
    const [key] = Object.keys(given);
    expect(() => settleCustom(fields, { f_00000003: "kept" }, given)).toThrowError(
      expect.objectContaining({
        code: "INVALID_INPUT",
        params: expect.objectContaining({ field: `custom.${key}`, problem }),
      }),
    );
  });

  test("a stage needs its fields; a retired one is needed by none", () => {
    expect(missingFields(fields, "new", {})).toEqual([]);
    expect(missingFields(fields, "proposal", {})).toEqual([budget]);
    expect(missingFields(fields, "proposal", { f_00000001: 0 })).toEqual([]);
    expect(() => requireFields(fields, "won", {})).toThrowError(
      expect.objectContaining({
        code: "REQUIRED_FIELD_MISSING",
        params: expect.objectContaining({ field: "custom.f_00000001", label: budget.label, stage: "won" }),
      }),
    );
  });

  test("a retired field is shown where it is filled", () => {
    expect(shownFields(fields, {}).map(({ key }) => key)).toEqual(["f_00000001", "f_00000002"]);
    expect(shownFields(fields, { f_00000003: "x" }).at(-1)).toMatchObject({ key: "f_00000003", value: "x" });
  });
});

describe("the choices of a field", () => {
  const options = [newOption("甲"), newOption("乙")].map((one) => ({ ...one, retired: false }));
  const choice = field("f_00000004", { type: "choice", options });
  const [first, second] = options;

  test("are renamed, put in order and added; what is left out is retired", () => {
    const edited = editedOptions(choice, [
      { label: "丙", retired: false },
      { value: second?.value, label: "乙二", retired: false },
    ]);
    expect(edited.map(({ label, retired }) => [label, retired ?? false])).toEqual([
      ["丙", false],
      ["乙二", false],
      ["甲", true],
    ]);
    expect(edited[2]?.value).toBe(first?.value);
    expect(edited[0]?.value).toMatch(/^o_[a-z0-9]{8}$/);
  });

  test.each([
    [[{ value: "o_nobody", label: "x", retired: false }], "unknown"],
    [[], "none_left"],
  ])("%j is refused as %s", (given, problem) => {
    expect(() => editedOptions(choice, given)).toThrowError(
      expect.objectContaining({ code: "INVALID_INPUT", params: { field: "options", problem } }),
    );
  });

  test("a field without choices has none", () => {
    expect(() => editedOptions(budget, [{ label: "x", retired: false }])).toThrowError(
      expect.objectContaining({ params: { field: "options", problem: "no_choices" } }),
    );
  });
});
