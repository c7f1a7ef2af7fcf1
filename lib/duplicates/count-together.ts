import { type SQL, sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";

const theLater = (column: "last_activity_at" | "last_deal_at"): SQL =>
  sql.raw(`${column} = greatest(c.${column}, o.${column})`);

const FOLLOWED_LATER = sql`(o.last_follow_up_at is not null and coalesce(o.last_follow_up_at > c.last_follow_up_at, true))`;
const ofFollowUp = (column: "last_follow_up_at" | "last_follow_up_by_id" | "last_outcome"): SQL =>
  sql`${sql.raw(column)} = case when ${FOLLOWED_LATER} then ${sql.raw(`o.${column}`)} else ${sql.raw(`c.${column}`)} end`;

/** Where an instant that rules ask for is another, the deadline is to be computed anew. */
const STALE = (changed: SQL): SQL => sql`due_policy_id = case when not (${changed}) then c.due_policy_id end`;

/**
 * Counts with the kept customer what was done with the other and what that did of itself: to rules they are one. What
 * belongs to a tenure stays with it: qualifying follow-ups, whether it is won, and the follow-ups without progress.
 */
export async function countTogether(ctx: TxCtx, keepId: string, otherId: string): Promise<void> {
  await ctx.db.execute(sql`
    update customers c set activity_count = c.activity_count + o.activity_count, ${theLater("last_activity_at")}, ${theLater("last_deal_at")},
      ${ofFollowUp("last_follow_up_at")}, ${ofFollowUp("last_follow_up_by_id")}, ${ofFollowUp("last_outcome")},
      ${STALE(sql`o.activity_count > 0 or ${FOLLOWED_LATER} or coalesce(o.last_deal_at > c.last_deal_at, o.last_deal_at is not null)`)}
    from customers o where c.id = ${keepId}::uuid and o.id = ${otherId}::uuid`);
}

/** The latest of its own, and of those that are still merged into it, where the one that went had the latest of all. */
const latestLeft = (column: "last_activity_at" | "last_deal_at", table: "activities" | "deals"): SQL =>
  sql.raw(`${column} = case when c.${column} is distinct from o.${column} then c.${column} else
    greatest((select max(x.at) from ${table} x where x.customer_id = c.id), (select max(m.${column}) from customers m where m.merged_into_id = c.id)) end`);

const FOLLOWED_ELSEWHERE = sql`c.last_follow_up_at is distinct from o.last_follow_up_at`;

/** Takes off the kept customer what came with the other one, which stands by itself again; what was done since stays. */
export async function countApart(ctx: TxCtx, keepId: string, otherId: string): Promise<void> {
  await ctx.db.execute(sql`
    update customers c set activity_count = c.activity_count - o.activity_count,
      ${latestLeft("last_activity_at", "activities")}, ${latestLeft("last_deal_at", "deals")},
      (last_follow_up_at, last_follow_up_by_id, last_outcome) = (select l.at, l.by_id, l.outcome from (
        select c.last_follow_up_at as at, c.last_follow_up_by_id as by_id, c.last_outcome as outcome where ${FOLLOWED_ELSEWHERE}
        union all (select f.at, f.user_id, f.outcome from follow_ups f where f.customer_id = c.id and f.counts and not (${FOLLOWED_ELSEWHERE})
          order by f.at desc, f.seq desc limit 1)
        union all select m.last_follow_up_at, m.last_follow_up_by_id, m.last_outcome from customers m
          where m.merged_into_id = c.id and m.last_follow_up_at is not null and not (${FOLLOWED_ELSEWHERE})) l order by l.at desc limit 1),
      ${STALE(sql`o.activity_count > 0 or c.last_deal_at = o.last_deal_at or c.last_follow_up_at = o.last_follow_up_at`)}
    from customers o where c.id = ${keepId}::uuid and o.id = ${otherId}::uuid`);
}
