import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { contacts } from "@/db/schema/customers";
import { actorId, type TxCtx } from "@/lib/context";
import { inForceOf } from "@/lib/deadlines/restart-clock";
import { writeDeadlines } from "@/lib/deadlines/write-deadlines";
import { enterCustomers, type NewCustomer } from "@/lib/ledger/enter-customers";
import { insertRows } from "@/lib/ledger/insert-rows";
import { uuids } from "@/lib/sql-values";
import type { Place, Placing } from "./place-rows";
import { foldPerson } from "./resolve-people";
import type { ImportedContact, ImportedCustomer } from "./row-types";

/** A row that becomes a customer unless there is one. */
export type ReadyRow = { number: number; cells: string[]; customer: ImportedCustomer };
/** A row that was entered, and why it went into the pool although it named an owner. */
export type EnteredRow = { customerId: string; note: Extract<Place, { standing: null }>["note"] };

/** The ledger's word for customers that came with a file; the statistics count by it. */
export const REASON = "import";

function placeColumns(ctx: TxCtx, place: Place): Pick<NewCustomer, "state"> & Partial<NewCustomer> {
  if (!place.standing) return { state: "pooled", pooledAt: ctx.now };
  const { ownerId, standing } = place;
  return { state: "owned", ownerId, heldSince: ctx.now, ownerCount: 1, duePolicyId: standing.policyId };
}

function newCustomer(
  ctx: TxCtx,
  poolId: string,
  imported: ImportedCustomer,
  place: Place,
  { people }: Placing,
): NewCustomer {
  const { contacts: _contacts, gradeTyped: _typed, extra, origin, ...facts } = imported;
  const by = origin?.createdBy ? people.get(foldPerson(origin.createdBy))?.id : undefined;
  return {
    ...facts,
    ...{ id: newId(), extra: Object.keys(extra).length > 0 ? extra : null },
    ...{ stage: "new", intent: "unknown", poolId, version: 1 },
    createdAt: origin?.createdAt ? new Date(origin.createdAt) : ctx.now,
    createdById: by ?? actorId(ctx.actor),
    ...{ editedAt: ctx.now, movedAt: ctx.now },
    ...placeColumns(ctx, place),
  };
}

/** Adds the contacts of these customers; with `primary` the first of each is the one to call. Answers their ids. */
export async function enterContacts(
  ctx: TxCtx,
  of: readonly { customerId: string; contacts: readonly ImportedContact[] }[],
  primary: (customerId: string) => boolean = () => true,
): Promise<Map<string, string[]>> {
  const rows = of.flatMap(({ customerId, contacts }) =>
    contacts.map((contact, index) => ({
      ...contact,
      ...{ id: newId(), customerId, isPrimary: index === 0 && primary(customerId), createdAt: ctx.now },
    })),
  );
  if (rows.length > 0) await ctx.db.execute(insertRows(contacts, rows));
  const ids = new Map<string, string[]>();
  for (const { id, customerId } of rows) ids.set(customerId, [...(ids.get(customerId) ?? []), id]);
  return ids;
}

async function setClocks(ctx: TxCtx, places: ReadonlyMap<string, Place>): Promise<void> {
  const byPolicy = new Map<string, { standing: NonNullable<Place["standing"]>; ids: string[] }>();
  for (const [id, { standing }] of places) {
    if (!standing) continue;
    const group = byPolicy.get(standing.policyId) ?? { standing, ids: [] };
    group.ids.push(id);
    byPolicy.set(standing.policyId, group);
  }
  for (const { standing, ids } of byPolicy.values()) {
    await writeDeadlines(ctx, inForceOf(standing), sql`c.id = any (${uuids(ids)})`);
  }
}

/**
 * Puts the customers of these rows on the books with their contacts, and answers by the row's number. A row whose
 * customer is there already, or is entered by somebody else first, is missing from the answer.
 */
export async function enterRows(
  ctx: TxCtx,
  poolId: string,
  placing: Placing,
  rows: readonly ReadyRow[],
): Promise<Map<number, EnteredRow>> {
  const entered = new Map<number, EnteredRow>();
  if (rows.length === 0) return entered;
  const fresh = rows.map((row) => {
    const place = placing.place(row.customer);
    const customer = newCustomer(ctx, poolId, row.customer, place, placing);
    return { row, place, customer, id: customer.id ?? "" };
  });
  const there = new Set(
    (
      await enterCustomers(
        ctx,
        fresh.map(({ customer }) => customer),
        REASON,
      )
    ).map(({ id }) => id),
  );
  const created = fresh.filter(({ id }) => there.has(id));
  await enterContacts(
    ctx,
    created.map(({ row, id }) => ({ customerId: id, contacts: row.customer.contacts })),
  );
  await setClocks(ctx, new Map(created.map(({ id, place }) => [id, place])));
  for (const { row, id, place } of created) {
    entered.set(row.number, { customerId: id, note: place.standing ? null : place.note });
  }
  return entered;
}
