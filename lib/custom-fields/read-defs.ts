import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { FieldType, Stage } from "@/db/enums";
import type { StoredOption } from "@/db/schema/custom-fields";
import { readInstant } from "@/lib/sql-values";
import type { FieldDef, FieldFacts, FieldRow } from "./types";

type Row = {
  id: string;
  key: string;
  label: string;
  type: FieldType;
  options: StoredOption[];
  required_stages: Stage[];
  position: number;
  created_at: string;
  retired_at: string | null;
  currency: string | null;
};

const toField = (row: Row): FieldRow => ({
  ...{ id: row.id, key: row.key, label: row.label, type: row.type, position: row.position },
  options: row.options.map(({ value, label, retired }) => ({ value, label, retired: retired === true })),
  requiredStages: row.required_stages,
  createdAt: new Date(row.created_at),
  retiredAt: readInstant(row.retired_at),
  retired: row.retired_at !== null,
  currency: row.currency ?? "CNY",
});

/** Every field of the organisation in its order, the retired ones at the end. */
export async function readFieldRows(db: Executor): Promise<FieldRow[]> {
  const rows = await db.execute<Row>(sql`
    select id, key, label, type, options, required_stages, position, created_at, retired_at,
      (select currency from organizations limit 1) as currency from custom_fields
    order by retired_at is not null, position, id`);
  return rows.map(toField);
}

/** Every field as forms need it. */
export async function readFields(db: Executor): Promise<FieldDef[]> {
  const rows = await readFieldRows(db);
  return rows.map(({ position: _position, createdAt: _created, retiredAt: _retired, ...field }) => field);
}

/** Every field as a condition names it, the retired ones too: a rule may still stand on one. */
export async function readFieldDefs(db: Executor): Promise<FieldFacts[]> {
  const rows = await readFieldRows(db);
  return rows.map(({ key, label, type, options, retired, currency }) => ({
    ...{ key, label, type, options, retired, currency },
  }));
}
