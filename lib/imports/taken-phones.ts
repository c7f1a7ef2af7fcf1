import { sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "@/lib/context";
import { lockKeys, PUT_AWAY } from "@/lib/customers/find-duplicate";
import type { Change } from "./fill-empty";

const added = (changes: readonly Change[]) =>
  changes.flatMap(({ id, contacts }) =>
    contacts.flatMap(({ phoneE164 }) => (phoneE164 ? [{ id, phone: phoneE164 }] : [])),
  );

/** Makes whoever writes the phones that these changes add wait, as an edit and a new customer do. */
export const lockAdded = (ctx: TxCtx, changes: readonly Change[]): Promise<void> =>
  lockKeys(
    ctx,
    added(changes).map(({ phone }) => phone),
  );

/**
 * The customers to which these changes add a phone that another has, where the same phone counts as the same customer:
 * they would be two with one. Another credit code keeps them apart.
 */
export async function addTaken(ctx: Ctx, changes: readonly Change[]): Promise<ReadonlySet<string>> {
  const asked = added(changes);
  if (asked.length === 0) return new Set();
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select distinct r.id from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as r (id uuid, phone text)
    join customers t on t.id = r.id
    join contacts k on k.phone_e_164 = r.phone and k.customer_id <> r.id
    join customers c on c.id = k.customer_id and c.state <> 'merged'
    where (c.credit_code is null or t.credit_code is null or c.credit_code = t.credit_code) and not ${PUT_AWAY}`);
  return new Set(rows.map(({ id }) => id));
}
