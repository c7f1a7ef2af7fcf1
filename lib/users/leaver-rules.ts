import { sql } from "drizzle-orm";
import { compileCondition } from "@/lib/conditions/compile";
import type { TxCtx } from "@/lib/context";
import type { InForce } from "@/lib/deadlines/on-the-clock";
import { readInForce } from "@/lib/deadlines/refresh-deadlines";
import { askedAt, situationOf } from "@/lib/deadlines/situation";
import { isForLeavers } from "@/lib/policies/return-rule";
import { instant } from "@/lib/sql-values";

/** The rule that says where a leaver's customer goes, and why if it says so; `poolId` null is its own pool. */
export type LeaverRule = { policyId: string; rule: string; poolId: string | null; why: string | null };

async function concernedIn(
  ctx: TxCtx,
  leaverId: string,
  poolId: string,
  policy: InForce,
): Promise<[string, LeaverRule][]> {
  const rules = policy.document.returnRules.filter((rule) => rule.on && isForLeavers(rule));
  if (rules.length === 0) return [];
  const asked = askedAt(
    policy.known,
    situationOf({ timeZone: policy.timeZone, now: ctx.now }),
    instant(ctx.now),
  );
  const branches = rules.map(
    ({ when, except }, place) =>
      sql`when ${compileCondition({ all: [when, { not: except }] }, asked)} then ${place}::int`,
  );
  const rows = await ctx.db.execute<{ id: string; place: number | null }>(sql`
    select c.id, case ${sql.join(branches, sql` `)} end as place from customers c
    where c.owner_id = ${leaverId}::uuid and c.pool_id = ${poolId}::uuid and c.state = 'owned'`);
  return rows.flatMap(({ id, place }): [string, LeaverRule][] => {
    const rule = place === null ? undefined : rules[place];
    if (!rule) return [];
    const { targetPoolId, reason } = rule;
    return [[id, { policyId: policy.id, rule: rule.id, poolId: targetPoolId, why: reason ?? null }]];
  });
}

/** For each customer that a leaver holds the first rule of its pool for leavers that concerns it, if there is one. */
export async function leaverRules(ctx: TxCtx, leaverId: string): Promise<ReadonlyMap<string, LeaverRule>> {
  const found: [string, LeaverRule][] = [];
  for (const [poolId, policy] of await readInForce(ctx.db)) {
    found.push(...(await concernedIn(ctx, leaverId, poolId, policy)));
  }
  return new Map(found);
}
