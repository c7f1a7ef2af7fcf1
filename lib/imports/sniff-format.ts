import type { ByteSource } from "./byte-source";
import { byteOrderMark } from "./detect-encoding";
import type { TableFormat } from "./types";
import { type UnreadableReason, unreadable } from "./unreadable";

const MAGIC: [bytes: number[], UnreadableReason, found: string][] = [
  [[0x25, 0x50, 0x44, 0x46], "not_spreadsheet", "PDF"],
  [[0x89, 0x50, 0x4e, 0x47], "not_spreadsheet", "PNG"],
  [[0xff, 0xd8, 0xff], "not_spreadsheet", "JPEG"],
  [[0x47, 0x49, 0x46, 0x38], "not_spreadsheet", "GIF"],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], "not_spreadsheet", "RTF"],
  [[0x1f, 0x8b], "archive", "gzip"],
  [[0x52, 0x61, 0x72, 0x21], "archive", "RAR"],
  [[0x37, 0x7a, 0xbc, 0xaf], "archive", "7z"],
];

/**
 * Says what a file is by its first bytes, and refuses what is no CSV or XLSX, each kind with a reason
 * of its own. A name that promises the other kind is refused too, so that nobody imports a mislabelled
 * file believing it to be another.
 */
export async function sniffFormat(source: ByteSource, fileName: string): Promise<TableFormat> {
  if (source.size === 0) throw unreadable("empty");
  const bytes = await source.read(0, HEAD_BYTES);
  for (const [magic, reason, found] of MAGIC) {
    if (startsWith(bytes, magic)) throw unreadable(reason, { found });
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw await compoundFile(source, bytes);
  const extension = /\.([a-z0-9]+)$/i.exec(fileName.trim())?.[1]?.toLowerCase() ?? "";
  const isZip = startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]);
  if (!isZip) refuseMarkup(bytes);
  const promised = promisedBy(extension);
  const found = isZip ? "xlsx" : "csv";
  if (promised && promised !== found) {
    throw unreadable("extension_mismatch", { extension, found: found.toUpperCase() });
  }
  return found;
}

function promisedBy(extension: string): TableFormat | null {
  if (["xlsx", "xlsm", "xltx", "xls"].includes(extension)) return "xlsx";
  if (["csv", "tsv", "txt", "tab"].includes(extension)) return "csv";
  return null;
}

const startsWith = (bytes: Uint8Array, magic: number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

const HEAD_BYTES = 64 * 1024;

// The container of old Office files; a protected XLSX is wrapped in one and names its stream in UTF-16.
async function compoundFile(source: ByteSource, head: Buffer) {
  const directory = await compoundDirectory(source, head);
  const holds = (name: string) =>
    [head, directory].some((part) => part.includes(Buffer.from(name, "utf16le")));
  if (holds("EncryptedPackage")) return unreadable("encrypted");
  if (holds("WordDocument") || holds("PowerPoint Document")) {
    return unreadable("not_spreadsheet", { found: "Office 97" });
  }
  return unreadable("old_xls");
}

async function compoundDirectory(source: ByteSource, head: Buffer): Promise<Buffer> {
  if (head.length < 52) return head;
  const sector = 2 ** Math.min(16, head.readUInt16LE(30));
  const start = (head.readUInt32LE(48) + 1) * sector;
  return start < source.size ? source.read(start, Math.min(source.size, start + HEAD_BYTES)) : head;
}

// Web systems like to hand out an HTML table or an XML workbook under the name of a spreadsheet.
function refuseMarkup(bytes: Uint8Array): void {
  const encoding = byteOrderMark(bytes);
  const start = new TextDecoder(encoding ?? "utf-8")
    .decode(bytes.subarray(0, 1024))
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype html|html|table|head|meta|body)\b/.test(start)) throw unreadable("html");
  if (/^(?:\{\s*"|\[\s*[[{"])/.test(start)) throw unreadable("not_spreadsheet", { found: "JSON" });
  if (/^<\?xml\b/.test(start) || /^<workbook\b/.test(start)) {
    throw unreadable(start.includes("<html") ? "html" : "xml");
  }
}
