import { asc, eq, inArray } from "drizzle-orm";
import { contacts } from "@/db/schema/customers";
import type { TxCtx } from "@/lib/context";
import { foldName } from "@/lib/names/fold";

type Contact = typeof contacts.$inferSelect;
export type MovedContact = { id: string; isPrimary: boolean };

const of = (customerId: string, ctx: TxCtx) =>
  ctx.db
    .select()
    .from(contacts)
    .where(eq(contacts.customerId, customerId))
    .orderBy(asc(contacts.createdAt), asc(contacts.id));

/** One that says nothing that another doesn't say. */
const isSaid = (contact: Contact, others: readonly Contact[]): boolean =>
  others.some(
    (other) =>
      (contact.phoneE164 ?? contact.phone) === (other.phoneE164 ?? other.phone) &&
      foldName(contact.name ?? "") === foldName(other.name ?? "") &&
      (contact.email === null || contact.email.toLowerCase() === other.email?.toLowerCase()) &&
      (contact.wechat === null || contact.wechat === other.wechat) &&
      (contact.title === null || contact.title === other.title),
  );

/** Moves to the kept customer whom it has not; who is there already stays where he is, so that nothing is lost. */
export async function moveContacts(ctx: TxCtx, keepId: string, otherId: string): Promise<MovedContact[]> {
  const [kept, other] = [await of(keepId, ctx), await of(otherId, ctx)];
  const going = other.filter((one) => !isSaid(one, kept));
  if (going.length === 0) return [];
  const first = kept.some(({ isPrimary }) => isPrimary)
    ? undefined
    : (going.find(({ isPrimary }) => isPrimary) ?? going[0]);
  const ids = going.map(({ id }) => id);
  await ctx.db
    .update(contacts)
    .set({ customerId: keepId, isPrimary: false })
    .where(inArray(contacts.id, ids));
  if (first) await ctx.db.update(contacts).set({ isPrimary: true }).where(eq(contacts.id, first.id));
  return going.map(({ id, isPrimary }) => ({ id, isPrimary }));
}

/** Moves them back, as far as they are still there, and answers how many; who had been the first of the other is that again. */
export async function returnContacts(
  ctx: TxCtx,
  keepId: string,
  otherId: string,
  moved: readonly MovedContact[],
): Promise<number> {
  const there = await of(keepId, ctx);
  const back = moved.filter(({ id }) => there.some((one) => one.id === id));
  if (back.length === 0) return 0;
  const ids = back.map(({ id }) => id);
  await ctx.db
    .update(contacts)
    .set({ customerId: otherId, isPrimary: false })
    .where(inArray(contacts.id, ids));
  const stays = await of(otherId, ctx);
  const first = back.find(({ isPrimary }) => isPrimary);
  if (first && !stays.some(({ isPrimary }) => isPrimary)) {
    await ctx.db.update(contacts).set({ isPrimary: true }).where(eq(contacts.id, first.id));
  }
  return back.length;
}
