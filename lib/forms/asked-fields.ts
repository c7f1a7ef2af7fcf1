import type { Executor } from "@/db/client";
import type { StoredFormField } from "@/db/schema/forms";
import { readFields } from "@/lib/custom-fields/read-defs";
import type { FieldDef } from "@/lib/custom-fields/types";

/** A field that a form asks for; `own` is its definition when it is one of the organisation's own. */
export type AskedField = StoredFormField & { own: FieldDef | null };

/** What the page of a form asks: one of the organisation's own fields that is gone or retired is not shown. */
export async function askedFields(db: Executor, fields: readonly StoredFormField[]): Promise<AskedField[]> {
  const own = new Map((await readFields(db)).map((field) => [`custom.${field.key}`, field]));
  return fields.flatMap((asked): AskedField[] => {
    const field = own.get(asked.field) ?? null;
    if (asked.field.startsWith("custom.") && (!field || field.retired)) return [];
    return [{ ...asked, own: field }];
  });
}
