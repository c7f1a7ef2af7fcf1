import { and, asc, eq, inArray } from "drizzle-orm";
import type { CountryCode } from "libphonenumber-js/max";
import { newId } from "@/db/columns";
import { followUps } from "@/db/schema/activity";
import { contacts } from "@/db/schema/customers";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { maskName } from "@/lib/masking/mask";
import type { Changes } from "./edit-rules";
import { readPhone } from "./read-contacts";
import type { EditCustomerInput } from "./schema";

type Stored = typeof contacts.$inferSelect;
type Edits = EditCustomerInput["contacts"];
type Fields = Pick<Stored, "name" | "title" | "phone" | "email" | "wechat">;

const FIELDS = ["name", "title", "phone", "email", "wechat"] as const;
const MOST_CONTACTS = 50;

export type ContactEdit = { ctx: TxCtx; customerId: string; country: CountryCode; clear: boolean };

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

async function change(edit: ContactEdit, there: Map<string, Stored>, edits: Edits, changes: Changes) {
  for (const [index, one] of edits.change.entries()) {
    const before = there.get(one.id);
    if (!before) throw new DomainError("NOT_FOUND", { what: "contact" });
    const fields = changed(edit, before, one, index);
    if (Object.keys(fields).length === 0) continue;
    await edit.ctx.db.update(contacts).set(fields).where(eq(contacts.id, one.id));
    note(changes, one.id, before, { ...before, ...fields });
  }
}

async function add(edit: ContactEdit, edits: Edits, changes: Changes): Promise<string | null> {
  let primary: string | null = null;
  for (const [index, { isPrimary, ...given }] of edits.add.entries()) {
    const fields = { ...given, ...readPhone(given.phone, edit.country, `contacts.add.${index}.phone`) };
    const row = { ...fields, id: newId(), customerId: edit.customerId, createdAt: edit.ctx.now };
    await edit.ctx.db.insert(contacts).values(row);
    note(changes, row.id, null, fields);
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

/** Adds, changes and removes contacts of a locked customer; answers what that did, field by field. NOT_FOUND for another's contact. */
export async function editContacts(edit: ContactEdit, edits: Edits): Promise<Changes> {
  const changes: Changes = {};
  const chosen = edits.change.find((one) => one.isPrimary)?.id ?? null;
  if (edits.add.length + edits.change.length + edits.remove.length === 0) return changes;
  const rows = await edit.ctx.db.select().from(contacts).where(eq(contacts.customerId, edit.customerId));
  const there = new Map(rows.map((row) => [row.id, row]));
  const gone = edits.remove.map((id) => there.get(id));
  if (gone.includes(undefined)) throw new DomainError("NOT_FOUND", { what: "contact" });
  await change(edit, there, edits, changes);
  await remove(
    edit,
    gone.filter((one) => one !== undefined),
    changes,
  );
  const added = await add(edit, edits, changes);
  await choosePrimary(edit, added ?? chosen);
  return changes;
}
