import { describe, expect, it } from "vitest";
import { DomainError } from "@/lib/errors";
import { rowReader } from "./row";
import type { RowOptions } from "./row-types";
import type { Mapping } from "./rules";
import { customerOf, OPTIONS, reasonsOf } from "./testing/read-row";

describe("a row becomes a customer", () => {
  it("with all its fields", () => {
    expect(
      customerOf({
        creditCode: "91440300708461136t",
        externalId: "000001",
        contactName: "王 芳",
        contactTitle: "采购",
        phone: "138 0013 8000 / 010-62345678转801",
        email: "Wang@Example.COM",
        wechat: "wang_fang",
        address: "深圳市南山区",
        region: "广东",
        industry: "贸易",
        source: "展会",
        grade: "a 级",
        website: "www.example.com",
        note: "第一行\r\n第二行",
        tags: "老客户，华南；老客户",
        expectedValue: "¥35万",
        contractEndsOn: "2027年1月31日",
      }),
    ).toEqual({
      name: "海风贸易有限公司",
      nameKey: "海风贸易有限公司",
      identityKey: "cc:91440300708461136T",
      creditCode: "91440300708461136T",
      externalId: "000001",
      grade: "A",
      gradeTyped: true,
      industry: "贸易",
      region: "广东",
      source: "展会",
      website: "https://www.example.com",
      address: "深圳市南山区",
      note: "第一行\n第二行",
      tags: ["老客户", "华南"],
      expectedValue: 35_000_000,
      contractEndsOn: "2027-01-31",
      contacts: [
        {
          name: "王 芳",
          title: "采购",
          phone: "138 0013 8000",
          phoneE164: "+8613800138000",
          email: "Wang@Example.COM",
          wechat: "wang_fang",
        },
        {
          name: null,
          title: null,
          phone: "010-62345678转801",
          phoneE164: "+861062345678",
          email: null,
          wechat: null,
        },
      ],
      extra: {},
      custom: {},
    });
  });

  it("with nothing but a name, and the defaults of the import", () => {
    expect(customerOf({}, { defaultSource: "2025 展会", defaultGrade: "B" })).toMatchObject({
      source: "2025 展会",
      grade: "B",
      contacts: [],
      tags: [],
      note: null,
      identityKey: "n:海风贸易有限公司|",
    });
  });

  it.each([
    [{ expectedValue: "很多" }, ["expectedValue:field_value"]],
    [{ expectedValue: "-5" }, ["expectedValue:field_value"]],
    [{ contractEndsOn: "2027-02-30" }, ["contractEndsOn:field_value"]],
    [{ expectedValue: "-", contractEndsOn: "" }, []],
  ])("an amount or a day that is none refuses the row: %j", (cells, reasons) => {
    expect(reasonsOf(cells)).toEqual(reasons);
  });

  it("has amounts in the minor units of the organisation's currency", () => {
    expect(customerOf({ expectedValue: "1200" }, { currency: "JPY" }).expectedValue).toBe(1200);
  });

  it.each([
    [{ creditCode: "91440300708461136T", externalId: "7" }, "cc:91440300708461136T"],
    [{ externalId: "7", phone: "13800138000" }, "x:7:海风贸易有限公司"],
    [{ phone: "13800138000", region: "广东" }, "n:海风贸易有限公司|+8613800138000"],
    [{ phone: "82668888", region: "广 东" }, "n:海风贸易有限公司|广东"],
    [{ phone: "82668888/13800138000" }, "n:海风贸易有限公司|+8613800138000"],
  ])("known by %j as %s", (cells, key) => {
    expect(customerOf(cells).identityKey).toBe(key);
  });

  it("puts fields together from several columns", () => {
    const header = ["name", "省", "市", "手机", "座机", "备注", "说明"];
    const mapping: Mapping = {
      name: "name",
      省: "region",
      市: "region",
      手机: "phone",
      座机: "phone",
      备注: "note",
      说明: "note",
    };
    const result = rowReader(
      header,
      mapping,
      OPTIONS,
    )({ number: 2, cells: ["海风", "广东", "深圳市", "13800138000", "13800138000", "a", "b"] });
    expect(result).toMatchObject({
      ok: true,
      customer: { region: "广东 深圳市", note: "a\nb", contacts: [{ phone: "13800138000" }] },
    });
    const western = rowReader(
      ["name", "City", "State"],
      { name: "name", City: "region", State: "region" },
      OPTIONS,
    );
    expect(western({ number: 2, cells: ["Acme", "DOTHAN", "AL"] })).toMatchObject({
      customer: { region: "DOTHAN, AL" },
    });
  });

  it("keeps every column that goes to no field, by its header", () => {
    const header = ["name", "板块", "传真", "无", "__proto__", "constructor"];
    const result = rowReader(
      header,
      { name: "name" },
      OPTIONS,
    )({ number: 2, cells: ["海风", " 主\t板 ", "0755-1", "-", "p", "c"] });
    expect(result.ok && Object.entries(result.customer.extra)).toEqual([
      ["板块", "主 板"],
      ["传真", "0755-1"],
      ["__proto__", "p"],
      ["constructor", "c"],
    ]);
  });

  it("keeps what a describing field cannot take", () => {
    const kept = customerOf({ grade: "VIP", website: "见名片", creditCode: "440301102811234" });
    expect(kept).toMatchObject({ grade: "C", website: null, creditCode: null });
    expect(kept.extra).toEqual({ grade: "VIP", website: "见名片", creditCode: "440301102811234" });
  });

  it("keeps a phone to the letter, and what a word says beyond the value that is read", () => {
    const kept = customerOf({ phone: "电话：０１０-62345678", grade: "重点", expectedValue: "35万元" });
    expect(kept).toMatchObject({ grade: "A", expectedValue: 35_000_000 });
    expect(kept.contacts).toMatchObject([{ phone: "电话：０１０-62345678", phoneE164: "+861062345678" }]);
    expect(kept.extra).toEqual({ grade: "重点" });
    expect(customerOf({ grade: "Ｂ级", expectedValue: "￥1,200.50 元" }).extra).toEqual({});
  });

  it("takes an amount in the organisation's money, and none in another", () => {
    expect(reasonsOf({ expectedValue: "US$ 500" })).toEqual(["expectedValue:other_currency"]);
    expect(customerOf({ expectedValue: "US$ 500" }, { currency: "USD" }).expectedValue).toBe(50_000);
  });

  it("reads bare amounts in the unit that their header names", () => {
    const read = (header: string, cell: string) =>
      rowReader(
        ["name", header],
        { name: "name", [header]: "expectedValue" },
        OPTIONS,
      )({ number: 2, cells: ["海风", cell] });
    expect(read("预计金额（万元）", "3.5")).toMatchObject({ customer: { expectedValue: 3_500_000 } });
    expect(read("预计金额（万元）", "35000元")).toMatchObject({ customer: { expectedValue: 3_500_000 } });
    expect(read("预计金额万元", "3.5万")).toMatchObject({ customer: { expectedValue: 3_500_000 } });
    expect(read("预计金额（美元）", "35")).toEqual({
      ok: false,
      reasons: [{ code: "other_currency", field: "expectedValue", value: "35" }],
    });
  });

  it("keeps cells beside a sheet's table, and refuses them in a CSV where they have slipped", () => {
    const row = { number: 2, cells: ["海风", "a", " ", "b"] };
    const reader = (format: RowOptions["format"]) =>
      rowReader(["name", "x"], { name: "name" }, { ...OPTIONS, format });
    expect(reader("xlsx")(row)).toMatchObject({ ok: true, customer: { extra: { x: "a", "#4": "b" } } });
    expect(reader("csv")(row)).toEqual({
      ok: false,
      reasons: [{ code: "too_many_cells", field: "row", value: "b" }],
    });
    expect(reader("csv")({ number: 2, cells: ["海风", "a", " ", ""] }).ok).toBe(true);
  });

  it("ignores a field that the mapping inherits and does not own", () => {
    const reader = rowReader(["name", "toString"], { name: "name" }, OPTIONS);
    expect(reader({ number: 2, cells: ["海风", "x"] })).toMatchObject({
      customer: { extra: { toString: "x" } },
    });
  });
});

describe("a mapping", () => {
  const codeOf = (mapping: Mapping) => {
    try {
      rowReader(["a", "b"], mapping, OPTIONS);
      return null;
    } catch (error) {
      return error instanceof DomainError ? [error.code, error.params.field] : error;
    }
  };

  it.each<[Mapping, unknown]>([
    [{}, ["IMPORT_MAPPING_INCOMPLETE", "name"]],
    [{ a: null, b: "phone" }, ["IMPORT_MAPPING_INCOMPLETE", "name"]],
    [{ c: "name" }, ["IMPORT_MAPPING_INCOMPLETE", "name"]],
    [{ a: "name", b: "name" }, ["INVALID_INPUT", "name"]],
    [{ a: "name", b: "note" }, null],
  ])("%j", (mapping, expected) => {
    expect(codeOf(mapping)).toEqual(expected);
  });
});
