import type { FieldType, Stage } from "@/db/enums";
import { DomainError } from "@/lib/errors";
import type { CustomValue, CustomValues, FieldDef } from "./types";
import { valueSchema } from "./value-schema";

/** What an edit of one field did, as text: the value as JSON, for its words depend on who reads it. */
export type FieldChange = { from: string | null; to: string | null };

/** A value as the trail of edits keeps it. */
export const storedText = (value: CustomValue): string =>
  typeof value === "string" ? value : JSON.stringify(value);

const textOf = (value: CustomValue | undefined): string | null =>
  value === undefined ? null : storedText(value);

/** A value of the trail of edits as it was. */
export function valueFrom(type: FieldType, text: string | null): CustomValue | null {
  if (text === null || type === "text" || type === "choice" || type === "date") return text;
  return JSON.parse(text) as CustomValue;
}

const saysNothing = (value: unknown): boolean =>
  value === null ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && value.length === 0);

const refuse = (field: Pick<FieldDef, "key" | "label">, problem: string): never => {
  throw new DomainError("INVALID_INPUT", { field: `custom.${field.key}`, label: field.label, problem });
};

/** The value of a field that is to be stored; undefined for none. INVALID_INPUT, with the field, when it may not be. */
function settleOne(field: FieldDef, given: unknown, held: CustomValue | undefined): CustomValue | undefined {
  if (textOf(given as CustomValue) === textOf(held)) return held;
  if (field.retired) refuse(field, "retired");
  if (saysNothing(given)) return undefined;
  const read = valueSchema(field, held).safeParse(given);
  return read.success ? read.data : refuse(field, "invalid");
}

/**
 * What a customer's own fields are after an edit that names some of them, null meaning empty, and what that changes. A
 * value that doesn't fit, a retired or an unknown field is INVALID_INPUT.
 */
export function settleCustom(
  fields: readonly FieldDef[],
  before: CustomValues,
  given: Record<string, unknown>,
): { values: CustomValues; changes: Record<string, FieldChange> } {
  const values = { ...before };
  const changes: Record<string, FieldChange> = {};
  for (const [key, value] of Object.entries(given)) {
    const field = fields.find((one) => one.key === key) ?? refuse({ key, label: "" }, "unknown");
    const held = before[key];
    const settled = settleOne(field, value, held);
    if (textOf(settled) === textOf(held)) continue;
    if (settled === undefined) delete values[key];
    else values[key] = settled;
    changes[`custom.${key}`] = { from: textOf(held), to: textOf(settled) };
  }
  return { values, changes };
}

/** The fields in use that a customer at this stage must have and lacks, in their order. */
export const missingFields = (fields: readonly FieldDef[], stage: Stage, values: CustomValues): FieldDef[] =>
  fields.filter(
    (field) => !field.retired && field.requiredStages.includes(stage) && values[field.key] === undefined,
  );

/**
 * Refuses with REQUIRED_FIELD_MISSING, naming the first field that the stage needs and the customer lacks; what it lacked
 * `before` in the same stage is excused.
 */
export function requireFields(
  fields: readonly FieldDef[],
  stage: Stage,
  values: CustomValues,
  before?: CustomValues,
): void {
  const excused = new Set((before ? missingFields(fields, stage, before) : []).map(({ key }) => key));
  const missing = missingFields(fields, stage, values).filter(({ key }) => !excused.has(key));
  const [first] = missing;
  if (!first) return;
  throw new DomainError("REQUIRED_FIELD_MISSING", {
    ...{ field: `custom.${first.key}`, label: first.label, stage },
    ...{ labels: missing.map(({ label }) => label).join(" / "), count: missing.length },
  });
}

/** The fields as a customer shows them: those in use, and retired ones that it has a value of. */
export const shownFields = (fields: readonly FieldDef[], values: CustomValues) =>
  fields
    .map((field) => ({ ...field, value: values[field.key] ?? null }))
    .filter(({ retired, value }) => !retired || value !== null);
