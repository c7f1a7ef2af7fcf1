import { sql } from "drizzle-orm";
import type { CustomerState } from "@/db/enums";
import { actorId, type Ctx } from "@/lib/context";
import { keptOf } from "@/lib/customers/kept-sql";
import { sightOf } from "@/lib/customers/sight";
import { readInstant, uuids } from "@/lib/sql-values";
import type { Similar } from "./types";

type Row = {
  asked_id: string;
  id: string;
  name: string;
  state: CustomerState;
  owner_id: string | null;
  owner_name: string | null;
  team_id: string | null;
  held_since: string | null;
  protected_until: string | null;
  member: boolean;
};

/** What somebody may know of customers that are like one: merged ones stand for the one that was kept. */
export type Told = Omit<Similar, "reasons" | "score" | "likely"> & { keptId: string };

/** Reads by id what the actor may know of these customers; who is out of his sight has neither id nor name. */
export async function tellOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Told>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.execute<Row>(sql`
    select g.id as asked_id, c.id, c.name, c.state, c.owner_id, o.name as owner_name, o.team_id, c.held_since, c.protected_until,
      exists (select from pool_members m where m.pool_id = c.pool_id and m.user_id = ${actorId(ctx.actor)}::uuid) as member
    from customers g join customers c on c.id = ${keptOf(sql`g.id`)} left join users o on o.id = c.owner_id
    where g.id = any (${uuids(ids)})`);
  return new Map(
    rows.map((row) => {
      const held = { state: row.state, ownerId: row.owner_id, ownerTeamId: row.team_id };
      const seen = { ...held, heldSince: readInstant(row.held_since), member: row.member };
      const sight = sightOf(ctx.actor, seen, ctx.now);
      const visible = sight === "full" || sight === "pool";
      const until = readInstant(row.protected_until);
      return [
        row.asked_id,
        {
          ...{ keptId: row.id, held: row.state === "owned", protected: until !== null && until > ctx.now },
          mine: row.owner_id !== null && row.owner_id === actorId(ctx.actor),
          ...{ customerId: visible ? row.id : null, name: visible ? row.name : null },
          ownerName: visible ? row.owner_name : null,
        },
      ];
    }),
  );
}
