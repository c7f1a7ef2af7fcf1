import fc from "fast-check";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { SPREADSHEET, secondRow, textXlsx, workbookOf, type xlsxParts } from "./testing/build-xlsx";
import { readAll } from "./testing/read-all";

/** The text that a cell is read as. */
async function textOf(cell: string, shared?: Parameters<typeof xlsxParts>[1]): Promise<string | undefined> {
  const table = await readAll(
    workbookOf(secondRow(`<c r="A2" t="str"><v>x</v></c>${cell}`), shared),
    "a.xlsx",
  );
  return table.all[0]?.cells[1];
}

const styles = (...codes: string[]) =>
  `<styleSheet xmlns="${SPREADSHEET}"><numFmts>${codes
    .map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`)
    .join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${codes
    .map((_, index) => `<xf numFmtId="${200 + index}"/>`)
    .join("")}</cellXfs></styleSheet>`;

describe("cells as a user sees them", () => {
  it.each([
    [
      "an inline string",
      '<c r="B2" t="inlineStr"><is><t xml:space="preserve"> a &amp; b </t></is></c>',
      " a & b ",
    ],
    [
      "rich text without its reading aid",
      '<c r="B2" t="inlineStr"><is><r><t>東</t></r><r><rPr/><t>京</t></r><rPh sb="0" eb="1"><t>トウ</t></rPh></is></c>',
      "東京",
    ],
    ["a formula's last text", '<c r="B2" t="str"><f>A1&amp;"x"</f><v>result</v></c>', "result"],
    ["a formula's last number", '<c r="B2"><f>1+1</f><v>2</v></c>', "2"],
    ["a formula never computed", '<c r="B2"><f>1+1</f></c>', ""],
    ["TRUE", '<c r="B2" t="b"><v>1</v></c>', "TRUE"],
    ["FALSE", '<c r="B2" t="b"><v>0</v></c>', "FALSE"],
    ["an error", '<c r="B2" t="e"><v>#N/A</v></c>', "#N/A"],
    ["an ISO day", '<c r="B2" t="d"><v>2024-02-29T00:00:00</v></c>', "2024-02-29"],
    ["CDATA", '<c r="B2" t="str"><v><![CDATA[<b> & ]]></v></c>', "<b> & "],
    [
      "character references",
      '<c r="B2" t="str"><v>&#x4E2D;&#22269;&#x1F600;&unknown;</v></c>',
      "中国😀&unknown;",
    ],
    ["escaped characters", '<c r="B2" t="str"><v>a_x000A_b_x0041_</v></c>', "a\nbA"],
    ["half a character", '<c r="B2" t="str"><v>a_xD800_b&#xDC00;</v></c>', "a\uFFFDb\uFFFD"],
    ["a zero character", '<c r="B2" t="str"><v>a_x0000_b</v></c>', "ab"],
    ["a comment inside", '<c r="B2" t="str"><v>a<!-- <v>no</v> -->b</v></c>', "ab"],
    ["prefixed names", '<x:c r="B2" t="str"><x:v>y</x:v></x:c>', "y"],
    ["a cell without a reference", "<c><v>7</v></c>", "7"],
    ["single quotes and a > in an attribute", "<c r='B2' t='str' cm='a>b'><v>z</v></c>", "z"],
  ])("%s", async (_, cell, text) => {
    expect(await textOf(cell)).toBe(text);
  });

  it.each([
    ["General", "13800138000", "13800138000"],
    ["General", "1.3800138E10", "13800138000"],
    ["General", "0.30000000000000004", "0.3"],
    ["General", "-0.5", "-0.5"],
    ["General", "123456789012345678", "123456789012346000"],
    ["General", "1E300", "1e+300"],
    ["General", "not a number", "not a number"],
    ["@", "0755", "0755"],
    ["000000", "1", "000001"],
    ["00000", "7001", "07001"],
    ["0.00E+00", "13800138000", "13800138000"],
    ["#,##0", "19405918198", "19,405,918,198"],
    ["0.0%", "0.125", "12.5%"],
    ["000-0000-0000", "13800138000", "138-0013-8000"],
    ["&quot;SH&quot;000000", "1", "SH000001"],
    [";;;", "5", "5"],
    ["yyyy-mm-dd", "45292", "2024-01-01"],
    ["yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "45351", "2024-02-29"],
    ["m/d/yy h:mm", "45292.75", "2024-01-01 18:00:00"],
    ["yyyy-mm-dd hh:mm", "45292", "2024-01-01"],
    ["[$-F800]dddd, mmmm dd, yyyy", "45292", "2024-01-01"],
    ["h:mm AM/PM", "0.5", "12:00:00"],
    ["[h]:mm", "1.5", "36:00"],
    ["yyyy-mm-dd", "-3", "-3"],
    ["yyyy-mm-dd", "99999999", "99999999"],
    ["0".repeat(300), "5", "5"],
  ])("%s of %s is %s", async (code, value, text) => {
    expect(await textOf(`<c r="B2" s="1"><v>${value}</v></c>`, { styles: styles(code) })).toBe(text);
  });

  it.each([
    [14, "45292", "2024-01-01"],
    [31, "45292", "2024-01-01"],
    [22, "45292.5", "2024-01-01 12:00:00"],
    [20, "0.25", "06:00:00"],
    [3, "1234567", "1,234,567"],
    [9, "0.5", "50%"],
    [49, "5", "5"],
    [11, "13800138000", "13800138000"],
    [9999, "5", "5"],
  ])("built-in format %s of %s is %s", async (id, value, text) => {
    const xml = `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="${id}"/></cellXfs></styleSheet>`;
    expect(await textOf(`<c r="B2" s="1"><v>${value}</v></c>`, { styles: xml })).toBe(text);
  });

  it("counts days from 1904 where the workbook says so", async () => {
    const shared = { styles: styles("yyyy-mm-dd"), date1904: true };
    expect(await textOf('<c r="B2" s="1"><v>43830</v></c>', shared)).toBe("2024-01-01");
  });

  it("reads shared strings", async () => {
    const strings = "<sst><si><t>zero</t></si><si><r><t>o</t></r><r><t>ne</t></r></si><si/></sst>";
    expect(await textOf('<c r="B2" t="s"><v>1</v></c>', { strings })).toBe("one");
    expect(await textOf('<c r="B2" t="s"><v>2</v></c><c r="C2"><v>1</v></c>', { strings })).toBe("");
    expect(await textOf('<c r="B2" t="s"><v>99</v></c><c r="C2"><v>1</v></c>', { strings })).toBe("");
  });

  it("reads what another program wrote, as text and as numbers", async () => {
    const file = await writeXlsx({
      sheets: [
        {
          name: "客户",
          columns: [
            { header: "名称", key: "name" },
            { header: "代码", key: "code", numFmt: "000000" },
            { header: "日期", key: "day", numFmt: "yyyy/m/d" },
          ],
          data: [{ name: "海风 & 贸易 <上海>", code: 42, day: new Date("2025-01-17T00:00:00Z") }],
        },
      ],
    });
    const table = await readAll(file, "a.xlsx");
    expect([table.sheet, table.header, table.all[0]?.cells]).toEqual([
      "客户",
      ["名称", "代码", "日期"],
      ["海风 & 贸易 <上海>", "000042", "2025-01-17"],
    ]);
  });

  it("reads back any text, however the parser is fed", async () => {
    const cell = fc.string({ unit: "grapheme", maxLength: 40 }).filter((text) => !/\p{C}|_x/u.test(text));
    const filled = cell.filter((text) => text.trim() !== "");
    const rows = fc.array(fc.tuple(filled, cell, filled), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(rows, async (data) => {
        const table = await readAll(textXlsx([["a", "b", "c"], ...data]), "a.xlsx");
        const blank = (text: string) => (text.trim() === "" ? "" : text);
        expect(table.all.map((read) => read.cells)).toEqual(data.map((cells) => cells.map(blank)));
      }),
      { numRuns: 60 },
    );
  });
});
