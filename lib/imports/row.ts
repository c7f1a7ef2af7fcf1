import type { AmountUnit } from "@/lib/custom-fields/amount-text";
import { isFieldKey } from "@/lib/custom-fields/field-key";
import type { FieldDef } from "@/lib/custom-fields/types";
import { foldName, identityKey } from "@/lib/customers/normalise";
import { DomainError } from "@/lib/errors";
import { cleanLine, cleanLines, saysNothing } from "./clean-text";
import { readInstantOf } from "./day-text";
import {
  checkText,
  EXTRA_CHARS,
  FIELD_CHARS,
  gradeOf,
  joinPlace,
  notMoney,
  readCreditCode,
  readDay,
  readMoney,
  readTags,
  shown,
  webAddress,
} from "./field-values";
import { IMPORT_FIELDS, type ImportField, JOINED_FIELDS } from "./header-words";
import { readContacts } from "./read-contacts";
import { type CustomColumn, readCustom } from "./read-custom";
import type { FieldCells, ImportedCustomer, RowOptions, RowReason, RowResult } from "./row-types";
import type { Mapping } from "./rules";
import type { TableRow } from "./types";
import { unitOfColumn } from "./unit-of-column";

/**
 * Prepares the reading of rows under one mapping. The returned function turns a row into a customer, or
 * says everything that is wrong with it. Throws IMPORT_MAPPING_INCOMPLETE without a column for the name,
 * INVALID_INPUT when two columns go to a field that takes one.
 */
export function rowReader(
  header: string[],
  mapping: Mapping,
  options: RowOptions,
): (row: TableRow) => RowResult {
  const plan = planOf(header, mapping, options);
  return (row) => {
    const problems: RowReason[] = [];
    const cells = cellsOf(row, plan, options, problems);
    const extra = extraOf(row, plan, options, problems);
    const contacts = readContacts(cells, options.defaultCountry, problems);
    const facts = readFacts(cells, plan, options, extra, problems);
    const custom = readCustom(row.cells, plan.custom, options, problems);
    const origin = readOrigin(cells, plan, options, problems);
    if (problems.length > 0) return { ok: false, reasons: problems };
    const phoneE164 = contacts.find((contact) => contact.phoneE164 !== null)?.phoneE164 ?? null;
    const customer: ImportedCustomer = {
      ...facts,
      nameKey: foldName(facts.name),
      identityKey: identityKey({ ...facts, phoneE164 }),
      contacts,
      extra: Object.fromEntries(extra),
      custom,
      ...(origin ? { origin } : {}),
    };
    return { ok: true, customer };
  };
}

/** Columns that count only where it was asked for; else they are kept beside the fields. */
function asked(field: ImportField, { into, keepOrigin }: RowOptions): boolean {
  if (field === "owner") return into === "owners";
  return (field !== "createdAt" && field !== "createdBy") || keepOrigin === true;
}

type Plan = {
  header: string[];
  columns: Record<ImportField, number[]>;
  unmapped: number[];
  custom: CustomColumn[];
  /** In what the amounts stand, where the header of their column says it. */
  amountUnit: AmountUnit | undefined;
};

function planOf(header: string[], mapping: Mapping, options: RowOptions): Plan {
  const fields = options.fields ?? [];
  const plan: Plan = { header, columns: perField(() => []), unmapped: [], custom: [], amountUnit: undefined };
  header.forEach((name, column) => {
    const target = Object.hasOwn(mapping, name) ? mapping[name] : null;
    if (!target) plan.unmapped.push(column);
    else if (isFieldKey(target)) {
      const field = ownField(target, plan, fields);
      plan.custom.push({ column, field, unit: unitOfColumn(name, field.label) });
    } else if (asked(target, options)) plan.columns[target].push(column);
    else plan.unmapped.push(column);
  });
  plan.amountUnit = unitOfColumn(header[plan.columns.expectedValue[0] ?? -1] ?? "");
  if (plan.columns.name.length === 0) throw new DomainError("IMPORT_MAPPING_INCOMPLETE", { field: "name" });
  const doubled = IMPORT_FIELDS.find(
    (field) => !JOINED_FIELDS.includes(field) && plan.columns[field].length > 1,
  );
  if (doubled) throw new DomainError("INVALID_INPUT", { field: doubled });
  return plan;
}

/** The field in use that a column goes to; INVALID_INPUT when there is none, or when it has a column already. */
function ownField(key: string, plan: Plan, fields: readonly FieldDef[]): FieldDef {
  const field = fields.find((one) => one.key === key && !one.retired);
  const doubled = plan.custom.some((one) => one.field.key === key);
  if (!field || doubled) throw new DomainError("INVALID_INPUT", { field: field?.label ?? key });
  return field;
}

const perField = <T>(make: (field: ImportField) => T) =>
  Object.fromEntries(IMPORT_FIELDS.map((field) => [field, make(field)])) as Record<ImportField, T>;

const MANY_LINES: readonly ImportField[] = ["note", "phone", "email", "tags"];
/** Fields of which a missing word can be no value. */
const OF_A_KIND: readonly ImportField[] = [
  ...(["creditCode", "phone", "email", "wechat", "website", "grade"] as const),
  ...(["expectedValue", "contractEndsOn", "createdAt"] as const),
];

/** Without the zeros in front that a spreadsheet ate, a code is shorter than the others of its column. */
const withZeros = (text: string, digits: number | undefined): string =>
  digits !== undefined && /^\d+$/.test(text) ? text.padStart(digits, "0") : text;

