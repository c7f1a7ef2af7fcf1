"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { FieldType } from "@/db/enums";
import { CUSTOM_PREFIX, FIELDS, type Field, type FieldKind, type Fields } from "@/lib/conditions/fields";
import type { FieldDef } from "@/lib/custom-fields/types";

/** What the ids in a rule are called, and what may be chosen for it. */
export type RuleNames = {
  pools: readonly { id: string; name: string }[];
  teams: readonly { id: string; name: string }[];
  /** Who works in the pool, where rules may name people. */
  people: readonly { id: string; name: string }[];
  /** The organisation's own fields, those in use. */
  customFields: readonly Pick<FieldDef, "key" | "label" | "type" | "options">[];
  currency: string;
  /** Values that are in use, by the name of the field. */
  suggestions: Readonly<Record<string, readonly string[]>>;
};

const NOTHING_KNOWN: RuleNames = {
  pools: [],
  teams: [],
  people: [],
  customFields: [],
  currency: "CNY",
  suggestions: {},
};

const Names = createContext<RuleNames>(NOTHING_KNOWN);

/** Tells the sentences and editors below it what things are called. */
export const RuleNamesProvider = ({ names, children }: { names: RuleNames; children: ReactNode }) => (
  <Names value={names}>{children}</Names>
);

export const useRuleNames = (): RuleNames => useContext(Names);

const KINDS: Record<FieldType, FieldKind> = {
  text: "text",
  number: "number",
  money: "number",
  date: "day",
  choice: "choice",
  multiple_choice: "labels",
  yes_no: "flag",
};

/** Every field that a condition of this organisation may name. */
export function fieldsOf({ customFields }: Pick<RuleNames, "customFields">): Fields {
  const own = customFields.map(({ key, type, options }): [string, Field] => [
    CUSTOM_PREFIX + key,
    {
      kind: KINDS[type],
      ...(options.length > 0 ? { options: options.map(({ value }) => value) } : {}),
    },
  ]);
  return { ...FIELDS, ...Object.fromEntries(own) };
}

/** Whether the field holds money, in minor units. */
export const isMoney = (field: string, { customFields }: Pick<RuleNames, "customFields">): boolean =>
  field === "expectedValue" ||
  customFields.some(({ key, type }) => type === "money" && CUSTOM_PREFIX + key === field);
