import type { CustomValues } from "@/lib/custom-fields/types";
import type { ImportedContact, ImportedCustomer } from "./row-types";

/** The facts that a later file may add where nothing stands yet. */
export const FILLABLE = [
  "creditCode",
  "externalId",
  "industry",
  "region",
  "source",
  "website",
  "address",
  "note",
  "expectedValue",
  "contractEndsOn",
] as const;
type Fillable = (typeof FILLABLE)[number];
type Facts = Pick<ImportedCustomer, Fillable>;

/** A customer as it stands, as far as filling has to know. */
export type Standing = Facts & {
  id: string;
  tags: string[];
  extra: Record<string, string> | null;
  custom: CustomValues;
  hasContacts: boolean;
};

/** What is added to a customer; only what is there is new. */
export type Fill = {
  id: string;
  facts: Partial<Record<Fillable, string | number>>;
  tags: string[];
  extra: Record<string, string>;
  custom: CustomValues;
  contacts: ImportedContact[];
};

/**
 * What a row of a file adds to a customer that is there already: only where nothing stands, never a change of what
 * does. Contacts are added when it has none at all. Null when there is nothing to add, as for the same file again.
 */
export function fillOf(standing: Standing, imported: ImportedCustomer): Fill | null {
  const fill: Fill = { id: standing.id, facts: {}, tags: [], extra: {}, custom: {}, contacts: [] };
  for (const field of FILLABLE) {
    const value = imported[field];
    if (standing[field] === null && value !== null) fill.facts[field] = value;
  }
  if (standing.tags.length === 0) fill.tags = imported.tags;
  for (const [header, value] of Object.entries(imported.extra)) {
    if (!Object.hasOwn(standing.extra ?? {}, header)) fill.extra[header] = value;
  }
  for (const [key, value] of Object.entries(imported.custom)) {
    if (!Object.hasOwn(standing.custom, key)) fill.custom[key] = value;
  }
  if (!standing.hasContacts) fill.contacts = imported.contacts;
  const named = [fill.facts, fill.extra, fill.custom].map((part) => Object.keys(part).length);
  const added = named.reduce((sum, count) => sum + count, fill.tags.length);
  return added + fill.contacts.length > 0 ? fill : null;
}
