import { builtInFormat, type NumberFormat } from "./cell-text";
import { keepSmall } from "./keep-small";
import { IMPORT_LIMITS, megabytes } from "./limits";
import { stringTable } from "./string-table";
import { unreadable } from "./unreadable";
import { attributesOf, type XmlHandler, xmlScanner } from "./xml-scanner";
import type { Archive } from "./zip-archive";

/** A worksheet of a workbook; a hidden one is read only when it is asked for by name. */
export type SheetPart = { name: string; hidden: boolean; path: string };

/** What the cells of every sheet refer to. */
export type Workbook = {
  sheets: SheetPart[];
  /** Whether its days count from 1904. */
  from1904: boolean;
  strings: () => Promise<(index: number) => string>;
  formats: () => Promise<NumberFormat[]>;
};

/** Reads which sheets a workbook has and where its shared parts lie. Throws for what is no XLSX. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const main = await findWorkbook(archive);
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const relations = await readRelations(archive, `${folder}_rels/${main.slice(folder.length)}.rels`);
  const listed: { name: string; hidden: boolean; relation: string }[] = [];
  let from1904 = false;
  await scanPart(archive, main, {
    open(name, tag) {
      if (name === "workbookPr") from1904 = ["1", "true"].includes(attributesOf(tag).get("date1904") ?? "");
      if (name !== "sheet") return;
      const attributes = attributesOf(tag);
      listed.push({
        name: attributes.get("name") ?? "",
        hidden: (attributes.get("state") ?? "visible") !== "visible",
        relation: attributes.get("id") ?? "",
      });
    },
    close() {},
  });
  const pathOf = (kind: string) => [...relations.values()].find((relation) => relation.kind === kind)?.target;
  const partAt = (target: string) => resolvePath(folder, target);
  const sheets = listed.flatMap(({ name, hidden, relation }) => {
    const target = relations.get(relation);
    return target?.kind === "worksheet" ? [{ name, hidden, path: partAt(target.target) }] : [];
  });
  const strings = pathOf("sharedStrings");
  const styles = pathOf("styles");
  return {
    ...{ sheets, from1904 },
    strings: async () =>
      strings && archive.has(partAt(strings)) ? readStrings(archive, partAt(strings)) : () => "",
    formats: async () =>
      styles && archive.has(partAt(styles)) ? readFormats(archive, partAt(styles), from1904) : [],
  };
}

async function findWorkbook(archive: Archive): Promise<string> {
  if (!archive.has("_rels/.rels")) {
    if (archive.has("content.xml") && archive.has("mimetype")) throw unreadable("ods");
    throw unreadable("not_spreadsheet", { found: "ZIP" });
  }
  const relations = await readRelations(archive, "_rels/.rels");
  const target = [...relations.values()].find((relation) => relation.kind === "officeDocument")?.target;
  if (!target) throw unreadable("xlsx_corrupt", { part: "_rels/.rels" });
  const path = resolvePath("", target);
  if (/\.bin$/i.test(path)) throw unreadable("xlsb");
  if (/^(word|ppt|visio)\//i.test(path)) throw unreadable("not_spreadsheet", { found: "Office" });
  return path;
}

type Relation = { kind: string; target: string };

async function readRelations(archive: Archive, path: string): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  await scanPart(archive, path, {
    open(name, tag) {
      if (name !== "Relationship") return;
      const attributes = attributesOf(tag);
      // External targets are links to other files; they are never followed.
      if (attributes.get("TargetMode") === "External") return;
      // The kind is the last word of a URI that differs between the two dialects of the standard.
      const kind = (attributes.get("Type") ?? "").split("/").at(-1) ?? "";
      relations.set(attributes.get("Id") ?? "", { kind, target: attributes.get("Target") ?? "" });
    },
    close() {},
  });
  return relations;
}

function resolvePath(folder: string, target: string): string {
  const steps = (target.startsWith("/") ? target : folder + target).replaceAll("\\", "/").split("/");
  const path: string[] = [];
  for (const step of steps) {
    if (step === "..") path.pop();
    else if (step !== "" && step !== ".") path.push(step);
  }
  return path.join("/");
}

/** Feeds a part to a handler, to its end. */
export async function scanPart(archive: Archive, path: string, handler: XmlHandler): Promise<void> {
  const scanner = xmlScanner(handler);
  for await (const text of archive.text(path)) scanner.write(text);
  scanner.end();
}

/** What is escaped is longer than what it stands for. */
export const LONGEST_CHARS = 8 * IMPORT_LIMITS.cellChars;

/** Collects the text of a string item: its runs, without the reading aids (`rPh`) that no one sees. `refuse` throws what is too long for a cell. */
export function textCollector(
  refuse: () => never,
): XmlHandler & { text(text: string): void; take(): string } {
  let collected = "";
  let inText = false;
  let inAid = false;
  return {
    open(name) {
      if (name === "rPh") inAid = true;
      inText = name === "t" && !inAid;
    },
    close(name) {
      if (name === "rPh") inAid = false;
      if (name === "t") inText = false;
    },
    text(text) {
      if (!inText) return;
      collected += text;
      if (collected.length > LONGEST_CHARS) refuse();
    },
    take() {
      const text = unescapeOoxml(collected);
      collected = "";
      return text;
    },
  };
}

/** Resolves the `_x000D_` by which spreadsheets write characters that XML cannot hold. */
export const unescapeOoxml = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

const COLLECT_EVERY = 5_000;

async function readStrings(archive: Archive, path: string): Promise<(index: number) => string> {
  const strings = stringTable();
  let read = 0;
  const item = textCollector(() => {
    throw unreadable("too_much_text", { limit: megabytes(IMPORT_LIMITS.sharedBytes) });
  });
  await scanPart(archive, path, {
    open: item.open,
    text: item.text,
    close(name) {
      item.close(name);
      if (name !== "si") return;
      strings.push(item.take());
      read += 1;
      if (read % COLLECT_EVERY === 0) keepSmall();
    },
  });
  return strings.get;
}

async function readFormats(archive: Archive, path: string, from1904: boolean): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inCellFormats = false;
  await scanPart(archive, path, {
    open(name, tag) {
      if (name === "cellXfs") inCellFormats = true;
      if (name === "numFmt") {
        const attributes = attributesOf(tag);
        codes.set(Number(attributes.get("numFmtId")), attributes.get("formatCode") ?? "General");
      }
      if (name === "xf" && inCellFormats) {
        const id = Number(attributesOf(tag).get("numFmtId") ?? 0);
        formats.push({ code: codes.get(id) ?? builtInFormat(id), from1904 });
      }
    },
    close(name) {
      if (name === "cellXfs") inCellFormats = false;
    },
  });
  return formats;
}
