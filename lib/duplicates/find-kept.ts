import { sql } from "drizzle-orm";
import type { CustomerState } from "@/db/enums";
import { actorId, type Ctx } from "@/lib/context";
import { keptOf } from "@/lib/customers/kept-sql";
import type { CustomerInput } from "@/lib/customers/schema";
import { sightOf } from "@/lib/customers/sight";
import { authorize } from "@/lib/permissions";
import { readInstant } from "@/lib/sql-values";

type Row = {
  id: string;
  state: CustomerState;
  owner_id: string | null;
  team_id: string | null;
  held_since: string | null;
  member: boolean;
};

/** Where a customer that was merged is to be found now; null when it wasn't, or the reader may not see that one. */
export async function findKept(ctx: Ctx, input: CustomerInput): Promise<string | null> {
  authorize(ctx.actor, "customers.read");
  const [row] = await ctx.db.execute<Row>(sql`
    select c.id, c.state, c.owner_id, o.team_id, c.held_since,
      exists (select from pool_members m where m.pool_id = c.pool_id and m.user_id = ${actorId(ctx.actor)}::uuid) as member
    from customers g join customers c on c.id = ${keptOf(sql`g.id`)} left join users o on o.id = c.owner_id
    where g.id = ${input.customerId}::uuid and g.state = 'merged'`);
  if (!row) return null;
  const held = { state: row.state, ownerId: row.owner_id, ownerTeamId: row.team_id };
  const sight = sightOf(
    ctx.actor,
    { ...held, heldSince: readInstant(row.held_since), member: row.member },
    ctx.now,
  );
  return sight ? row.id : null;
}
