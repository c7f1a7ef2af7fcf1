import { and, asc, eq, inArray } from "drizzle-orm";
import type { CountryCode } from "libphonenumber-js/max";
import { newId } from "@/db/columns";
import { followUps } from "@/db/schema/activity";
import { contacts } from "@/db/schema/customers";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { maskName } from "@/lib/masking/mask";
import type { Changes } from "./edit-rules";
import type { AddedPhone } from "./find-duplicate";
import { readPhone } from "./read-contacts";
import type { EditCustomerInput } from "./schema";

type Stored = typeof contacts.$inferSelect;
type Edits = EditCustomerInput["contacts"];
type Fields = Pick<Stored, "name" | "title" | "phone" | "email" | "wechat">;

const FIELDS = ["name", "title", "phone", "email", "wechat"] as const;
const MOST_CONTACTS = 50;

export type ContactEdit = { ctx: TxCtx; customerId: string; country: CountryCode; clear: boolean };

/** What an edit did to contacts, field by field, and what by which other customers may be known came with it. */
export type EditedContacts = { changes: Changes; phones: AddedPhone[]; people: Person[] };
/** What of a contact is compared. */
type Person = { name: string | null; phone: string | null; email: string | null };

function note(
  changes: Changes,
  id: string,
  before: Partial<Fields> | null,
  after: Partial<Fields> | null,
): void {
  for (const field of FIELDS) {
    const change = { from: before?.[field] ?? null, to: after?.[field] ?? null };
    if (change.from !== change.to) changes[`contact.${id}.${field}`] = change;
  }
}

async function remove({ ctx }: ContactEdit, gone: readonly Stored[], changes: Changes): Promise<void> {
  if (gone.length === 0) return;
  const ids = gone.map(({ id }) => id);
  // The follow-ups with him stay; with whom they were is then told by the edit alone.
  await ctx.db.update(followUps).set({ contactId: null }).where(inArray(followUps.contactId, ids));
  await ctx.db.delete(contacts).where(inArray(contacts.id, ids));
  for (const one of gone) note(changes, one.id, one, null);
}

/** What a named change leaves of a contact; a masked name that comes back as it was shown is no change. */
function changed(edit: ContactEdit, before: Stored, change: Edits["change"][number], index: number) {
  const { id: _id, isPrimary: _primary, ...given } = change;
  const fields: Partial<Fields> = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  if (!edit.clear && fields.name && before.name && fields.name === maskName(before.name)) delete fields.name;
  if (!edit.clear && fields.name?.endsWith("*")) {
    throw new DomainError("INVALID_INPUT", { field: `contacts.change.${index}.name`, problem: "masked" });
  }
  const phone =
    fields.phone === undefined ? {} : readPhone(fields.phone, edit.country, `contacts.change.${index}.phone`);
  return { ...fields, ...phone };
}

/** Keeps what is new of a contact: a number that the customer has already tells nothing. */
function noteAdded(
  done: EditedContacts,
  there: ReadonlyMap<string, Stored>,
  before: Stored | null,
  after: Partial<Stored>,
  field: string,
): void {
  const all = [...there.values()];
  const fresh = (key: "name" | "phoneE164" | "email"): string | null => {
    const value = after[key] ?? null;
    const same = (one: Partial<Stored> | null) => one?.[key]?.toLowerCase() === value?.toLowerCase();
    return same(before) || all.some(same) ? null : value;
  };
  const e164 = fresh("phoneE164");
  if (e164) done.phones.push({ e164, field });
  const person = { name: fresh("name"), phone: e164, email: fresh("email") };
  if (person.name || person.phone || person.email) done.people.push(person);
}

async function change(edit: ContactEdit, there: Map<string, Stored>, edits: Edits, done: EditedContacts) {
  for (const [index, one] of edits.change.entries()) {
    const before = there.get(one.id);
    if (!before) throw new DomainError("NOT_FOUND", { what: "contact" });
    const fields = changed(edit, before, one, index);
    if (Object.keys(fields).length === 0) continue;
    await edit.ctx.db.update(contacts).set(fields).where(eq(contacts.id, one.id));
    note(done.changes, one.id, before, { ...before, ...fields });
    noteAdded(done, there, before, { ...before, ...fields }, `contacts.change.${index}.phone`);
  }
}

async function add(
  edit: ContactEdit,
  there: ReadonlyMap<string, Stored>,
  edits: Edits,
  done: EditedContacts,
): Promise<string | null> {
  let primary: string | null = null;
  for (const [index, { isPrimary, ...given }] of edits.add.entries()) {
    const field = `contacts.add.${index}.phone`;
    const fields = { ...given, ...readPhone(given.phone, edit.country, field) };
    const row = { ...fields, id: newId(), customerId: edit.customerId, createdAt: edit.ctx.now };
    await edit.ctx.db.insert(contacts).values(row);
    note(done.changes, row.id, null, fields);
    noteAdded(done, there, null, fields, field);
    if (isPrimary) primary = row.id;
  }
  return primary;
}

/** Makes one contact the main one: the chosen, else the present one, else the first. */
async function choosePrimary({ ctx, customerId }: ContactEdit, chosen: string | null): Promise<void> {
  const rows = await ctx.db
    .select({ id: contacts.id, isPrimary: contacts.isPrimary })
    .from(contacts)
    .where(eq(contacts.customerId, customerId))
    .orderBy(asc(contacts.createdAt), asc(contacts.id));
  if (rows.length > MOST_CONTACTS)
    throw new DomainError("INVALID_INPUT", { field: "contacts.add", problem: "too_many" });
  const present = rows.find((row) => row.isPrimary)?.id;
  const wanted = chosen ?? present ?? rows[0]?.id;
  if (!wanted || wanted === present) return;
  await ctx.db
    .update(contacts)
    .set({ isPrimary: false })
    .where(and(eq(contacts.customerId, customerId), eq(contacts.isPrimary, true)));
  await ctx.db.update(contacts).set({ isPrimary: true }).where(eq(contacts.id, wanted));
}

/** Adds, changes and removes contacts of a locked customer; answers what that did. NOT_FOUND for another's contact. */
export async function editContacts(edit: ContactEdit, edits: Edits): Promise<EditedContacts> {
  const done: EditedContacts = { changes: {}, phones: [], people: [] };
  const chosen = edits.change.find((one) => one.isPrimary)?.id ?? null;
  if (edits.add.length + edits.change.length + edits.remove.length === 0) return done;
  const rows = await edit.ctx.db.select().from(contacts).where(eq(contacts.customerId, edit.customerId));
  const there = new Map(rows.map((row) => [row.id, row]));
  const gone = edits.remove.map((id) => there.get(id));
  if (gone.includes(undefined)) throw new DomainError("NOT_FOUND", { what: "contact" });
  await change(edit, there, edits, done);
  await remove(
    edit,
    gone.filter((one) => one !== undefined),
    done.changes,
  );
  const added = await add(edit, there, edits, done);
  await choosePrimary(edit, added ?? chosen);
  return done;
}
