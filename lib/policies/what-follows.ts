import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { pools } from "@/db/schema/pools";
import type { ReturnRule } from "./return-rule";
import type { PolicyDocument } from "./schema";

/** Where a rule sends a customer and for how many days its owner is kept off, by the rule or else by its pool. */
export async function whatFollows(
  db: Executor,
  policy: PolicyDocument,
  rule: ReturnRule | undefined,
  ownPool: string,
): Promise<{ poolName: string; coolDownDays: number }> {
  const coolDownDays = rule?.coolDownDays ?? policy.coolDownDays;
  if (!rule?.targetPoolId) return { poolName: ownPool, coolDownDays };
  const [target] = await db.select({ name: pools.name }).from(pools).where(eq(pools.id, rule.targetPoolId));
  return { poolName: target?.name ?? ownPool, coolDownDays };
}
