import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { readCustomer, type SeenCustomer } from "@/lib/customers/read-customer";
import { DomainError } from "@/lib/errors";

/**
 * Locks a customer that the actor sees and reads it as he does: whoever writes an issue holds its customer. NOT_FOUND out
 * of his sight, and of one that a colleague has just claimed.
 */
export async function lockSeen(ctx: TxCtx, customerId: string): Promise<SeenCustomer> {
  await ctx.db.execute(sql`select id from customers where id = ${customerId}::uuid for no key update`);
  const seen = await readCustomer(ctx, customerId);
  if (seen.sight === "taken") throw new DomainError("NOT_FOUND");
  return seen;
}
