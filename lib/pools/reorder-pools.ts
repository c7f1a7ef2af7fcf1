import { sql } from "drizzle-orm";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import type { ReorderPoolsInput } from "./schema";

/** Puts the pools into this order; those that are not named follow as they were. NOT_FOUND when one doesn't exist. */
export async function reorderPools(ctx: Ctx, input: ReorderPoolsInput): Promise<{ poolIds: string[] }> {
  authorize(ctx.actor, "pools.manage");
  const poolIds = [...new Set(input.poolIds)];
  return inTx(ctx, async (ctx) => {
    await ctx.db.execute(sql`select id from pools order by id for no key update`);
    const rows = await ctx.db.execute<{ id: string; named: boolean }>(sql`
      with named as (
        select value::uuid as id, place from json_array_elements_text(${JSON.stringify(poolIds)}::json) with ordinality as j(value, place)),
      ordered as (
        select p.id, n.id is not null as named, row_number() over (order by n.place nulls last, p.position, p.id) - 1 as place
        from pools p left join named n on n.id = p.id)
      update pools set position = ordered.place from ordered where pools.id = ordered.id returning pools.id, ordered.named`);
    if (rows.filter((row) => row.named).length < poolIds.length)
      throw new DomainError("NOT_FOUND", { what: "pool" });
    return { poolIds };
  });
}
