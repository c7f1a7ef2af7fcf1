import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { eatenZeros, habitsOf } from "./column-habits";
import { dayText, readInstantOf } from "./day-text";
import { hashTable } from "./hash-table";
import { rowReader } from "./row";
import { mappingOf, proposeMapping } from "./rules";
import { isSame, type SameFacts } from "./sameness";
import { seenKeys } from "./seen-keys";
import { buildZip, sheetXml, textRow, xlsxParts } from "./testing/build-xlsx";
import { readAll } from "./testing/read-all";
import { OPTIONS } from "./testing/read-row";

describe("days", () => {
  const roc = { roc: true, from1904: false };
  it.each([
    ["民國113年5月2日", "2024-05-02"],
    ["中華民國 113 年 5 月 2 日", "2024-05-02"],
    ["民国元年1月1日", "1912-01-01"],
    ["ROC 99/12/31", "2010-12-31"],
    ["45413", "2024-05-01"],
    ["2024/5/2", "2024/5/2"],
  ])("%s is %s", (typed, day) => expect(dayText(typed)).toBe(day));

  it("counts bare years from 1912 only where the column does", () => {
    expect(dayText("113/05/02")).toBe("113/05/02");
    expect(dayText("113/05/02", roc)).toBe("2024-05-02");
    const column = (...cells: string[]) =>
      habitsOf(
        ["日期"],
        cells.map((cell) => [cell]),
        false,
      )[0]?.days.roc;
    expect(column("113/05/02", "99/1/3", "")).toBe(true);
    expect(column("113/05/02", "2024/05/02")).toBe(false);
    expect(column("甲", "乙")).toBe(false);
  });

  it("counts serials from 1904 where the workbook does", () => {
    expect(dayText("43951", { roc: false, from1904: true })).toBe("2024-05-01");
  });

  it.each([
    ["2019-03-04 15:30", "2019-03-04T07:30:00.000Z"],
    ["2019/3/4", "2019-03-03T16:00:00.000Z"],
    ["2019-03-04T15:30:00Z", "2019-03-04T15:30:00.000Z"],
    ["2019-02-30", null],
    ["2019-03-04 25:00", null],
    ["0001-01-01", null],
    ["昨天", null],
  ])("the instant %s in Shanghai is %s", (typed, at) =>
    expect(readInstantOf(typed, "Asia/Shanghai")).toBe(at),
  );
});

describe("what a column uses for a missing value", () => {
  const read = (rows: string[][]) => {
    const header = ["name", "region", "phone"];
    const habits = habitsOf(header, rows, false);
    const reader = rowReader(header, mappingOf(proposeMapping(header, rows)), { ...OPTIONS, habits });
    return rows.map((cells, n) => reader({ number: n + 2, cells }));
  };

  it("is a value where it stands once, and none where the column clearly uses it", () => {
    const once = read([
      ["NA", "NA", "NA"],
      ["甲", "上海", "13800138000"],
    ]);
    expect(once[0]).toMatchObject({ ok: true, customer: { name: "NA", region: "NA", contacts: [] } });
    const often = read([
      ["甲", "NA", ""],
      ["乙", "NA", ""],
      ["丙", "上海", ""],
    ]);
    expect(often.map((row) => row.ok && row.customer.region)).toEqual([null, null, "上海"]);
  });
});

describe("zeros that a spreadsheet ate", () => {
  it("are offered for codes, most of one length and none with a zero in front", () => {
    expect(eatenZeros(["证券代码"], [["1"], ["12"], ["600101"]])).toEqual({ 证券代码: 6 });
    expect(eatenZeros(["证券代码"], [["000001"], ["600101"]])).toEqual({});
    expect(eatenZeros(["金额"], [["1"], ["600101"]])).toEqual({});
    expect(eatenZeros(["编号"], [["A1"], ["600101"]])).toEqual({});
  });

  it("come back, in fields and in what is kept beside them", () => {
    const zeros = { 代码: 6, 邮编: 6 };
    const reader = rowReader(
      ["公司", "代码", "邮编"],
      { 公司: "name", 代码: "externalId", 邮编: null },
      { ...OPTIONS, zeros },
    );
    expect(reader({ number: 2, cells: ["甲", "1", "10001"] })).toMatchObject({
      customer: { externalId: "000001", extra: { 邮编: "010001" } },
    });
  });
});

describe("columns known by their cells", () => {
  it("is a phone column, whatever it is called, and a number of orders is none", () => {
    const rows = (cell: (n: number) => string) =>
      Array.from({ length: 12 }, (_, n) => [`公司${n}有限公司`, cell(n)]);
    const of = (cell: (n: number) => string) => proposeMapping(["公司名称", "B"], rows(cell))[1]?.field;
    expect(of((n) => `1380013800${n % 10}`)).toBe("phone");
    expect(of((n) => `010-6234567${n % 10}`)).toBe("phone");
    expect(of((n) => `(02) 2345-678${n % 10}`)).toBe("phone");
    expect(of((n) => String(20_240_000_001 + n))).toBeNull();
  });
});

