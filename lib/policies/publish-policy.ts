import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { policies, type StoredGrace } from "@/db/schema/pools";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { graceOf } from "@/lib/deadlines/grace";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { DomainError } from "@/lib/errors";
import { POLICY_LOCK } from "@/lib/ledger/lock-reps";
import { announce } from "@/lib/live/announce";
import { notify } from "@/lib/notifications/notify";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { later } from "@/lib/time";
import { indexAskedFields } from "./index-asked-fields";
import { requireWorkableRules } from "./require-workable-rules";
import { noticeFor } from "./rules";
import { PolicyDocument, type PublishPolicyInput } from "./schema";

export type PublishedPolicy = { policyId: string; poolId: string; version: number; publishedAt: string };

type InForce = {
  version: number;
  document: unknown;
  grace: unknown;
  published_at: string;
  pool_name: string;
};

async function requireInForce(ctx: TxCtx, input: PublishPolicyInput): Promise<InForce> {
  const [row] = await ctx.db.execute<InForce>(sql`
    select p.version, p.document, p.grace, p.published_at, pools.name as pool_name from policies p join pools on pools.id = p.pool_id
    where p.pool_id = ${input.poolId}::uuid and pools.archived_at is null order by p.version desc limit 1`);
  if (!row) throw new DomainError("NOT_FOUND", { what: "pool" });
  if (row.version !== input.baseVersion) throw new DomainError("POLICY_CHANGED", { version: row.version });
  return row;
}

/** Tells everybody who works in the pool, in the transaction that changes its rules. */
async function tellMembers(ctx: TxCtx, poolId: string, pool: string, version: number): Promise<void> {
  const members = await ctx.db.execute<{ user_id: string }>(sql`
    select m.user_id from pool_members m join users u on u.id = m.user_id
    where m.pool_id = ${poolId}::uuid and u.deactivated_at is null and u.id is distinct from ${actorId(ctx.actor)}::uuid`);
  await notify(
    ctx,
    members.map((member) => ({
      userId: member.user_id,
      kind: "policy_published" as const,
      params: { pool, poolId, version },
      dedupeKey: `policy:${poolId}:${version}`,
    })),
  );
}

async function insertVersion(ctx: TxCtx, input: PublishPolicyInput): Promise<PublishedPolicy> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(${POLICY_LOCK})`);
  const inForce = await requireInForce(ctx, input);
  const { poolId, document, note } = input;
  await requireWorkableRules(ctx.db, document);
  const before = { document: PolicyDocument.parse(inForce.document), grace: graceOf(inForce.grace) };
  const publishedAt = later(ctx.now, new Date(inForce.published_at));
  const notice = Object.entries(noticeFor(before, document, publishedAt));
  const grace = Object.fromEntries(
    notice.map(([rule, { from, until, was }]) => [
      rule,
      { from: from.toISOString(), until: until.toISOString(), was } satisfies StoredGrace[keyof StoredGrace],
    ]),
  );
  const policyId = newId();
  const version = inForce.version + 1;
  await ctx.db.insert(policies).values({
    ...{ id: policyId, poolId, version, document, note, publishedAt },
    grace: notice.length > 0 ? grace : null,
    publishedById: actorId(ctx.actor),
  });
  await tellMembers(ctx, poolId, inForce.pool_name, version);
  announce(ctx, { kind: "policy_published", customers: null, owners: [], pools: [poolId] });
  return { policyId, poolId, version, publishedAt: publishedAt.toISOString() };
}

/**
 * Puts a new version of a pool's rules in force, then recomputes the deadlines that it moves. A rule that is new or
 * another takes nothing by that from present holders for a day. POLICY_CHANGED when another version was published
 * meanwhile, RULE_UNWORKABLE when a rule can't work.
 */
export async function publishPolicy(
  ctx: Ctx,
  input: PublishPolicyInput,
): Promise<PublishedPolicy & { refreshed: number }> {
  authorize(ctx.actor, "policies.publish");
  const published = await once(ctx, "publishPolicy", input, (ctx) => insertVersion(ctx, input));
  // After the commit: publishing holds up every claim, recomputing doesn't. Whatever is lost here, the next sweep does.
  const refreshed = await refreshDeadlines(ctx);
  await indexAskedFields(ctx, input.document);
  return { ...published, refreshed };
}
