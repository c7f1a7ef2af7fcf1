import { describe, expect, it } from "vitest";
import { uniqueHeader } from "./header";
import { IMPORT_FIELDS } from "./header-words";
import { rowReader } from "./row";
import { findCountry, type Mapping, mappingOf, proposeCountry, proposeMapping } from "./rules";
import { OPTIONS } from "./testing/read-row";

const fieldsOf = (header: string[], rows: string[][] = []) =>
  proposeMapping(header, rows).map((proposal) => proposal.field);

describe("proposeMapping", () => {
  it("maps a Chinese list with spaces in its headers, and puts the region together", () => {
    const header = uniqueHeader(
      "板块|公司 全称|英文名称|注册地址|公司代码|B股代码|B股 简 称|地      区|省    份|城     市|所属行业|公司网址".split(
        "|",
      ),
    );
    const rows = ["海风", "远山", "长河"].map((name, index) => [
      "主板",
      `${name}股份有限公司`,
      "Haifeng Co., Ltd.",
      "深圳市南山区",
      `00000${index}`,
      "",
      "",
      "华南",
      "广东",
      "深圳市",
      "J 金融业",
      "www.example.com",
    ]);
    expect(fieldsOf(header, rows)).toEqual([
      null,
      "name",
      null,
      "address",
      "externalId",
      null,
      null,
      null,
      "region",
      "region",
      "industry",
      "website",
    ]);
  });

  it("maps an excerpt of the open list of hospitals", () => {
    const header =
      "Provider ID|Hospital Name|Address|City|State|ZIP Code|County Name|Phone Number|Hospital Type|Hospital overall rating".split(
        "|",
      );
    const rows = [
      [
        "010001",
        "SOUTHEAST ALABAMA MEDICAL CENTER",
        "1108 ROSS CLARK CIRCLE",
        "DOTHAN",
        "AL",
        "36301",
        "HOUSTON",
        "3347938701",
        "Acute Care Hospitals",
        "3",
      ],
      [
        "010005",
        "MARSHALL MEDICAL CENTER SOUTH",
        "2505 U S HIGHWAY 431 NORTH",
        "BOAZ",
        "AL",
        "35957",
        "MARSHALL",
        "2565938310",
        "Acute Care Hospitals",
        "3",
      ],
    ];
    expect(fieldsOf(header, rows)).toEqual([
      "externalId",
      "name",
      "address",
      "region",
      "region",
      null,
      null,
      "phone",
      null,
      null,
    ]);
  });

  it("finds the name by its cells where the header does not say it (open list of the S&P 500)", () => {
    const header =
      "Symbol|Security|GICS Sector|GICS Sub-Industry|Headquarters Location|Date added|CIK|Founded".split("|");
    const rows = [
      [
        "MMM",
        "3M",
        "Industrials",
        "Industrial Conglomerates",
        "Saint Paul, Minnesota",
        "1957-03-04",
        "66740",
        "1902",
      ],
      [
        "AOS",
        "A. O. Smith",
        "Industrials",
        "Building Products",
        "Milwaukee, Wisconsin",
        "2017-07-26",
        "91142",
        "1916",
      ],
      [
        "ABT",
        "Abbott Laboratories",
        "Health Care",
        "Health Care Equipment",
        "North Chicago, Illinois",
        "1957-03-04",
        "1800",
        "1888",
      ],
    ];
    const proposals = proposeMapping(header, rows);
    expect(proposals.map(({ field }) => field)).toEqual([
      "externalId",
      "name",
      "industry",
      null,
      "region",
      null,
      null,
      null,
    ]);
    expect(proposals[1]?.confidence).toBeLessThan(0.75);
  });

  it("believes the cells more than nothing, and less than a header", () => {
    const rows = Array.from({ length: 6 }, (_, index) => [
      `海风${index}有限公司`,
      `1380013800${index}`,
      `a${index}@example.com`,
      "www.example.com",
      "91440300708461136T",
    ]);
    const proposals = proposeMapping(["甲", "乙", "丙", "丁", "戊"], rows);
    expect(proposals.map(({ field }) => field)).toEqual(["name", "phone", "email", "website", "creditCode"]);
    expect(proposals.every(({ confidence }) => confidence < 0.9)).toBe(true);
  });

  it("doubts a header that its cells contradict", () => {
    const doubtful = proposeMapping(
      ["name", "phone"],
      [
        ["Acme", "see file"],
        ["Foo", "none yet"],
      ],
    );
    const sure = proposeMapping(["name", "phone"], [["Acme", "13800138000"]]);
    expect(doubtful[1]?.field).toBe("phone");
    expect(doubtful[1]?.confidence).toBeLessThan(sure[1]?.confidence ?? 0);
  });

  it("does not take a number shared by many rows for the customer's own", () => {
    const rows = Array.from({ length: 10 }, (_, index) => [`Acme ${index}`, index < 8 ? "7" : String(index)]);
    expect(fieldsOf(["name", "id"], rows)).toEqual(["name", null]);
  });

  it("gives a field of one column to the best of several, and one of many to all", () => {
    const rows = [["Acme", "Acme Corporation Ltd", "13800138000", "13900139000", "a", "b"]];
    expect(fieldsOf(["公司", "公司全称", "电话", "手机", "备注", "备注 (2)"], rows)).toEqual([
      null,
      "name",
      "phone",
      "phone",
      "note",
      null,
    ]);
  });

  it("prefers a column that holds something", () => {
    expect(fieldsOf(["客户名称", "公司名称"], [["", "海风有限公司"]])).toEqual([null, "name"]);
  });

  it.each([
    [["地区"], ["region"]],
    [
      ["地区", "省份"],
      [null, "region"],
    ],
    [
      ["地区", "城市"],
      [null, "region"],
    ],
    [
      ["省", "市", "区"],
      ["region", "region", null],
    ],
    [
      ["Town", "County"],
      ["region", "region"],
    ],
    [
      ["City", "State", "County"],
      ["region", "region", null],
    ],
    [["county"], ["region"]],
  ])("composes the region of %j", (header, fields) => {
    expect(fieldsOf(header)).toEqual(fields);
  });

  it("proposes nothing for columns of no meaning, and survives an empty table", () => {
    expect(fieldsOf(["age", "job", "marital"], [["56", "housemaid", "married"]])).toEqual([null, null, null]);
    expect(proposeMapping([], [])).toEqual([]);
  });

  it("answers with a mapping by header", () => {
    expect(mappingOf(proposeMapping(["名称", "x"], [["海风", "1"]]))).toEqual({ 名称: "name", x: null });
    expect(IMPORT_FIELDS).toContain("name");
  });
});

