import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { type Notice, notify } from "@/lib/notifications/notify";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import { ruleBrief } from "@/lib/policies/rule-brief-sql";

type Row = {
  user_id: string;
  pool_id: string;
  pool: string;
  policy_id: string;
  rule_id: string;
  rule: RuleBrief | null;
  count: number;
};

/**
 * Tells those who run its pools what a clean-up took, once for each rule, when it has ended or was found cut off: from
 * what it recorded, so that no crash and no second worker makes the number another.
 */
export async function tellCleanedUp(ctx: TxCtx, sweepId: string): Promise<void> {
  const rows = await ctx.db.execute<Row>(sql`
    select m.user_id, sp.pool_id, po.name as pool, sp.policy_id, sp.rule as rule_id, sp.moved_count as count,
      ${ruleBrief(sql`sp.policy_id`, sql`sp.rule`)} as rule
    from sweep_parts sp join pools po on po.id = sp.pool_id join pool_members m on m.pool_id = po.id
    join users u on u.id = m.user_id and u.deactivated_at is null and u.role in ('manager', 'admin')
    where sp.sweep_id = ${sweepId}::uuid order by po.position, sp.rule, u.id`);
  await notify(
    ctx,
    rows.map(({ user_id: userId, pool_id: poolId, pool, policy_id, rule_id, rule, count }): Notice => {
      const why = rule
        ? { rule: rule.id, ruleName: rule.name, since: rule.since, ...rule.span }
        : { rule: rule_id };
      return {
        ...{ userId, kind: "pool_cleaned_up", params: { pool, poolId, count, ...why } },
        dedupeKey: `cleaned_up:${sweepId}:${poolId}:${policy_id}:${rule_id}`,
      };
    }),
  );
}
