import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { readCustomer } from "@/lib/customers/read-customer";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { instant } from "@/lib/sql-values";
import type { AskForMergeInput } from "./schema";

/**
 * Asks whoever decides to merge a customer that the actor sees with the one that it may be: the pair goes to the head of
 * the desk. Nothing is told about the other. NOT_FOUND for a pair of another customer, CONFLICT when it was decided.
 */
export async function askForMerge(ctx: Ctx, input: AskForMergeInput): Promise<{ pairId: string }> {
  authorize(ctx.actor, "duplicates.ask");
  const me = requirePerson(ctx.actor);
  return once(ctx, "askForMerge", input, async (ctx) => {
    const { facts, sight } = await readCustomer(ctx, input.customerId);
    if (sight === "taken") throw new DomainError("NOT_FOUND");
    const [pair] = await ctx.db.execute<{ state: string }>(sql`
      select state from duplicate_pairs where id = ${input.pairId}::uuid and ${facts.id}::uuid in (low_id, high_id) for update`);
    if (!pair) throw new DomainError("NOT_FOUND", { what: "pair" });
    if (pair.state !== "open") throw new DomainError("CONFLICT");
    await ctx.db.execute(sql`
      update duplicate_pairs set asked_by_id = ${me}::uuid, asked_at = ${instant(ctx.now)}, asked_note = ${input.note || null},
        later_until = null, reasons = case when 'asked' = any (reasons) then reasons else reasons || 'asked'::text end
      where id = ${input.pairId}::uuid`);
    announce(ctx, { kind: "pairs_decided", customers: null, owners: [], pools: [] });
    return { pairId: input.pairId };
  });
}
