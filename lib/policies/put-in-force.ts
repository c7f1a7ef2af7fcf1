import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { policies, type StoredGrace } from "@/db/schema/pools";
import { actorId, type TxCtx } from "@/lib/context";
import { graceOf } from "@/lib/deadlines/grace";
import { DomainError } from "@/lib/errors";
import { POLICY_LOCK } from "@/lib/ledger/lock-reps";
import { announce } from "@/lib/live/announce";
import { notify } from "@/lib/notifications/notify";
import { later } from "@/lib/time";
import { endDraft } from "./end-draft";
import type { PublishDraftInput } from "./publish-schema";
import { findToApprove, requireApproval } from "./require-approval";
import { requireWorkableRules } from "./require-workable-rules";
import { noticeFor } from "./rules";
import { PolicyDocument } from "./schema";

export type PublishedPolicy = { policyId: string; poolId: string; version: number; publishedAt: string };

/** A document to put in force, and the version that it brings back, if it does. */
export type Publishing = PublishDraftInput & { restores: number | null };

type InForce = {
  version: number;
  document: unknown;
  grace: unknown;
  published_at: string;
  pool_name: string;
};

async function requireInForce(ctx: TxCtx, input: Publishing): Promise<InForce> {
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

/** The notice as it is stored; null when there is none. */
function storedNotice(inForce: InForce, document: PolicyDocument, publishedAt: Date): StoredGrace | null {
  const before = { document: PolicyDocument.parse(inForce.document), grace: graceOf(inForce.grace) };
  const notice = Object.entries(noticeFor(before, document, publishedAt));
  if (notice.length === 0) return null;
  return Object.fromEntries(
    notice.map(([rule, { from, until, was }]) => [
      rule,
      { from: from.toISOString(), until: until.toISOString(), was } satisfies StoredGrace[keyof StoredGrace],
    ]),
  );
}

/**
 * Writes a new version of a pool's rules, which puts it in force, and ends the draft that it was. Whether it has to be
 * approved is counted before the policy lock is taken, so that no claim waits for it: what comes due in between the
 * count and the insert, a matter of the statements in this transaction, isn't counted.
 */
export async function putInForce(ctx: TxCtx, input: Publishing): Promise<PublishedPolicy> {
  const { poolId, document, note, restores } = input;
  const toApprove = await findToApprove(ctx, { poolId, document });
  await ctx.db.execute(sql`select pg_advisory_xact_lock(${POLICY_LOCK})`);
  const inForce = await requireInForce(ctx, input);
  await requireWorkableRules(ctx.db, document);
  if (toApprove) await requireApproval(ctx, input, toApprove);
  const publishedAt = later(ctx.now, new Date(inForce.published_at));
  const policyId = newId();
  const version = inForce.version + 1;
  await ctx.db.insert(policies).values({
    ...{ id: policyId, poolId, version, document, note, publishedAt, restoredVersion: restores },
    grace: storedNotice(inForce, document, publishedAt),
    publishedById: actorId(ctx.actor),
  });
  await endDraft(ctx, input);
  await tellMembers(ctx, poolId, inForce.pool_name, version);
  announce(ctx, { kind: "policy_published", customers: null, owners: [], pools: [poolId] });
  return { policyId, poolId, version, publishedAt: publishedAt.toISOString() };
}
