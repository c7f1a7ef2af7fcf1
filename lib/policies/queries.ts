import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { graceOf } from "@/lib/deadlines/grace";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { poolInSight } from "@/lib/pools/sight";
import { policyOf } from "./read-policy";
import { diffPolicies } from "./rules";
import type { GetPolicyInput, ListPolicyVersionsInput, PolicyInForceAtInput } from "./schema";
import type { Policy, PolicyVersion } from "./types";

type Row = Record<string, unknown>;

const toPolicy = (row: Row): Policy => ({
  id: String(row.id),
  poolId: String(row.pool_id),
  version: Number(row.version),
  document: policyOf(String(row.id), row.document),
  grace: graceOf(row.grace),
  note: String(row.note),
  publishedAt: new Date(row.published_at as string),
  publishedById: row.published_by_id as string | null,
  publishedByName: row.published_by_name as string | null,
  restoredVersion: row.restored_version as number | null,
});

const policiesOf = (ctx: Ctx, poolId: string) => sql`
  select p.*, u.name as published_by_name from policies p left join users u on u.id = p.published_by_id
  where p.pool_id = ${poolId}::uuid and ${poolInSight(ctx.actor, sql`p.pool_id`)}`;

/** Every version of a pool's rules that the actor may see, the newest first, with what each changed. */
export async function listPolicyVersions(ctx: Ctx, input: ListPolicyVersionsInput): Promise<PolicyVersion[]> {
  authorize(ctx.actor, "pools.read");
  const rows = await ctx.db.execute<Row>(sql`${policiesOf(ctx, input.poolId)} order by p.version`);
  const all = rows.map(toPolicy);
  const versions = all.map(({ document, grace: _grace, ...version }, index) => {
    const before = all[index - 1];
    return { ...version, changes: before ? diffPolicies(before.document, document) : [] };
  });
  return versions.reverse();
}

/** One version of a pool's rules, the one in force when none is named. NOT_FOUND when there is none in sight. */
export async function getPolicy(ctx: Ctx, input: GetPolicyInput): Promise<Policy> {
  authorize(ctx.actor, "pools.read");
  const version = input.version ? sql`and p.version = ${input.version}` : sql``;
  const [row] = await ctx.db.execute<Row>(sql`
    ${policiesOf(ctx, input.poolId)} ${version} order by p.version desc limit 1`);
  if (!row) throw new DomainError("NOT_FOUND", { what: "policy" });
  return toPolicy(row);
}

/** The version of a pool's rules that was in force at an instant; null before the first. */
export async function policyInForceAt(ctx: Ctx, input: PolicyInForceAtInput): Promise<Policy | null> {
  authorize(ctx.actor, "pools.read");
  const [row] = await ctx.db.execute<Row>(sql`
    ${policiesOf(ctx, input.poolId)} and p.published_at <= ${input.at.toISOString()}::timestamptz
    order by p.version desc limit 1`);
  return row ? toPolicy(row) : null;
}
