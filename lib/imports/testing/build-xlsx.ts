import { Buffer } from "node:buffer";
import { crc32, deflateRawSync } from "node:zlib";

/** A part of an archive, and the lies its directory entry is to tell. */
export type Part = {
  name: string;
  content: string | Buffer;
  stored?: boolean;
  encrypted?: boolean;
  method?: number;
  claimedBytes?: number;
  claimedCrc?: number;
  zip64?: boolean;
  /** Points at the packed bytes of an earlier part instead of its own. */
  sharesWith?: string;
};

/** Writes a zip, honest or not. */
export function buildZip(parts: Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets = new Map<string, number>();
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const packed = part.stored ? content : deflateRawSync(content, { level: 9 });
    const name = Buffer.from(part.name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const own = part.sharesWith === undefined;
    const at = own ? offset : (offsets.get(part.sharesWith ?? "") ?? 0);
    if (own) {
      offsets.set(part.name, offset);
      locals.push(local, name, packed);
      offset += local.length + name.length + packed.length;
    }
    directory.push(centralEntry(part, name, content, packed, at));
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

function centralEntry(part: Part, name: Buffer, content: Buffer, packed: Buffer, at: number): Buffer {
  const size = part.claimedBytes ?? content.length;
  const extra = Buffer.alloc(part.zip64 ? 20 : 0);
  if (part.zip64) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    extra.writeBigUInt64LE(BigInt(size), 4);
    extra.writeBigUInt64LE(BigInt(packed.length), 12);
  }
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(part.encrypted ? 1 : 0, 8);
  entry.writeUInt16LE(part.method ?? (part.stored ? 0 : 8), 10);
  entry.writeUInt32LE(part.claimedCrc ?? crc32(content), 16);
  entry.writeUInt32LE(part.zip64 ? 0xffffffff : packed.length, 20);
  entry.writeUInt32LE(part.zip64 ? 0xffffffff : size, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt16LE(extra.length, 30);
  entry.writeUInt32LE(at, 42);
  return Buffer.concat([entry, name, extra]);
}

export type Sheet = { name: string; xml: string; state?: string; path?: string };

export const SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const relations = (entries: [id: string, kind: string, target: string][]): string =>
  `<?xml version="1.0"?><Relationships>${entries
    .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${RELATION}/${kind}" Target="${target}"/>`)
    .join("")}</Relationships>`;

/** The parts of a workbook around the given sheets; shared strings and styles as XML. */
export function xlsxParts(
  sheets: Sheet[],
  shared: { strings?: string; styles?: string; date1904?: boolean } = {},
): Part[] {
  const pathOf = (sheet: Sheet, index: number) => sheet.path ?? `worksheets/sheet${index + 1}.xml`;
  const parts: Part[] = [
    { name: "[Content_Types].xml", content: "<Types/>" },
    { name: "_rels/.rels", content: relations([["r1", "officeDocument", "xl/workbook.xml"]]) },
    {
      name: "xl/workbook.xml",
      content: `<workbook xmlns:r="${RELATION}"><workbookPr date1904="${shared.date1904 ? 1 : 0}"/><sheets>${sheets
        .map(
          (sheet, index) =>
            `<sheet name="${sheet.name}" sheetId="${index + 1}" state="${sheet.state ?? "visible"}" r:id="s${index}"/>`,
        )
        .join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: relations([
        ...sheets.map((sheet, index): [string, string, string] => [
          `s${index}`,
          "worksheet",
          pathOf(sheet, index),
        ]),
        ["rs", "sharedStrings", "sharedStrings.xml"],
        ["rt", "styles", "/xl/styles.xml"],
      ]),
    },
    ...sheets.map((sheet, index): Part => ({ name: `xl/${pathOf(sheet, index)}`, content: sheet.xml })),
  ];
  if (shared.strings) parts.push({ name: "xl/sharedStrings.xml", content: shared.strings });
  if (shared.styles) parts.push({ name: "xl/styles.xml", content: shared.styles });
  return parts;
}

/** The XML of a sheet from the XML of its rows. */
export const sheetXml = (rows: string): string =>
  `<?xml version="1.0"?><worksheet xmlns="${SPREADSHEET}"><sheetData>${rows}</sheetData></worksheet>`;

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A row of text cells; an empty one is left out, as spreadsheets do. */
export const textRow = (number: number, cells: string[]): string =>
  `<row r="${number}">${cells
    .map((cell, index) =>
      cell === ""
        ? ""
        : `<c r="${String.fromCharCode(65 + index)}${number}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`,
    )
    .join("")}</row>`;

/** A whole workbook with one sheet of text cells. */
export const textXlsx = (rows: string[][]): Buffer =>
  buildZip(
    xlsxParts([{ name: "S", xml: sheetXml(rows.map((cells, index) => textRow(index + 1, cells)).join("")) }]),
  );

/** The header row of `sheetOf`. */
export const HEADER = textRow(1, ["name", "value"]);

/** A sheet with a header and the given rows. */
export const sheetOf = (rows: string): Sheet => ({ name: "S", xml: sheetXml(HEADER + rows) });

/** A workbook with one sheet: a header and the given rows. */
export const workbookOf = (rows: string, shared?: Parameters<typeof xlsxParts>[1]): Buffer =>
  buildZip(xlsxParts([sheetOf(rows)], shared));

/** A row in the place below the header. */
export const secondRow = (cells: string): string => `<row r="2">${cells}</row>`;
