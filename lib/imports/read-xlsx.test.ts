import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { readTable } from "./read-table";
import {
  buildZip,
  type Part,
  type Sheet,
  secondRow,
  sheetOf,
  sheetXml,
  textRow,
  workbookOf,
  xlsxParts,
} from "./testing/build-xlsx";
import { readAll, refusalOf } from "./testing/read-all";

describe("sheets", () => {
  const named = (name: string, state?: string): Sheet => ({
    name,
    xml: sheetXml(textRow(1, ["name"]) + textRow(2, [name])),
    ...(state ? { state } : {}),
  });
  const empty: Sheet = { name: "cover", xml: sheetXml("") };

  it("takes the first visible one with a table, and names all", async () => {
    const file = buildZip(
      xlsxParts([named("h", "hidden"), empty, named("v", "veryHidden"), named("data"), named("more")]),
    );
    const table = await readAll(file, "a.xlsx");
    expect([table.sheet, table.sheets]).toEqual(["data", ["h", "cover", "v", "data", "more"]]);
  });

  it("takes the one it is given, hidden or not", async () => {
    const file = buildZip(xlsxParts([named("first"), named("h", "hidden")]));
    expect((await readAll(file, "a.xlsx", { sheet: "h" })).all[0]?.cells).toEqual(["h"]);
    expect(await refusalOf(file, "a.xlsx", { sheet: "none" })).toEqual({
      reason: "sheet_not_found",
      sheet: "none",
    });
  });

  it("finds parts with absolute, backward and unusual paths", async () => {
    const parts = xlsxParts([{ ...named("x"), path: "./../xl/sheets//data.xml" }]).map((part) =>
      part.name.endsWith("data.xml") ? { ...part, name: "XL\\sheets\\data.xml" } : part,
    );
    expect((await readAll(buildZip(parts), "a.xlsx")).all).toHaveLength(1);
  });

  it("takes stored parts and sizes of 64 bits", async () => {
    const stored = xlsxParts([named("x")]).map((part): Part => ({ ...part, stored: true }));
    const long = xlsxParts([named("x")]).map((part): Part => ({ ...part, zip64: true }));
    expect((await readAll(buildZip(stored), "a.xlsx")).all).toHaveLength(1);
    expect((await readAll(buildZip(long), "a.xlsx")).all).toHaveLength(1);
  });

  it("keeps the numbers of the rows, rising, and passes blank ones", async () => {
    const rows = `${textRow(3, ["x"])}<row r="4"><c r="A4" s="1"/></row>${textRow(9, ["y"])}${textRow(9, ["z"])}<row>${'<c t="str"><v>w</v></c>'}</row>`;
    const table = await readAll(workbookOf(rows), "a.xlsx");
    expect(table.all.map((read) => [read.number, read.cells[0]])).toEqual([
      [3, "x"],
      [9, "y"],
      [10, "z"],
      [11, "w"],
    ]);
  });

  it("does not mind styled blank cells far to the right", async () => {
    const table = await readAll(
      workbookOf(secondRow('<c r="A2" t="str"><v>x</v></c><c r="XFD2" s="1"/>')),
      "a.xlsx",
    );
    expect(table.all[0]?.cells).toEqual(["x", ""]);
  });
});

describe("a large file", () => {
  const rows = Array.from({ length: 8000 }, (_, index) =>
    textRow(index + 2, [`公司${index}`, String(13_800_000_000 + index)]),
  );

  it("is read only as far as its rows are wanted", async () => {
    const spoilt = xlsxParts([sheetOf(rows.join(""))]).map((part) =>
      part.name.includes("sheet1") ? { ...part, claimedCrc: 1 } : part,
    );
    const table = await readTable(buildZip(spoilt), "a.xlsx");
    const taken: number[] = [];
    for await (const read of table.rows) if (taken.push(read.number) === 10) break;
    // Only at its end does the sheet turn out to be damaged.
    expect(taken).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(await refusalOf(buildZip(spoilt), "a.xlsx")).toEqual({ reason: "zip_corrupt" });
  });

  it("does not cut a character at the border of a chunk", async () => {
    const name = "海风贸易".repeat(50);
    const many = Array.from({ length: 1000 }, (_, index) => textRow(index + 2, [name]));
    const { all } = await readAll(workbookOf(many.join("")), "a.xlsx");
    expect(all.filter((read) => read.cells[0] === name)).toHaveLength(1000);
  });

  it.each([
    ["xlsx", workbookOf(rows.join(""))],
    ["csv", Buffer.from(`name,value\n${"海风贸易有限公司,13800138000\n".repeat(20_000)}`)],
  ])("lets other work in between its parts: %s", async (format, file) => {
    const table = await readTable(file, `a.${format}`);
    let turns = 0;
    let reading = true;
    const count = () => {
      turns++;
      if (reading) setImmediate(count);
    };
    setImmediate(count);
    let read = 0;
    for await (const _ of table.rows) read++;
    reading = false;
    expect(read).toBeGreaterThanOrEqual(8000);
    expect(turns).toBeGreaterThan(5);
  });
});