describe("cells that were merged", () => {
  const sheet = (rows: string, merges: string[]) =>
    sheetXml(rows).replace(
      "</sheetData>",
      `</sheetData><mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>`,
    );

  it("downwards stand in every row, and a title sideways is none", async () => {
    const rows = [
      ["客户名单", "", ""],
      ["地区", "公司名称", "电话"],
      ["上海", "甲", "1"],
      ["", "乙", "2"],
      ["", "丙", "3"],
      ["北京", "丁", "4"],
    ];
    const xml = sheet(rows.map((cells, n) => textRow(n + 1, cells)).join(""), ["A1:C1", "A3:A5"]);
    const table = await readAll(buildZip(xlsxParts([{ name: "S", xml }])), "a.xlsx");
    expect(table.header).toEqual(["地区", "公司名称", "电话"]);
    expect(table.all.map(({ cells }) => cells[0])).toEqual(["上海", "上海", "上海", "北京"]);
  });

  it("make one header of two rows", async () => {
    const rows = [
      ["公司名称", "联系人", "", "地区"],
      ["", "姓名", "电话", ""],
      ["甲", "张三", "1", "上海"],
    ];
    const xml = sheet(rows.map((cells, n) => textRow(n + 1, cells)).join(""), ["A1:A2", "B1:C1", "D1:D2"]);
    const table = await readAll(buildZip(xlsxParts([{ name: "S", xml }])), "a.xlsx");
    expect(table.header).toEqual(["公司名称", "联系人 姓名", "联系人 电话", "地区"]);
    expect(proposeMapping(table.header, []).map(({ field }) => field)).toEqual([
      "name",
      "contactName",
      "phone",
      "region",
    ]);
  });
});

describe("encodings and delimiters", () => {
  const text = "公司名稱;電話\n海風貿易;02-23456789\n安瀾科技;02-23456780\n";
  it.each(["utf-8", "utf-16le", "utf-16be", "big5", "gb18030"])(
    "%s is found, and so is the semicolon",
    async (encoding) => {
      const bytes = iconv.encode(text, encoding, { addBOM: encoding.startsWith("utf-16") });
      const table = await readAll(bytes, "a.csv");
      expect([table.encoding, table.delimiter, table.header]).toEqual([encoding, ";", ["公司名稱", "電話"]]);
    },
  );

  it.each([",", ";", "\t", "|"])("%j divides", async (delimiter) => {
    const bytes = Buffer.from(
      ["a", "b", "c"].join(delimiter).concat("\n1", delimiter, "2", delimiter, "3\n"),
    );
    expect((await readAll(bytes, "a.csv")).delimiter).toBe(delimiter);
  });
});

describe("who is the same", () => {
  const facts = (over: Partial<SameFacts> = {}): SameFacts => ({
    ...{ nameKey: "甲", creditCode: null, externalId: null, region: null, phones: [] },
    identityKey: `${over.externalId ?? over.creditCode ?? "n"}:甲|${over.phones?.[0] ?? over.region ?? ""}`,
    ...over,
  });
  const a = "+8613800000001";
  const b = "+8613800000002";

  it.each<[string, SameFacts, SameFacts, boolean]>([
    ["one phone in common", facts({ phones: [a] }), facts({ phones: [b, a] }), true],
    ["other phones", facts({ phones: [a], region: "上海" }), facts({ phones: [b], region: "上海" }), false],
    [
      "one region, and one of them without a phone",
      facts({ phones: [a], region: "上海" }),
      facts({ region: "上 海" }),
      true,
    ],
    ["other regions", facts({ region: "上海" }), facts({ region: "北京" }), false],
    [
      "other codes",
      facts({ creditCode: "1", region: "上海" }),
      facts({ creditCode: "2", region: "上海" }),
      false,
    ],
    [
      "other numbers of the source",
      facts({ externalId: "1", region: "上海" }),
      facts({ externalId: "2", region: "上海" }),
      false,
    ],
    [
      "one code, whatever the name",
      facts({ creditCode: "1" }),
      facts({ creditCode: "1", nameKey: "乙" }),
      true,
    ],
    [
      "another name",
      facts({ phones: [a] }),
      facts({ phones: [a], nameKey: "乙", identityKey: "n:乙|1" }),
      false,
    ],
    ["a name alone, and the same with a region", facts(), facts({ region: "上海" }), false],
  ])("%s", (_what, one, other, same) => {
    expect(isSame(one, other)).toBe(same);
    expect(isSame(other, one)).toBe(same);
  });

  it("is remembered of a million rows as the rule says, for those of one name", () => {
    const seen = seenKeys();
    for (let n = 0; n < 50_000; n++) {
      const phone = `+86139${String(n).padStart(8, "0")}`;
      expect(
        seen(n, facts({ nameKey: `公司${n}`, phones: [phone], identityKey: `n:公司${n}|${phone}` })),
      ).toBeNull();
    }
    expect(
      seen(
        60_000,
        facts({ nameKey: "公司77", phones: ["+8613900000077"], identityKey: "n:公司77|+8613900000077" }),
      ),
    ).toBe(77);
    const first = facts({ nameKey: "乙", phones: [a], region: "上海", identityKey: `n:乙|${a}` });
    expect(seen(70_000, first)).toBeNull();
    expect(seen(70_001, facts({ nameKey: "乙", region: "上海", identityKey: "n:乙|上海" }))).toBe(70_000);
    expect(
      seen(70_002, facts({ nameKey: "乙", phones: [b], region: "上海", identityKey: `n:乙|${b}` })),
    ).toBeNull();
  });

  it("takes 12 bytes a key, half as much again where there is room to grow", () => {
    const table = hashTable();
    const keys = 100_000;
    for (let n = 0; n < keys; n++) table.add(`key ${n}`, n, n & 0xffff);
    for (let n = 0; n < keys; n += 97) expect(table.find(`key ${n}`)).toEqual({ row: n, mark: n & 0xffff });
    expect(table.find("key -1")).toBeNull();
    table.add("key 0", 9, 9);
    expect(table.find("key 0")?.row).toBe(0);
    expect(table.bytes() / keys).toBeLessThan(22);
  });
});
