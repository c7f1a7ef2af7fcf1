import { describe, expect, it } from "vitest";
import { fillOf, type Standing } from "./fill-empty";
import type { ImportedCustomer } from "./row-types";

const contact = { name: "沈岚", title: null, phone: "138", phoneE164: null, email: null, wechat: null };
const imported: ImportedCustomer = {
  ...{ name: "映川仪器", nameKey: "映川仪器", identityKey: "n:映川仪器|", creditCode: null, externalId: "7" },
  ...{ grade: "A", industry: "仪器", region: "浙江", source: null, website: null, address: "滨江路 1 号" },
  ...{
    note: null,
    expectedValue: null,
    contractEndsOn: "2027-01-31",
    tags: ["展会"],
    contacts: [contact],
    extra: { 预算: "35" },
    custom: { f_00000001: 3 },
  },
};
const bare: Standing = {
  ...{
    id: "c",
    creditCode: null,
    externalId: null,
    industry: null,
    region: null,
    source: null,
    website: null,
  },
  ...{ expectedValue: null, contractEndsOn: null },
  ...{ address: null, note: null, tags: [], extra: null, custom: {}, hasContacts: false },
};

describe("filling what is empty", () => {
  it("adds everything where nothing stands", () => {
    expect(fillOf(bare, imported)).toEqual({
      id: "c",
      facts: {
        externalId: "7",
        industry: "仪器",
        region: "浙江",
        address: "滨江路 1 号",
        contractEndsOn: "2027-01-31",
      },
      tags: ["展会"],
      extra: { 预算: "35" },
      custom: { f_00000001: 3 },
      contacts: [contact],
    });
  });

  it("changes nothing that stands", () => {
    const standing = {
      ...{ ...bare, industry: "机械", tags: ["老客户"], extra: { 预算: "10", 人数: "5" }, hasContacts: true },
      custom: { f_00000001: 5 },
      ...{ contractEndsOn: "2026-12-31", externalId: "1", region: "江苏", address: "x" },
    };
    expect(fillOf(standing, imported)).toBeNull();
  });

  it("adds what is new beside what stands", () => {
    const fill = fillOf({ ...bare, industry: "机械", extra: { 人数: "5" }, hasContacts: true }, imported);
    expect(fill?.facts).toEqual({
      ...{ externalId: "7", region: "浙江", address: "滨江路 1 号", contractEndsOn: "2027-01-31" },
    });
    expect(fill?.extra).toEqual({ 预算: "35" });
    expect(fill?.custom).toEqual({ f_00000001: 3 });
    expect(fill?.contacts).toEqual([]);
  });
});
