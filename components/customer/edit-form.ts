import type { z } from "zod";
import { type CustomDraft, customDraftOf, customEdit } from "@/components/fields/draft";
import { GRADES, INTENTS, STAGES } from "@/db/enums";
import type { FieldDef } from "@/lib/custom-fields/types";
import type { CustomerView } from "@/lib/customers/customer-types";
import type { EditCustomerInput } from "@/lib/customers/schema";
import { type WorthDraft, worthDraftOf, worthEdit } from "./worth-draft";

export const TEXT_FIELDS = ["industry", "region", "source", "creditCode", "website", "address"] as const;
export const CONTACT_FIELDS = ["name", "title", "phone", "email", "wechat"] as const;

/** A contact as it is typed; `id` null is a new one. */
export type ContactDraft = { key: string; id: string | null; isPrimary: boolean } & Record<
  (typeof CONTACT_FIELDS)[number],
  string
>;
/** A customer as it is typed: every field is text. */
export type EditDraft = Record<(typeof TEXT_FIELDS)[number] | "name" | "note" | "tags", string> & {
  grade: string;
  stage: string;
  intent: string;
  worth: WorthDraft;
  contacts: ContactDraft[];
  custom: CustomDraft;
};

/** The form as it is opened. */
export function draftOf(customer: CustomerView, currency: string): EditDraft {
  const { name, grade, stage, intent, note, tags } = customer;
  const text = Object.fromEntries(TEXT_FIELDS.map((field) => [field, customer[field] ?? ""]));
  return {
    ...(text as Record<(typeof TEXT_FIELDS)[number], string>),
    ...{ name, grade, stage, intent, note: note ?? "", tags: tags.join(", ") },
    worth: worthDraftOf(customer, currency),
    custom: customDraftOf(customer.custom),
    contacts: customer.contacts.map((contact) => ({
      ...{ key: contact.id, id: contact.id, isPrimary: contact.isPrimary },
      ...{ name: contact.name ?? "", title: contact.title ?? "", phone: contact.phone ?? "" },
      ...{ email: contact.email ?? "", wechat: contact.wechat ?? "" },
    })),
  };
}

const tagsOf = (text: string): string[] =>
  text
    .split(/[,，、]/u)
    .map((tag) => tag.trim())
    .filter(Boolean);

type Input = z.input<typeof EditCustomerInput>;

const saysSomething = (one: ContactDraft): boolean => CONTACT_FIELDS.some((field) => one[field].trim());

function contactEdits(before: EditDraft, after: EditDraft): NonNullable<Input["contacts"]> {
  const known = new Map(before.contacts.map((one) => [one.id, one]));
  const kept = new Set(after.contacts.map((one) => one.id));
  const add: NonNullable<NonNullable<Input["contacts"]>["add"]> = [];
  const change: NonNullable<NonNullable<Input["contacts"]>["change"]> = [];
  for (const one of after.contacts) {
    const was = one.id ? known.get(one.id) : undefined;
    if (!one.id || !was) {
      const { key: _key, id: _id, ...fields } = one;
      if (saysSomething(one)) add.push(fields);
      continue;
    }
    const fields = CONTACT_FIELDS.filter((field) => one[field] !== was[field]).map((field) => [
      field,
      one[field],
    ]);
    const primary = one.isPrimary && !was.isPrimary ? { isPrimary: true as const } : {};
    if (fields.length > 0 || primary.isPrimary) {
      change.push({ id: one.id, ...Object.fromEntries(fields), ...primary });
    }
  }
  const remove = before.contacts.flatMap((one) => (one.id && !kept.has(one.id) ? [one.id] : []));
  return { add, change, remove };
}

/** Where the verb finds each contact of the form, by its key: what it says of one stands under that place. */
export function contactPlaces(before: EditDraft, after: EditDraft): ReadonlyMap<string, string> {
  const { add = [], change = [] } = contactEdits(before, after);
  const changed = after.contacts.filter((one) => change.some(({ id }) => id === one.id));
  const added = after.contacts.filter((one) => one.id === null && saysSomething(one));
  return new Map([
    ...changed.map((one, index) => [one.key, `contacts.change.${index}`] as const),
    ...added.slice(0, add.length).map((one, index) => [one.key, `contacts.add.${index}`] as const),
  ]);
}

/** Only what was changed, named as the verb wants it. */
export function editOf(
  before: EditDraft,
  after: EditDraft,
  fields: readonly FieldDef[],
  currency: string,
): Pick<Input, "changes" | "custom" | "contacts"> {
  const changed = <K extends keyof EditDraft>(field: K) => before[field] !== after[field];
  const texts = [...TEXT_FIELDS, "note" as const].filter(changed).map((field) => [field, after[field]]);
  const grade = GRADES.find((one) => one === after.grade);
  const stage = STAGES.find((one) => one === after.stage);
  const intent = INTENTS.find((one) => one === after.intent);
  return {
    changes: {
      ...Object.fromEntries(texts),
      ...worthEdit(before.worth, after.worth, currency),
      ...(changed("name") ? { name: after.name } : {}),
      ...(changed("tags") ? { tags: tagsOf(after.tags) } : {}),
      ...(grade && changed("grade") ? { grade } : {}),
      ...(stage && changed("stage") ? { stage } : {}),
      ...(intent && changed("intent") ? { intent } : {}),
    },
    custom: customEdit(fields, before.custom, after.custom),
    contacts: contactEdits(before, after),
  };
}
