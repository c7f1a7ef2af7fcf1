import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { policyOf } from "@/lib/policies/read-policy";
import { requirePerson } from "@/lib/require-person";
import { uuids } from "@/lib/sql-values";
import type { ListReceiversInput } from "./schema";

/** A colleague who could take customers, with his room in each of the pools that he belongs to; room null is no cap. */
export type ReceiverRoom = {
  userId: string;
  name: string;
  teamName: string | null;
  pools: { poolId: string; held: number; cap: number | null; room: number | null }[];
};

type Row = Record<string, unknown>;

function placeOf(row: Row): ReceiverRoom["pools"][number] {
  const policy = policyOf(String(row.policy_id), row.document);
  const held = Number(row.held) - (policy.won.countsTowardsCap ? 0 : Number(row.won));
  const cap = (row.holding_cap as number | null) ?? policy.holdingCap;
  return { poolId: String(row.pool_id), held, cap, room: cap === null ? null : Math.max(0, cap - held) };
}

/** To whom the actor may give customers of these pools: a manager to himself and his team, an admin to anybody. */
export async function listReceivers(ctx: Ctx, input: ListReceiversInput): Promise<ReceiverRoom[]> {
  authorize(ctx.actor, "customers.transfer");
  const me = requirePerson(ctx.actor);
  const { actor } = ctx;
  const team = actor.kind === "user" ? actor.teamId : null;
  const all = actor.kind === "user" && actor.role === "admin";
  const rows = await ctx.db.execute<Row>(sql`
    select u.id, u.name, t.name as team_name, u.holding_cap, m.pool_id, p.id as policy_id, p.document, h.held, h.won
    from pool_members m
    join users u on u.id = m.user_id and u.deactivated_at is null
    left join teams t on t.id = u.team_id
    join lateral (select id, document from policies where pool_id = m.pool_id order by version desc limit 1) p on true
    cross join lateral (select count(*) as held, count(c.won_at) as won from customers c
      where c.owner_id = u.id and c.pool_id = m.pool_id and c.state = 'owned') h
    where m.pool_id = any(${uuids(input.poolIds)})
      and (${all ? sql`true` : sql`u.id = ${me}::uuid or u.team_id = ${team}::uuid`})
    order by u.name, u.id`);
  const byUser = new Map<string, ReceiverRoom>();
  for (const row of rows) {
    const userId = String(row.id);
    const known = byUser.get(userId);
    const receiver = known ?? {
      ...{ userId, name: String(row.name), teamName: row.team_name as string | null, pools: [] },
    };
    receiver.pools.push(placeOf(row));
    byUser.set(userId, receiver);
  }
  return [...byUser.values()];
}
