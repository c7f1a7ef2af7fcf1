import { newId } from "@/db/columns";
import { contacts } from "@/db/schema/customers";
import { actorId, type TxCtx } from "@/lib/context";
import { enterCustomers, type NewCustomer } from "@/lib/ledger/enter-customers";
import type { ImportedContact, ImportedCustomer } from "./row-types";

/** A row that becomes a customer unless there is one. */
export type ReadyRow = { number: number; cells: string[]; customer: ImportedCustomer };

const CONTACTS_AT_A_TIME = 1_000;
/** The ledger's word for customers that came with a file; the statistics count by it. */
const REASON = "import";

function newCustomer(ctx: TxCtx, poolId: string, imported: ImportedCustomer): NewCustomer {
  const { contacts: _contacts, extra, ...facts } = imported;
  return {
    ...facts,
    ...{ id: newId(), extra: Object.keys(extra).length > 0 ? extra : null },
    ...{ stage: "new", intent: "unknown", state: "pooled", poolId, version: 1 },
    ...{ createdAt: ctx.now, createdById: actorId(ctx.actor), editedAt: ctx.now },
    ...{ movedAt: ctx.now, pooledAt: ctx.now },
  };
}

/** Adds the contacts of these customers, who have none so far; the first of each is the one to call. */
export async function enterContacts(
  ctx: TxCtx,
  of: readonly { customerId: string; contacts: readonly ImportedContact[] }[],
): Promise<void> {
  const rows = of.flatMap(({ customerId, contacts }) =>
    contacts.map((contact, index) => ({
      ...contact,
      ...{ id: newId(), customerId, isPrimary: index === 0, createdAt: ctx.now },
    })),
  );
  for (let from = 0; from < rows.length; from += CONTACTS_AT_A_TIME) {
    await ctx.db.insert(contacts).values(rows.slice(from, from + CONTACTS_AT_A_TIME));
  }
}

/**
 * Puts the customers of these rows into the pool with their contacts, and answers the id by the row's number. A row
 * whose customer is there already, or is entered by somebody else first, is missing from the answer.
 */
export async function enterRows(
  ctx: TxCtx,
  poolId: string,
  rows: readonly ReadyRow[],
): Promise<Map<number, string>> {
  const fresh = rows.map((row) => newCustomer(ctx, poolId, row.customer));
  const entered = new Set((await enterCustomers(ctx, fresh, REASON)).map(({ id }) => id));
  const created = rows.flatMap((row, index) => {
    const id = fresh[index]?.id;
    return id !== undefined && entered.has(id) ? [{ row, customerId: id }] : [];
  });
  await enterContacts(
    ctx,
    created.map(({ row, customerId }) => ({ customerId, contacts: row.customer.contacts })),
  );
  return new Map(created.map(({ row, customerId }) => [row.number, customerId]));
}
