import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { maskText } from "@/lib/masking/free-text";
import { authorize } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";
import { addMs, DAY } from "@/lib/time";
import type { FlaggedFollowUp } from "./types";

const SHOWN_DAYS = 30;
const MOST_SHOWN = 50;

/**
 * What the actor's people wrote in the last thirty days that looks as if it had only been written down, the latest first:
 * a manager's team, for an admin everybody. The notes are masked for a manager where the customer is no longer his team's.
 */
export async function listFlagged(ctx: Ctx): Promise<FlaggedFollowUp[]> {
  authorize(ctx.actor, "users.read");
  const { actor } = ctx;
  const everybody = actor.kind === "system" || actor.role === "admin";
  const team = actor.kind === "user" ? actor.teamId : null;
  const rows = await ctx.db.execute<Omit<FlaggedFollowUp, "at"> & { at: string; near: boolean }>(sql`
    select f.id, f.at, f.customer_id as "customerId", c.name, u.name as "byName", f.channel, f.outcome, f.note, f.qualifies, f.suspicions,
      coalesce(o.team_id = ${team}::uuid, false) as near
    from follow_ups f join users u on u.id = f.user_id join customers c on c.id = f.customer_id left join users o on o.id = c.owner_id
    where f.suspicions <> '{}' and f.at > ${instant(addMs(ctx.now, -SHOWN_DAYS * DAY))}
      and ${everybody ? sql`true` : sql`u.team_id = ${team}::uuid`}
    order by f.at desc, f.id limit ${sql.raw(String(MOST_SHOWN))}`);
  return rows.map(({ near, ...row }) => ({
    ...row,
    at: new Date(row.at),
    note: everybody || near ? row.note : maskText(row.note),
  }));
}
