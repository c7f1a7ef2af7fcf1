import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAll } from "./testing/read-all";

describe("delimiter", () => {
  it.each([
    [",", 'name,phone\n"a;b",1\n'],
    [",", '"name",phone,"a;b;c;d"\n"x",1,"2;3;4;5"\n'],
    [";", "name;phone;address\nAcme, Inc.;1;Berlin, DE\nFoo, Ltd.;2;Rome, IT\n"],
    ["\t", "name\tphone\nAcme, Inc.\t1\n"],
    ["|", "name|phone\nAcme, Inc.|1\n"],
    [";", "sep=;\nname;phone\nAcme, Inc.;1\n"],
    ["|", '"sep=|"\r\nname|phone\r\nAcme|1\r\n'],
    [",", "name\nAcme\n"],
    [",", "name,note\nAcme,a;b;c;d\nFoo,e;f;g\n"],
  ])("%j in %j", async (delimiter, text) => {
    const table = await readAll(Buffer.from(text), "a.csv");
    expect(table.delimiter).toBe(delimiter);
    expect(table.header[0]).toBe("name");
    expect(table.all.every((row) => row.cells.length === table.header.length)).toBe(true);
  });

  it("takes the one it is given", async () => {
    const table = await readAll(Buffer.from("a,b\n1;2\n"), "a.csv", { delimiter: ";" });
    expect(table.header).toEqual(["a,b"]);
  });
});

describe("structure", () => {
  it.each<[string, string, string[][]]>([
    ["quotes and doubled quotes", 'a,b\n"x ""y""","1,2"\n', [['x "y"', "1,2"]]],
    ["line ends inside quotes", 'a,b\n"x\ny\r\nz",1\n', [["x\ny\r\nz", "1"]]],
    ["a quote in the middle", 'a,b\nThe "Best" Shop,1\n', [['The "Best" Shop', "1"]]],
    ["text behind a closing quote", 'a,b\n"Best" Shop,1\n', [['"Best" Shop', "1"]]],
    [
      "short rows",
      "a,b,c\n1\n1,2\n",
      [
        ["1", "", ""],
        ["1", "2", ""],
      ],
    ],
    ["blank cells behind the header's", "a,b,,,\n1,2,,,,,\n", [["1", "2"]]],
    ["too many cells, for the row to refuse", "a,b\n1,2,3\n", [["1", "2", "3"]]],
    [
      "blank rows",
      "\n\na,b\n\n1,2\n , \n3,4\n\n",
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    ["CRLF", "a,b\r\n1,2\r\n", [["1", "2"]]],
    [
      "CR only",
      "a,b\r1,2\r3,4",
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    [
      "CRLF and LF mixed",
      "a,b\r\n1,2\n3,4\r\n",
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    ["no line end at the end", "a,b\n1,2", [["1", "2"]]],
    ["a quoted cell at the very end", 'a,b\n1,"2"', [["1", "2"]]],
    ["a title above the header", "客户名单\n\na,b,c\n1,2,3\n", [["1", "2", "3"]]],
    [
      "zero characters behind the sample",
      `a,b\n${`1,${"x".repeat(1000)}\n`.repeat(1100)}3,4\0\n`,
      [["3", "4"]],
    ],
    [
      "names that look like formulas",
      "a,b\n=1+1,+x\n-y,@z\n",
      [
        ["=1+1", "+x"],
        ["-y", "@z"],
      ],
    ],
  ])("%s", async (_, text, rows) => {
    const table = await readAll(Buffer.from(text), "a.csv");
    expect(table.all.slice(-rows.length).map((row) => row.cells)).toEqual(rows);
  });

  it("numbers the rows as a spreadsheet shows them", async () => {
    const table = await readAll(Buffer.from('title\n\na,b,c\n1,"2\n2",3\n\n4,5,6\n'), "a.csv");
    expect(table.headerRow).toBe(3);
    expect(table.all.map((row) => row.number)).toEqual([4, 6]);
  });

  it("takes the header row it is given", async () => {
    const table = await readAll(Buffer.from("x,y\na,b\n1,2\n"), "a.csv", { headerRow: 2 });
    expect([table.header, table.all.length]).toEqual([["a", "b"], 1]);
  });

  it("makes headers unique and names blank ones by their place", async () => {
    const table = await readAll(Buffer.from(" 电  话 ,电 话,,电 话,__proto__\n1,2,3,4,5\n"), "a.csv");
    expect(table.header).toEqual(["电 话", "电 话 (2)", "#3", "电 话 (3)", "__proto__"]);
  });

  it("starts anew for every loop over the rows", async () => {
    const table = await readAll(Buffer.from("a\n1\n2\n"), "a.csv");
    for await (const row of table.rows) if (row.cells[0] === "1") break;
    const again: string[] = [];
    for await (const row of table.rows) again.push(row.cells.join());
    expect(again).toEqual(["1", "2"]);
  });

  it("reads what any writer of CSV wrote", async () => {
    const cell = fc
      .string({ unit: "grapheme" })
      .filter((text) => !/[\r\0]|\p{Cs}/u.test(text) && text.trim() !== "");
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(",", ";", "\t", "|"), async (data, delimiter) => {
        const quoted = (cells: string[]) =>
          cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter);
        const text = [["a", "b", "c"], ...data].map(quoted).join("\r\n");
        const table = await readAll(Buffer.from(text), "a.csv", { encoding: "utf-8" });
        expect(table.all.map((row) => row.cells)).toEqual(data);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a table that begins with its first customer", () => {
  const read = async (...lines: string[]) => {
    const { headerRow, header, all } = await readAll(Buffer.from(lines.join("\n")), "a.csv");
    return { headerRow, header, rows: all.map(({ number, cells }) => [number, ...cells]) };
  };
  it("has no header: names of companies alone", async () => {
    expect(
      await read("柳州国联运输集团有限公司 国联", "湖北塑胶跑道工程公司", "珠海路畅机电设备有限公司 路畅"),
    ).toEqual({
      ...{ headerRow: 0, header: ["#1"] },
      rows: [
        [1, "柳州国联运输集团有限公司 国联"],
        [2, "湖北塑胶跑道工程公司"],
        [3, "珠海路畅机电设备有限公司 路畅"],
      ],
    });
  });
  it("has no header: people and phones, and a row with a cell more", async () => {
    const table = await read("张三,13800138001", "李四,13800138002,老客户", "王五,13800138003");
    expect(table).toMatchObject({ headerRow: 0, header: ["#1", "#2", "#3"] });
    expect(table.rows[0]).toEqual([1, "张三", "13800138001", ""]);
  });
  it.each([
    [["公司名称,电话", "甲公司,13800138001", "乙公司,13800138002"]],
    [["Lieferant,Ort", "Haifeng Ltd,Berlin", "Yuanshan Ltd,Hamburg"]],
    [["公司,上海分公司", "甲有限公司,乙有限公司", "丙有限公司,丁有限公司"]],
  ])("has a header: %j", async (lines) => expect((await read(...lines)).headerRow).toBe(1));
  it("is read so, or not, as it is told", async () => {
    const lines = Buffer.from("甲有限公司\n乙有限公司\n丙有限公司");
    expect((await readAll(lines, "a.csv", { headerRow: 1 })).header).toEqual(["甲有限公司"]);
    expect((await readAll(Buffer.from("名称\n甲"), "a.csv", { headerRow: 0 })).all).toHaveLength(2);
  });
});
