import type { Grade } from "@/db/enums";
import type { CustomValues } from "@/lib/custom-fields/types";
import { foldEmail } from "./read-contacts";
import type { ImportedContact, ImportedCustomer } from "./row-types";

/** The facts that a later file may add or set. */
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

/** A customer as it stands, as far as an import may change it. */
export type Standing = Facts & {
  id: string;
  grade: Grade;
  tags: string[];
  extra: Record<string, string> | null;
  custom: CustomValues;
  contacts: Pick<ImportedContact, "name" | "phone" | "phoneE164" | "email">[];
};

/** What a row changes in a customer, by the name of the fact, and the contacts that it adds. */
export type Change = {
  id: string;
  facts: Record<string, { from: unknown; to: unknown }>;
  contacts: ImportedContact[];
};

const something = (change: Change): Change | null =>
  Object.keys(change.facts).length + change.contacts.length > 0 ? change : null;

function filled(
  change: Change,
  prefix: string,
  standing: Record<string, unknown>,
  imported: Record<string, unknown>,
): void {
  for (const [key, value] of Object.entries(imported)) {
    if (!Object.hasOwn(standing, key)) change.facts[`${prefix}.${key}`] = { from: null, to: value };
  }
}

/**
 * What a row of a file adds to a customer that is there already: only where nothing stands, never a change of what
 * does. Contacts are added when it has none at all. Null when there is nothing to add, as for the same file again.
 */
export function fillOf(standing: Standing, imported: ImportedCustomer): Change | null {
  const change: Change = { id: standing.id, facts: {}, contacts: [] };
  for (const field of FILLABLE) {
    const value = imported[field];
    if (standing[field] === null && value !== null) change.facts[field] = { from: null, to: value };
  }
  if (standing.tags.length === 0 && imported.tags.length > 0) {
    change.facts.tags = { from: [], to: imported.tags };
  }
  filled(change, "extra", standing.extra ?? {}, imported.extra);
  filled(change, "custom", standing.custom, imported.custom);
  if (standing.contacts.length === 0) change.contacts = imported.contacts;
  return something(change);
}

/** Contacts that a customer has not, by number, address, or where they have neither by name. None of its own is taken away. */
function newContacts({ contacts: there }: Standing, imported: readonly ImportedContact[]): ImportedContact[] {
  const has = (key: "name" | "phone" | "phoneE164", value: string | null) =>
    value !== null && there.some((one) => one[key] === value);
  const hasEmail = (email: string) =>
    there.some((one) => one.email !== null && foldEmail(one.email) === foldEmail(email));
  return imported.filter(({ name, phone, phoneE164, email }) => {
    if (phoneE164 !== null || phone !== null) return !has("phoneE164", phoneE164) && !has("phone", phone);
    return email === null ? !has("name", name) : !hasEmail(email);
  });
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What a row sets in a customer that is there already: every fact that the row has and that differs. A fact that the row
 * has not stays, tags and contacts are added to those that there are.
 */
export function overwriteOf(standing: Standing, imported: ImportedCustomer): Change | null {
  const change: Change = { id: standing.id, facts: {}, contacts: newContacts(standing, imported.contacts) };
  const set = (name: string, from: unknown, to: unknown) => {
    if (to !== null && !same(from, to)) change.facts[name] = { from, to };
  };
  for (const field of FILLABLE) set(field, standing[field], imported[field]);
  if (imported.gradeTyped) set("grade", standing.grade, imported.grade);
  set("tags", standing.tags, [...new Set([...standing.tags, ...imported.tags])]);
  for (const [key, to] of Object.entries(imported.extra))
    set(`extra.${key}`, standing.extra?.[key] ?? null, to);
  for (const [key, to] of Object.entries(imported.custom)) {
    set(`custom.${key}`, standing.custom[key] ?? null, to);
  }
  return something(change);
}

/** The facts of a customer after a change; `back` takes the change back where its values still stand. */
export function changed(standing: Standing, facts: Change["facts"], back = false): Standing {
  const after = structuredClone(standing);
  const extra: Record<string, unknown> = after.extra ?? {};
  const groups: Record<string, Record<string, unknown>> = { extra, custom: after.custom };
  for (const [name, { from, to }] of Object.entries(facts)) {
    const dot = name.indexOf(".");
    const group = dot === -1 ? (after as Record<string, unknown>) : groups[name.slice(0, dot)];
    const key = name.slice(dot + 1);
    if (!group || (back && !same(group[key] ?? null, to))) continue;
    const value = back ? from : to;
    if (value === null && dot !== -1) delete group[key];
    else group[key] = value;
  }
  const kept = extra as Record<string, string>;
  return { ...after, extra: Object.keys(kept).length > 0 ? kept : null };
}
