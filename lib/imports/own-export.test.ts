import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXPORT_FORMATS, type ExportFormat, LOCALES, type Locale } from "@/db/enums";
import { encoded } from "@/lib/exports/encode";
import { exportWords } from "@/lib/exports/words";
import { cleanLine } from "./clean-text";
import { readTable } from "./read-table";
import { readRow } from "./testing/read-row";
import { withoutWatermark } from "./without-watermark";

const place = { timeZone: "Asia/Shanghai", currency: "CNY", fields: [] };
const watermarkIn = (locale: Locale, filters: string) =>
  exportWords(locale, place).watermark({
    ...{ name: "王 at 芳", at: new Date("2026-11-20T02:00:00Z"), rows: 12_345, filters },
  });

async function fileOf(format: ExportFormat, rows: string[][]): Promise<Buffer> {
  async function* all() {
    yield* rows;
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of encoded(format, all(), "pool")) pieces.push(piece);
  return Buffer.concat(pieces);
}

type As = { format?: ExportFormat; locale?: Locale; filters?: string };

/** The rows of a list as our export writes it, as an import reads them. */
async function readBack(rows: string[][], as: As = {}): Promise<string[][]> {
  const { format = "csv", locale = "en", filters = "" } = as;
  const w = exportWords(locale, place);
  const heading = ["customer", "grade"].map((column) => w.heading("pool", column));
  const file = await fileOf(format, [heading, ...rows, [], [watermarkIn(locale, filters)]]);
  const table = withoutWatermark(await readTable(file, `pool.${format}`));
  const read: string[][] = [];
  for await (const { cells } of table.rows) read.push(cells);
  return read;
}

const nameOf = (name: string) => {
  const read = readRow({ name });
  return read.ok ? read.customer.name : read.reasons.map(({ code }) => code).join();
};

const NAMES = [
  ...["+ ADDED MUSIC LIMITED", "=1+1", "-SIGNS LTD", "@Home", "|pipe", "%20", "A+ 公司", "-5", "!NNOVATE"],
  ...["＝1+1", "＋加号贸易", "－减号贸易", "＠家"],
  ...["_x0041_ 公司", "_x005F_", "a_x000D_b"],
  ...["'t Hart", "'=1+1", "''=1+1", "'000123", "'90s Music", "'90S MUSIC", "'＝x", '="000123"', "'"],
];

describe("a list that we exported is imported again", () => {
  it.each(EXPORT_FORMATS)("with every text as it was (%s)", async (format) => {
    const read = await readBack(
      NAMES.map((name) => [name, "A"]),
      { format },
    );
    expect(read.map(([name = "", grade]) => [nameOf(name), grade])).toEqual(NAMES.map((name) => [name, "A"]));
  });

  it.each(EXPORT_FORMATS)("whatever the text (%s)", async (format) => {
    const unit = fc.constantFrom(..."'=+-@＝＋－＠|%09AaZ公 \"_x&<".split(""));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit, maxLength: 8 }), { minLength: 1 }), async (texts) => {
        // As a form takes them: without outer spaces, and with one between words.
        const given = texts.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
        if (given.length === 0) return;
        const read = await readBack(
          given.map((text) => [text, "A"]),
          { format },
        );
        expect(read.map(([text = ""]) => cleanLine(text))).toEqual(given);
      }),
    );
  });

  it.each(LOCALES)("without the line that says who exported it (%s)", async (locale) => {
    for (const filters of ["", "华东公海 · 等级 A、B"]) {
      expect(await readBack([["海风贸易", "A"]], { locale, filters })).toEqual([["海风贸易", "A"]]);
    }
    const beside = [watermarkIn(locale, ""), "A"];
    expect(await readBack([beside], { locale })).toEqual([beside]);
  });
});