function cellsOf(row: TableRow, plan: Plan, options: RowOptions, problems: RowReason[]): FieldCells {
  return perField((field) => {
    const clean = MANY_LINES.includes(field) ? cleanLines : cleanLine;
    const cells = plan.columns[field].flatMap((column) => {
      const text = clean(row.cells[column] ?? "");
      const words = OF_A_KIND.includes(field) ? undefined : options.habits?.[column]?.missing;
      return saysNothing(text, words) ? [] : [withZeros(text, options.zeros?.[plan.header[column] ?? ""])];
    });
    const limit = field === "tags" ? EXTRA_CHARS : FIELD_CHARS[field];
    for (const text of cells) checkText(field, text, limit, problems);
    return cells;
  });
}

function extraOf(
  row: TableRow,
  { header, unmapped }: Plan,
  { format, habits, zeros }: RowOptions,
  problems: RowReason[],
): Map<string, string> {
  const extra = new Map<string, string>();
  const keep = (name: string, raw: string, words?: ReadonlySet<string>) => {
    const text = withZeros(cleanLines(raw), zeros?.[name]);
    if (saysNothing(text, words)) return;
    checkText(name, text, EXTRA_CHARS, problems);
    extra.set(name, text);
  };
  for (const column of unmapped) {
    keep(header[column] ?? "", row.cells[column] ?? "", habits?.[column]?.missing);
  }
  const beyond = row.cells.slice(header.length);
  // Beside a table a sheet may hold remarks; in a CSV a cell was cut in two and the rest has slipped.
  if (format === "xlsx") {
    for (const [index, cell] of beyond.entries()) keep(`#${header.length + index + 1}`, cell);
  } else if (beyond.some((cell) => cell.trim() !== "")) {
    problems.push({ code: "too_many_cells", field: "row", value: shown(cleanLine(beyond.join(" "))) });
  }
  return extra;
}

/** Whose it is to be, and whence it comes, where that was asked for. */
function readOrigin(cells: FieldCells, plan: Plan, options: RowOptions, problems: RowReason[]) {
  if (options.into !== "owners" && !options.keepOrigin) return null;
  const [typed = null] = cells.createdAt;
  const days = options.habits?.[plan.columns.createdAt[0] ?? -1]?.days;
  const createdAt = typed === null ? null : readInstantOf(typed, options.timeZone ?? "UTC", days);
  const late = createdAt !== null && options.now !== undefined && createdAt > options.now.toISOString();
  if (typed !== null && (createdAt === null || late)) {
    problems.push({ code: "field_value", field: "createdAt", value: shown(typed) });
  }
  return { owner: cells.owner[0] ?? null, createdBy: cells.createdBy[0] ?? null, createdAt };
}

/** A grade by its letter; another word, and A+, is a reading. */
const PLAIN_GRADE = /^[abc]\s*[级級类類]?$/i;

function readFacts(
  cells: FieldCells,
  plan: Plan,
  options: RowOptions,
  extra: Map<string, string>,
  problems: RowReason[],
) {
  const one = (field: ImportField): string | null => cells[field][0] ?? null;
  // What a describing field cannot take is kept under its header as it was typed.
  const orKept = <T>(field: ImportField, read: (text: string) => T | null): T | null => {
    const text = one(field);
    if (text === null) return null;
    const value = read(text);
    if (value === null) extra.set(plan.header[plan.columns[field][0] ?? -1] ?? field, text);
    return value;
  };
  // A rule may ask for these: what can't be read must not be lost among the columns that are kept.
  const orRefused = <T>(field: ImportField, read: (text: string) => T | null): T | null => {
    const text = one(field);
    const value = text === null ? null : read(text);
    if (text !== null && value === null) problems.push({ code: "field_value", field, value: shown(text) });
    return value;
  };
  const amount = one("expectedValue");
  const expectedValue = amount === null ? null : readMoney(amount, options.currency, plan.amountUnit);
  if (amount !== null && expectedValue === null) {
    const code = notMoney(amount, options.currency, plan.amountUnit);
    problems.push({ code, field: "expectedValue", value: shown(amount) });
  }
  const grade = orKept("grade", gradeOf);
  const typedGrade = one("grade");
  // What a word says beyond the grade that is read from it stays with it.
  if (typedGrade !== null && !PLAIN_GRADE.test(typedGrade.normalize("NFKC"))) {
    extra.set(plan.header[plan.columns.grade[0] ?? -1] ?? "grade", typedGrade);
  }
  const name = one("name") ?? "";
  if (name === "") problems.push({ code: "missing_name", field: "name", value: "" });
  return {
    name,
    creditCode: orKept("creditCode", (text) => readCreditCode(text, problems)),
    externalId: one("externalId"),
    grade: grade ?? options.defaultGrade,
    gradeTyped: grade !== null,
    industry: one("industry"),
    region: joinPlace(cells.region),
    source: one("source") ?? options.defaultSource,
    website: orKept("website", webAddress),
    address: joinPlace(cells.address),
    note: cells.note.length > 0 ? cells.note.join("\n") : null,
    tags: readTags(cells.tags, problems),
    expectedValue,
    contractEndsOn: orRefused("contractEndsOn", (text) =>
      readDay(text, options.habits?.[plan.columns.contractEndsOn[0] ?? -1]?.days),
    ),
  };
}
