import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";

/** Whether the actor decides about the customer of this alias: what his team holds, what lies in his pools. */
const decides = (actor: Actor, c: SQL): SQL => {
  if (actor.kind === "system" || actor.role === "admin") return sql`true`;
  const me = sql`${actor.id}::uuid`;
  const team = actor.teamId
    ? sql`or ${c}.owner_id in (select u.id from users u where u.team_id = ${actor.teamId}::uuid)`
    : sql``;
  return sql`(${c}.state = 'owned' and (${c}.owner_id = ${me} ${team})
    or ${c}.state = 'pooled' and ${c}.pool_id in (select m.pool_id from pool_members m where m.user_id = ${me}))`;
};

/** The condition that the pair `p` of the customers `a` and `b` is for the actor to decide. */
export const forActor = (actor: Actor): SQL =>
  sql`a.state in ('pooled', 'owned') and b.state in ('pooled', 'owned') and ${decides(actor, sql`a`)} and ${decides(actor, sql`b`)}`;

/** The condition that the pair `p` waits on the desk now. */
export const waiting = (now: Date): SQL =>
  sql`p.state = 'open' and (p.later_until is null or p.later_until <= ${instant(now)})`;

/** The pair `p` with its two customers. */
export const PAIRS = sql`duplicate_pairs p join customers a on a.id = p.low_id join customers b on b.id = p.high_id`;

/** Which of the two is kept when nobody chooses: who is held, who has bought, who was followed up last, who is older. */
export const SUGGESTED = sql`case when (b.owner_id is not null, b.won_at is not null, coalesce(b.last_follow_up_at, '-infinity'), -extract(epoch from b.created_at), b.id)
  > (a.owner_id is not null, a.won_at is not null, coalesce(a.last_follow_up_at, '-infinity'), -extract(epoch from a.created_at), a.id) then b.id else a.id end`;
