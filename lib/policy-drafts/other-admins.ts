import { sql } from "drizzle-orm";
import { actorId, type TxCtx } from "@/lib/context";

/** The active admins, but for the acting one. */
export async function otherAdmins(ctx: TxCtx): Promise<string[]> {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select id from users where role = 'admin' and deactivated_at is null
      and id is distinct from ${actorId(ctx.actor)}::uuid order by id`);
  return rows.map(({ id }) => id);
}
