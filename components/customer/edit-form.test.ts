import { describe, expect, it } from "vitest";
import type { EditDraft } from "./edit-form";
import { editOf } from "./edit-form";

const before: EditDraft = {
  ...{ name: "栖岳", grade: "A", stage: "new", intent: "unknown", note: "", tags: "数控, 打样" },
  ...{ industry: "制造", region: "杭州", source: "", creditCode: "", website: "", address: "" },
  custom: {},
  worth: { expectedValue: "1200", contractEndsOn: "2026-12-31" },
  contacts: [
    {
      key: "1",
      id: "1",
      isPrimary: true,
      name: "方工",
      title: "",
      phone: "13800001234",
      email: "",
      wechat: "",
    },
    { key: "2", id: "2", isPrimary: false, name: "郑主管", title: "", phone: "", email: "", wechat: "" },
  ],
};
const [first, second] = before.contacts;

describe("what an edit names", () => {
  it("is nothing when nothing changed", () => {
    expect(editOf(before, structuredClone(before), [], "CNY")).toEqual({
      changes: {},
      custom: {},
      contacts: { add: [], change: [], remove: [] },
    });
  });

  it("is only the fields that changed, tags cut at commas of any kind", () => {
    const after = { ...before, region: "", grade: "B", tags: "数控，打样、展会" };
    expect(editOf(before, after, [], "CNY").changes).toEqual({
      region: "",
      grade: "B",
      tags: ["数控", "打样", "展会"],
    });
  });

  it("has money in minor units, an emptied field as nothing, and what is no money as no number", () => {
    const worth = (expectedValue: string, contractEndsOn: string) =>
      editOf(before, { ...before, worth: { expectedValue, contractEndsOn } }, [], "CNY").changes;
    expect(worth("3.5万", "2027-01-31")).toEqual({ expectedValue: 3_500_000, contractEndsOn: "2027-01-31" });
    expect(worth("", "")).toEqual({ expectedValue: null, contractEndsOn: null });
    expect(worth("1200", "2027-01-31")).toEqual({ contractEndsOn: "2027-01-31" });
    expect(worth("很多", "2026-12-31")).toEqual({ expectedValue: Number.NaN });
  });

  it("adds, changes and removes contacts, and leaves an empty new one out", () => {
    if (!first || !second) throw new Error("two contacts");
    const blank = {
      key: "n",
      id: null,
      isPrimary: false,
      name: " ",
      title: "",
      phone: "",
      email: "",
      wechat: "",
    };
    const added = { ...blank, key: "m", name: "李工" };
    const after = { ...before, contacts: [{ ...second, title: "生产", isPrimary: true }, blank, added] };
    expect(editOf(before, after, [], "CNY").contacts).toEqual({
      add: [{ isPrimary: false, name: "李工", title: "", phone: "", email: "", wechat: "" }],
      change: [{ id: "2", title: "生产", isPrimary: true }],
      remove: ["1"],
    });
  });
});
