import type { SQL } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { FieldType } from "@/db/enums";
import { customFieldSql } from "@/lib/custom-fields/field-sql";
import { readFieldDefs } from "@/lib/custom-fields/read-defs";
import type { FieldFacts } from "@/lib/custom-fields/types";
import { CUSTOM_PREFIX, FIELDS, type Field, type FieldKind, type Fields } from "./fields";
import { type Condition, clausesOf } from "./schema";

/** The fields that conditions may name, and where those of the organisation stand. */
export type Known = { fields: Fields; custom: Readonly<Record<string, SQL>> };

/** Only the fields that every organisation has. */
export const BUILT_IN: Known = { fields: FIELDS, custom: {} };

const KIND_OF: Record<FieldType, FieldKind> = {
  text: "text",
  number: "number",
  money: "number",
  date: "day",
  choice: "choice",
  multiple_choice: "labels",
  yes_no: "flag",
};

const asField = ({ type, options }: FieldFacts): Field =>
  type === "choice"
    ? { kind: "choice", options: options.map(({ value }) => value) }
    : { kind: KIND_OF[type] };

/** The built-in fields and these of the organisation. */
export function withCustom(defs: readonly FieldFacts[]): Known {
  const named = defs.map((def) => ({ name: CUSTOM_PREFIX + def.key, def }));
  return {
    fields: { ...FIELDS, ...Object.fromEntries(named.map(({ name, def }) => [name, asField(def)])) },
    custom: Object.fromEntries(named.map(({ name, def }) => [name, customFieldSql(def.key, def.type)])),
  };
}

/** The fields that these conditions need; the organisation's are read only where one of them is named. */
export async function knownFields(db: Executor, conditions: readonly Condition[]): Promise<Known> {
  const custom = conditions.some((condition) =>
    clausesOf(condition).some(({ field }) => field.startsWith(CUSTOM_PREFIX)),
  );
  return custom ? withCustom(await readFieldDefs(db)) : BUILT_IN;
}
