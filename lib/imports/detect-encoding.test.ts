import { Buffer } from "node:buffer";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { readAll, refusalOf } from "./testing/read-all";

const SIMPLIFIED =
  "公司名称,电话,地址\n深圳市海风贸易有限公司,13800138000,广东省深圳市南山区\n北京远山科技有限公司,010-62345678,北京市海淀区\n";
const TRADITIONAL =
  "公司名稱,電話,地址\n臺北海風貿易股份有限公司,02-2345-6789,臺北市信義區\n高雄遠山科技有限公司,07-222-3333,高雄市苓雅區\n";
const WESTERN = "name,city\nCafé Müller,Zürich\nPeña y Hijos,Logroño\nL’Étoile – Paris,Orléans\n";
const RARE = "公司名称\n𠮷野家餐饮有限公司\n㛃芃商贸有限公司\n";
const withMark = (mark: number[], bytes: Buffer) => Buffer.concat([Buffer.from(mark), bytes]);

describe("encoding", () => {
  it.each([
    ["utf-8", "plain ASCII", "name,phone\nAcme,1\n", Buffer.from("name,phone\nAcme,1\n")],
    ["utf-8", "Chinese", SIMPLIFIED, Buffer.from(SIMPLIFIED)],
    ["utf-8", "with BOM", SIMPLIFIED, withMark([0xef, 0xbb, 0xbf], Buffer.from(SIMPLIFIED))],
    ["utf-8", "emoji and rare characters", `${RARE}😀\n`, Buffer.from(`${RARE}😀\n`)],
    ["utf-16le", "with BOM", SIMPLIFIED, withMark([0xff, 0xfe], iconv.encode(SIMPLIFIED, "utf-16le"))],
    ["utf-16le", "without BOM", SIMPLIFIED, iconv.encode(SIMPLIFIED, "utf-16le")],
    ["utf-16be", "with BOM", SIMPLIFIED, withMark([0xfe, 0xff], iconv.encode(SIMPLIFIED, "utf-16be"))],
    ["utf-16be", "without BOM", SIMPLIFIED, iconv.encode(SIMPLIFIED, "utf-16be")],
    ["gb18030", "GBK bytes", SIMPLIFIED, iconv.encode(SIMPLIFIED, "gb18030")],
    ["gb18030", "four-byte characters", RARE, iconv.encode(RARE, "gb18030")],
    [
      "gb18030",
      "one Chinese word in a latin file",
      "name,city\nAcme,上海\n",
      iconv.encode("name,city\nAcme,上海\n", "gb18030"),
    ],
    [
      "gb18030",
      "traditional characters in GBK",
      "公司\n臺灣電腦有限公司\n",
      iconv.encode("公司\n臺灣電腦有限公司\n", "gb18030"),
    ],
    ["big5", "traditional", TRADITIONAL, iconv.encode(TRADITIONAL, "big5")],
    ["windows-1252", "accents and smart quotes", WESTERN, iconv.encode(WESTERN, "windows-1252")],
    [
      "windows-1252",
      "capitals",
      "NOME,CIDADE\nFUNDAÇÃO SÃO JOSÉ,AVARÉ\n",
      iconv.encode("NOME,CIDADE\nFUNDAÇÃO SÃO JOSÉ,AVARÉ\n", "windows-1252"),
    ],
    ["windows-1252", "one accent at the end", "name\nX é\n", iconv.encode("name\nX é\n", "windows-1252")],
  ])("%s: %s", async (encoding, _, text, bytes) => {
    const table = await readAll(bytes, "list.csv");
    expect(table.encoding).toBe(encoding);
    const lines = text
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    expect([table.header, ...table.all.map((row) => row.cells)].map((cells) => cells.join())).toEqual(
      lines.map((cells) => cells.join()),
    );
  });

  const changing = (one: string, other: string, lines: number) => {
    const text = SIMPLIFIED.split("\n").slice(1).join("\n");
    const [first, rest] = [`公司名称,电话,地址\n${text.repeat(lines)}`, text.repeat(12_000)];
    return Buffer.concat([iconv.encode(first, one), iconv.encode(rest, other)]);
  };

  it.each([
    ["gb18030", "utf-8", 12_000, "encoding_unknown"],
    ["utf-16le", "utf-8", 40, "binary"],
    ["utf-8", "utf-16le", 40, "too_many_columns"],
  ])("refuses what begins in %s and goes on in %s", async (one, other, lines, reason) => {
    expect(await refusalOf(changing(one, other, lines), "list.csv")).toMatchObject({ reason });
  });

  it("marks what follows in another encoding as broken, where most is UTF-8", async () => {
    const { encoding, all } = await readAll(changing("utf-8", "gb18030", 12_000), "list.csv");
    expect([encoding, all.length]).toEqual(["utf-8", 48_000]);
    expect(all.every(({ cells }, n) => cells.join().includes("\uFFFD") === n >= 24_000)).toBe(true);
  });

  it("finds the encoding by bytes far behind an ASCII beginning", async () => {
    const ascii = `name\n${`${"Acme ".repeat(200)}\n`.repeat(2000)}`;
    const table = await readAll(
      Buffer.concat([Buffer.from(ascii), iconv.encode("上海海风贸易有限公司\n", "gb18030")]),
      "a.csv",
    );
    expect(table.encoding).toBe("gb18030");
    expect(table.all.at(-1)?.cells).toEqual(["上海海风贸易有限公司"]);
  });

  it("keeps a UTF-8 file with a broken character UTF-8, and marks the place", async () => {
    const bytes = Buffer.concat([
      Buffer.from(SIMPLIFIED.repeat(3)),
      Buffer.from([0xe6, 0x9d]),
      Buffer.from(",x\n"),
    ]);
    const table = await readAll(bytes, "a.csv");
    expect(table.encoding).toBe("utf-8");
    expect(table.all.at(-1)?.cells[0]).toBe("\uFFFD");
  });

  it("takes the encoding it is given", async () => {
    const bytes = iconv.encode("name\ncafé\n", "windows-1252");
    const table = await readAll(bytes, "a.csv", { encoding: "gb18030" });
    expect(table.encoding).toBe("gb18030");
    expect(table.all[0]?.cells).not.toEqual(["café"]);
  });

  it("does not cut a character at the border of a chunk", async () => {
    for (const padding of [0, 1]) {
      const text = `name\n${"x".repeat(padding)}${"海风贸易\n".repeat(8000)}`;
      for (const encoding of ["utf-8", "gb18030", "utf-16le"] as const) {
        const table = await readAll(iconv.encode(text, encoding), "a.csv", { encoding });
        expect(table.all.filter((row) => row.cells[0] === "海风贸易")).toHaveLength(
          padding === 0 ? 8000 : 7999,
        );
      }
    }
  });
});
