import type { AmountUnit } from "@/lib/custom-fields/amount-text";
import { parseText } from "@/lib/custom-fields/parse-text";
import { missingFields } from "@/lib/custom-fields/rules";
import type { CustomValues, FieldDef } from "@/lib/custom-fields/types";
import { cleanLines, saysNothing } from "./clean-text";
import { dayText } from "./day-text";
import { checkText, EXTRA_CHARS, notMoney, shown } from "./field-values";
import type { RowOptions, RowReason } from "./row-types";

/** A column and the field that its cells go to; in what its amounts stand, where its header says it. */
export type CustomColumn = { column: number; field: FieldDef; unit: AmountUnit | undefined };

/**
 * The organisation's own fields of a row. What a field doesn't take refuses the row, and so does one that is left empty
 * though a new customer needs it: such a value would only have to be asked for again.
 */
export function readCustom(
  cells: readonly string[],
  columns: readonly CustomColumn[],
  options: RowOptions,
  problems: RowReason[],
): CustomValues {
  const fields = options.fields ?? [];
  const custom: CustomValues = {};
  const refused = new Set<string>();
  for (const { column, field, unit } of columns) {
    const text = cleanLines(cells[column] ?? "");
    const habit = options.habits?.[column];
    if (saysNothing(text, field.type === "text" ? habit?.missing : undefined)) continue;
    const before = problems.length;
    checkText(field.label, text, EXTRA_CHARS, problems);
    const written = field.type === "date" ? dayText(text, habit?.days) : text;
    const value = problems.length > before ? null : parseText(field, written, unit);
    if (value !== null) custom[field.key] = value;
    else refused.add(field.key);
    if (value === null && problems.length === before) {
      const code = field.type === "money" ? notMoney(text, field.currency, unit) : "field_value";
      problems.push({ code, field: field.label, value: shown(text) });
    }
  }
  for (const { key, label } of missingFields(fields, "new", custom)) {
    if (!refused.has(key)) problems.push({ code: "field_required", field: label, value: "" });
  }
  return custom;
}
