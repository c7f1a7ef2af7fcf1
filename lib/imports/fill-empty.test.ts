import { describe, expect, it } from "vitest";
import { changed, fillOf, overwriteOf, type Standing } from "./fill-empty";
import type { ImportedCustomer } from "./row-types";

const contact = {
  ...{ name: "沈岚", title: null, phone: "138 0013 8000", phoneE164: "+8613800138000" },
  ...{ email: null, wechat: null },
};
const imported: ImportedCustomer = {
  ...{ name: "映川仪器", nameKey: "映川仪器", identityKey: "n:映川仪器|", creditCode: null, externalId: "7" },
  ...{ grade: "A", gradeTyped: true, industry: "仪器", region: "浙江", source: null, website: null },
  ...{ address: "滨江路 1 号", note: null, expectedValue: null, contractEndsOn: "2027-01-31" },
  ...{ tags: ["展会"], contacts: [contact], extra: { "预算.万": "35" }, custom: { f_00000001: 3 } },
};
const bare: Standing = {
  ...{ id: "c", creditCode: null, externalId: null, industry: null, region: null, source: null },
  ...{ website: null, expectedValue: null, contractEndsOn: null, address: null, note: null },
  ...{ grade: "C", tags: [], extra: null, custom: {}, contacts: [] },
};
const full: Standing = {
  ...{
    ...bare,
    industry: "机械",
    tags: ["老客户"],
    extra: { "预算.万": "10", 人数: "5" },
    contacts: [contact],
  },
  ...{
    custom: { f_00000001: 5 },
    contractEndsOn: "2026-12-31",
    externalId: "1",
    region: "江苏",
    address: "x",
  },
};
const facts = (change: ReturnType<typeof fillOf>) =>
  Object.fromEntries(Object.entries(change?.facts ?? {}).map(([name, { to }]) => [name, to]));

describe("filling what is empty", () => {
  it("adds everything where nothing stands", () => {
    const change = fillOf(bare, imported);
    expect(facts(change)).toEqual({
      ...{ externalId: "7", industry: "仪器", region: "浙江", address: "滨江路 1 号" },
      ...{ contractEndsOn: "2027-01-31", tags: ["展会"], "extra.预算.万": "35", "custom.f_00000001": 3 },
    });
    expect(change?.contacts).toEqual([contact]);
  });

  it("changes nothing that stands", () => {
    expect(fillOf(full, imported)).toBeNull();
  });

  it("adds what is new beside what stands", () => {
    const change = fillOf({ ...bare, industry: "机械", extra: { 人数: "5" }, contacts: [contact] }, imported);
    expect(facts(change)).not.toHaveProperty("industry");
    expect(facts(change)).toMatchObject({ externalId: "7", "extra.预算.万": "35" });
    expect(change?.contacts).toEqual([]);
  });
});

describe("setting what differs", () => {
  it("sets what the row has, and adds tags and contacts to those that there are", () => {
    const another = { ...contact, name: "贺川", phone: "13900139000", phoneE164: "+8613900139000" };
    const change = overwriteOf(full, { ...imported, contacts: [contact, another] });
    expect(facts(change)).toEqual({
      ...{ externalId: "7", industry: "仪器", region: "浙江", address: "滨江路 1 号", grade: "A" },
      ...{
        contractEndsOn: "2027-01-31",
        tags: ["老客户", "展会"],
        "extra.预算.万": "35",
        "custom.f_00000001": 3,
      },
    });
    // Whoever is there already stays; none of the numbers is taken away.
    expect(change?.contacts).toEqual([another]);
  });

  it("knows an address in other capitals, and leaves it as it stands", () => {
    const mailed = { ...contact, phone: null, phoneE164: null, email: "Shen.Lan@Yingchuan.com" };
    const standing = { ...full, contacts: [{ ...mailed, email: "shen.lan@yingchuan.com" }] };
    expect(overwriteOf(standing, { ...imported, contacts: [mailed] })?.contacts).toEqual([]);
  });

  it("leaves what the row has not, and does nothing the second time", () => {
    expect(facts(overwriteOf(full, { ...imported, gradeTyped: false, industry: null }))).not.toHaveProperty(
      "grade",
    );
    const change = overwriteOf(full, imported);
    expect(overwriteOf(changed(full, change?.facts ?? {}), imported)).toBeNull();
  });
});

describe("taking a change back", () => {
  it("puts back what stood, and what somebody has set since stays", () => {
    const change = overwriteOf(full, imported);
    const after = changed(full, change?.facts ?? {});
    expect(after).toMatchObject({ industry: "仪器", extra: { "预算.万": "35", 人数: "5" } });
    expect(changed(after, change?.facts ?? {}, true)).toEqual(full);
    const edited = { ...after, industry: "光学" };
    expect(changed(edited, change?.facts ?? {}, true)).toEqual({ ...full, industry: "光学" });
  });

  it("leaves nothing where nothing stood", () => {
    const change = fillOf(bare, imported);
    expect(changed(changed(bare, change?.facts ?? {}), change?.facts ?? {}, true)).toEqual(bare);
  });
});
