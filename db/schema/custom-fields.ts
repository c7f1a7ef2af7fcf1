import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { code, id, instant } from "../columns";
import { FIELD_TYPES, type Stage } from "../enums";

/** A choice of a field. Customers hold `value`; a retired one stays with those who have it. */
export type StoredOption = { value: string; label: string; retired?: true };

/** A fact of customers that the organisation has added; their values stand in `customers.custom` by its key. */
export const customFields = pgTable(
  "custom_fields",
  {
    id: id(),
    key: text().notNull().unique(),
    label: text().notNull(),
    type: code(FIELD_TYPES).notNull(),
    /** In the order in which they are offered; empty where the type has none. */
    options: jsonb().$type<StoredOption[]>().notNull().default([]),
    /** The stages at which a customer must have it. */
    requiredStages: text().array().$type<Stage[]>().notNull().default(sql`'{}'::text[]`),
    position: integer().notNull(),
    createdAt: instant().notNull(),
    editedAt: instant().notNull(),
    /** From then on it is read and no longer filled. */
    retiredAt: instant(),
  },
  (t) => [
    index("custom_fields_in_order").on(t.position, t.id),
    check("custom_fields_key_shape", sql`${t.key} ~ '^f_[a-z0-9]{8}$'`),
    check("custom_fields_label_not_empty", sql`length(trim(${t.label})) > 0`),
    check(
      "custom_fields_type_known",
      sql`${t.type} in ('text', 'number', 'money', 'date', 'choice', 'multiple_choice', 'yes_no')`,
    ),
    check(
      "custom_fields_options_of_choices",
      sql`jsonb_typeof(${t.options}) = 'array' and (jsonb_array_length(${t.options}) > 0) = (${t.type} in ('choice', 'multiple_choice'))`,
    ),
    check(
      "custom_fields_stages_known",
      sql`${t.requiredStages} <@ array['new', 'contacted', 'interested', 'proposal', 'negotiation', 'won', 'lost']`,
    ),
  ],
);
