import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { policyOf } from "@/lib/policies/read-policy";
import { requirePerson } from "@/lib/require-person";

/** Where a search of the actor looks: everywhere, or in his book and in these pools. */
export type Places = {
  everywhere: boolean;
  pools: readonly string[];
  /** Of them those that show contacts to all their members. */
  openPools: readonly string[];
};

/** Reads where the actor's customers may lie. */
export async function readPlaces(ctx: Ctx): Promise<Places> {
  const { actor } = ctx;
  if (actor.kind === "system" || actor.role === "admin")
    return { everywhere: true, pools: [], openPools: [] };
  const rows = await ctx.db.execute<{ id: string; policy_id: string; document: unknown }>(sql`
    select m.pool_id as id, p.id as policy_id, p.document from pool_members m
    join lateral (select id, document from policies where pool_id = m.pool_id order by version desc limit 1) p on true
    where m.user_id = ${requirePerson(actor)}::uuid`);
  const open = rows.filter((row) => !policyOf(row.policy_id, row.document).maskContacts);
  return { everywhere: false, pools: rows.map(({ id }) => id), openPools: open.map(({ id }) => id) };
}
