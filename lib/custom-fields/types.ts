import type { FieldType, Stage } from "@/db/enums";
import type { CustomValue, CustomValues } from "@/db/schema/customers";

export type { CustomValue, CustomValues };

/** A choice; a retired one is shown where it is held and offered to nobody. */
export type FieldOption = { value: string; label: string; retired: boolean };

/** A field of the organisation's own, as it is to be filled. */
export type FieldDef = {
  id: string;
  key: string;
  label: string;
  type: FieldType;
  options: FieldOption[];
  requiredStages: Stage[];
  retired: boolean;
  /** Of the organisation: money stands in its minor units. */
  currency: string;
};

/** A field as the admin sees it. */
export type FieldRow = FieldDef & {
  position: number;
  createdAt: Date;
  retiredAt: Date | null;
};

/** What a condition needs to know of a field. */
export type FieldFacts = Pick<FieldDef, "key" | "label" | "type" | "options" | "retired" | "currency">;

/** A field on a customer; null when it is not filled. A retired one is there only when it is filled. */
export type FieldValue = FieldDef & { value: CustomValue | null };
