import { sql } from "drizzle-orm";
import type { DuplicateReason } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { readCustomer } from "@/lib/customers/read-customer";
import type { CustomerInput } from "@/lib/customers/schema";
import { authorize } from "@/lib/permissions";
import { tellOf } from "./tell-similar";
import type { OtherOfPair } from "./types";

const MOST = 10;

type Row = { id: string; other_id: string; score: number; reasons: DuplicateReason[]; asked: boolean };

/** The customers that one may be the same as, as far as its reader may know of them; NOT_FOUND out of his sight. */
export async function listOthers(ctx: Ctx, input: CustomerInput): Promise<OtherOfPair[]> {
  authorize(ctx.actor, "customers.read");
  const { facts } = await readCustomer(ctx, input.customerId);
  const rows = await ctx.db.execute<Row>(sql`
    select p.id, o.id as other_id, p.score, p.reasons, 'asked' = any (p.reasons) as asked
    from duplicate_pairs p join customers o on o.id = case when p.low_id = ${facts.id}::uuid then p.high_id else p.low_id end
    where (p.low_id = ${facts.id}::uuid or p.high_id = ${facts.id}::uuid) and p.state = 'open' and o.state in ('pooled', 'owned')
    order by p.score desc, p.id limit ${MOST}`);
  const told = await tellOf(
    ctx,
    rows.map((row) => row.other_id),
  );
  return rows.flatMap(({ id, other_id, score, reasons, asked }) => {
    const one = told.get(other_id);
    if (!one) return [];
    const { keptId: _kept, ...similar } = one;
    return [{ pairId: id, asked, score, reasons, likely: true, ...similar }];
  });
}