describe("proposeCountry", () => {
  it.each([
    [["3347938701", "2565938310", "2567688400"], "US"],
    [["13800138000", "010-62345678"], "CN"],
    [["0912-345-678", "02-2345-6789", "07-222-3333"], "TW"],
    [["+1 334 793 8701", "+852 2123 4567"], "CN"],
    [["+44 20 7946 0958", "+44 161 496 0123", "none"], "GB"],
    [["0044 20 7946 0958", "+49 30 901820", "+49 89 2180 0"], "DE"],
    [["+86 138 0013 8000", "+1 334 793 8701", "+1 256 593 8310"], "US"],
    [["see file", "3347938701", "none"], "CN"],
    [[], "CN"],
  ])("%j are numbers of %s", (phones, country) => {
    expect(proposeCountry(phones, "CN")).toBe(country);
  });

  it("says whether it was found", () => {
    expect(findCountry([], "GB")).toBeNull();
    expect(findCountry(["see file", "none"], "GB")).toBeNull();
    expect(findCountry(["020 7946 0958", "0161 496 0123"], "GB")).toBe("GB");
  });
});

describe("what a column is not", () => {
  const listed = Array.from({ length: 30 }, (_, n) => [
    `海风${n}贸易有限公司`,
    `http://list.example.com/detail?id=${n}`,
    n % 2 ? "telephone" : "cellular",
  ]);
  it("is the web site of a company where all pages are of one site", () => {
    expect(fieldsOf(["公司名称", "链接", "contact"], listed)).toEqual(["name", null, null]);
    const own = listed.map(([name = ""], n) => [name, `www.haifeng${n}.cn`, `张三${n}`]);
    expect(fieldsOf(["公司名称", "链接", "contact"], own)).toEqual(["name", "website", "contactName"]);
    const oneForAll = own.map(([name = "", site = ""]) => [name, site, "张三"]);
    expect(fieldsOf(["公司名称", "链接", "联系人"], oneForAll)).toEqual(["name", "website", "contactName"]);
  });
});

describe("columns without names", () => {
  it("go by what is in them", () => {
    const rows = ["张伟", "李秀英", "王芳", "刘洋"].map((person, n) => [
      `远山${n}机械有限公司`,
      person,
      `1380013800${n}`,
      `a${n}@example.com`,
      "上海",
    ]);
    expect(fieldsOf(["#1", "#2", "#3", "#4", "#5"], rows)).toEqual([
      "name",
      "contactName",
      "phone",
      "email",
      null,
    ]);
  });
});

describe("a column that is called as an own field but for its unit", () => {
  const own = (type: "money" | "number") => ({
    ...{ key: "f_budget00" as const, label: "年预算", type, options: [], retired: false, currency: "CNY" },
  });
  const targetOf = (type: "money" | "number") =>
    proposeMapping(["公司名称", "年预算（万元）"], [], [own(type)])[1]?.field;

  it("goes there when it holds amounts, which are read in that unit, and nowhere else", () => {
    expect(targetOf("money")).toBe(own("money").key);
    expect(targetOf("number")).toBeNull();
    const read = rowReader(
      ["公司名称", "年预算（万元）"],
      { 公司名称: "name", "年预算（万元）": own("money").key } satisfies Mapping,
      { ...OPTIONS, fields: [{ ...own("money"), id: "1", requiredStages: [] }] },
    );
    expect(read({ number: 2, cells: ["海风贸易有限公司", "35"] })).toMatchObject({
      customer: { custom: { [own("money").key]: 35_000_000 } },
    });
  });

  it("is read as it stands under the field's own name, unit and all", () => {
    const field = { ...own("money"), label: "年预算（万元）", id: "1", requiredStages: [] };
    const header = ["公司名称", field.label];
    const mapping = { 公司名称: "name", [field.label]: field.key } satisfies Mapping;
    const read = rowReader(header, mapping, { ...OPTIONS, fields: [field] });
    expect(read({ number: 2, cells: ["海风贸易有限公司", "35"] })).toMatchObject({
      customer: { custom: { [field.key]: 3_500 } },
    });
  });
});

describe("the country of phones without area codes", () => {
  it("is the one where most of them can be dialled, and the organisation's own when nothing tells", () => {
    const local = ["9287085", "9395115", "2859902", "3865286", "9214162"];
    expect(proposeCountry(local, "CN")).toBe("US");
    expect(proposeCountry(["2859902", "3865286"], "CN")).toBe("CN");
    expect(proposeCountry([], "TW")).toBe("TW");
  });
});
