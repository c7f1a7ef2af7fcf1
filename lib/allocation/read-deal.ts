import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { type Known, knownFields } from "@/lib/conditions/known-fields";
import type { InForce } from "@/lib/deadlines/on-the-clock";
import { rulesOf } from "@/lib/deadlines/rules-of";
import { DomainError } from "@/lib/errors";
import type { AllocationRule } from "@/lib/policies/allocation-rule";
import { conditionsOf } from "@/lib/policies/return-rule";
import type { PolicyDocument } from "@/lib/policies/schema";

/** A pool as it deals out: its running rules in their order, and the policy that has them. */
export type Deal = {
  poolId: string;
  poolName: string;
  policyVersion: number;
  document: PolicyDocument;
  rules: readonly AllocationRule[];
  /** What the conditions of the rules may name. */
  known: Known;
  timeZone: string;
  now: Date;
  /** The policy as clocks need it. */
  inForce: InForce;
};

type Row = { name: string; id: string; version: number; time_zone: string };

/** The rules by which a pool deals out now; NOT_FOUND for a pool that isn't there or is archived. */
export async function readDeal(db: Executor, poolId: string, now: Date): Promise<Deal> {
  const [row] = await db.execute<Row>(sql`
    select pools.name, p.id, p.version, org.time_zone from pools
    cross join (select time_zone from organizations limit 1) org
    join lateral (select id, version from policies where pool_id = pools.id order by version desc limit 1) p on true
    where pools.id = ${poolId}::uuid and pools.archived_at is null`);
  if (!row) throw new DomainError("NOT_FOUND", { what: "pool" });
  const { name: poolName, id, version: policyVersion, time_zone: timeZone } = row;
  const inForce: InForce = { id, ...(await rulesOf(db, id)), timeZone };
  return dealUnder(db, {
    poolId,
    poolName,
    policyVersion,
    timeZone,
    now,
    inForce,
    document: inForce.document,
  });
}

/** The same under another document: a draft that is not in force. */
export async function dealUnder(db: Executor, deal: Omit<Deal, "rules" | "known">): Promise<Deal> {
  const rules = deal.document.allocationRules.filter(({ on }) => on);
  return { ...deal, rules, known: await knownFields(db, conditionsOf(rules)) };
}
