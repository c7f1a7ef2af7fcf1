import { CsvError, parse } from "csv-parse/sync";
import type { DayKind } from "@/db/enums";
import { DomainError } from "@/lib/errors";
import { weekdayOf } from "./rules";
import type { ListedDay } from "./types";

const KINDS: Readonly<Record<string, DayKind>> = {
  ...{ holiday: "holiday", off: "holiday", 休: "holiday", 休息: "holiday", 放假: "holiday", 假日: "holiday" },
  ...{
    workday: "workday",
    work: "workday",
    班: "workday",
    上班: "workday",
    补班: "workday",
    補班: "workday",
  },
};

/** The columns of the file that Taiwan's government publishes: every day of the year, 2 is off and 0 is worked. */
const OFFICIAL = { day: "西元日期", off: "是否放假", name: "備註" };

const invalid = (line: number) => new DomainError("CALENDAR_FILE_INVALID", { line });

/** 2027-01-01, 2027/1/1 or 20270101; null when it is no day of the calendar. */
function readDay(text: string): string | null {
  const parts = /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|(\d\d)(\d\d))$/.exec(text);
  if (!parts) return null;
  const [, year = "", month = parts[4] ?? "", date = parts[5] ?? ""] = parts;
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null;
}

type Line = { number: number; cells: string[] };

function linesOf(text: string): Line[] {
  try {
    // With `info` a record comes with its line, which the types of the package don't say.
    const rows = parse(text, {
      ...{ bom: true, trim: true, info: true, relax_column_count: true, skip_empty_lines: true },
      delimiter: [",", "\t", ";"],
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return rows
      .map(({ record, info }) => ({ number: info.lines, cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell !== ""));
  } catch (error) {
    if (error instanceof CsvError) throw invalid(typeof error.lines === "number" ? error.lines : 1);
    throw error;
  }
}

function simpleRow({ cells }: Line): ListedDay | null {
  const day = readDay(cells[0] ?? "");
  const kind = KINDS[(cells[1] ?? "").toLowerCase()];
  return day && kind ? { day, kind, name: (cells[2] ?? "").slice(0, 40) } : null;
}

/** Reads a row of the official file; undefined for a day that is what its weekday says. */
function officialRow(header: readonly string[], line: Line, restDays: readonly number[]) {
  const cell = (name: string) => line.cells[header.indexOf(name)] ?? "";
  const day = readDay(cell(OFFICIAL.day));
  const off = cell(OFFICIAL.off);
  if (!day || (off !== "0" && off !== "2")) return null;
  const name = cell(OFFICIAL.name).slice(0, 40);
  const rest = restDays.includes(weekdayOf(day));
  if (off === "0") return rest ? { day, kind: "workday" as const, name } : undefined;
  return rest && name === "" ? undefined : { day, kind: "holiday" as const, name };
}

/**
 * The days of a year's official list: lines of `date,kind,name` with kind holiday or workday (or 休, 班), or the file of
 * Taiwan's government. CALENDAR_FILE_INVALID names the first line that is no day of that year, or one seen before.
 */
export function readCalendarCsv(text: string, year: number, restDays: readonly number[]): ListedDay[] {
  const lines = linesOf(text);
  const header = lines[0]?.cells ?? [];
  const official = header.includes(OFFICIAL.day) && header.includes(OFFICIAL.off);
  // A first line without a figure is a heading.
  const body = official || !/\d/.test(header[0] ?? "") ? lines.slice(1) : lines;
  const days = new Map<string, ListedDay>();
  for (const line of body) {
    const row = official ? officialRow(header, line, restDays) : simpleRow(line);
    if (row === undefined) continue;
    if (row === null || !row.day.startsWith(`${year}-`) || days.has(row.day)) throw invalid(line.number);
    days.set(row.day, row);
  }
  if (days.size === 0) throw invalid(1);
  return [...days.values()];
}
