import { sql } from "drizzle-orm";
import type { CustomerState } from "@/db/enums";
import type { Known } from "@/lib/conditions/known-fields";
import type { Ctx, TxCtx } from "@/lib/context";
import type { Rules } from "@/lib/deadlines/clock-steps";
import type { GraceByRule } from "@/lib/deadlines/grace";
import { rulesOf } from "@/lib/deadlines/rules-of";
import { lockReps } from "@/lib/ledger/lock-reps";
import type { PolicyDocument } from "@/lib/policies/schema";
import { lastLossSql, toLastLoss } from "./last-loss";
import type { LastLoss, Usage } from "./rules";

/** A customer and everything that decides about it, as one statement read it. */
export type OwnershipFacts = {
  id: string;
  name: string;
  state: CustomerState;
  version: number;
  movedAt: Date;
  poolId: string;
  ownerId: string | null;
  ownerName: string | null;
  ownerTeamId: string | null;
  heldSince: Date | null;
  pooledAt: Date | null;
  bounceCount: number;
  liftedBounces: number;
  qualifiedAt: Date | null;
  lastDealAt: Date | null;
  wonAt: Date | null;
  protectedUntil: Date | null;
  dueAt: Date | null;
  timeZone: string;
  policyId: string;
  policyVersion: number;
  policy: PolicyDocument;
  grace: GraceByRule;
  known: Known;
  /** The person in question (who claims, or who is to get it). */
  user: { id: string; active: boolean; member: boolean; teamId: string | null };
  usage: Usage;
  lastLoss: LastLoss | null;
};

type Row = Record<string, unknown> & {
  claims: string[] | null;
};

const date = (value: unknown): Date | null => (value ? new Date(value as string) : null);
const text = (value: unknown): string | null => (value as string | null) ?? null;

function toFacts(row: Row, rules: Rules): OwnershipFacts {
  const policy = rules.document;
  return {
    id: String(row.id),
    name: String(row.name),
    state: row.state as CustomerState,
    version: Number(row.version),
    movedAt: new Date(row.moved_at as string),
    poolId: String(row.pool_id),
    ownerId: text(row.owner_id),
    ownerName: text(row.owner_name),
    ownerTeamId: text(row.owner_team_id),
    heldSince: date(row.held_since),
    pooledAt: date(row.pooled_at),
    bounceCount: Number(row.bounce_count),
    liftedBounces: Number(row.lifted_bounces),
    qualifiedAt: date(row.qualified_at),
    lastDealAt: date(row.last_deal_at),
    wonAt: date(row.won_at),
    protectedUntil: date(row.protected_until),
    dueAt: date(row.due_at),
    timeZone: String(row.time_zone),
    policyId: String(row.policy_id),
    policyVersion: Number(row.policy_version),
    policy,
    grace: rules.grace,
    known: rules.known,
    user: {
      id: String(row.user_id),
      active: row.active === true,
      member: row.member === true,
      teamId: text(row.user_team_id),
    },
    usage: {
      held: Number(row.held) - (policy.won.countsTowardsCap ? 0 : Number(row.held_won)),
      claims: (row.claims ?? []).map((at) => new Date(at)),
      ownCap: row.holding_cap === null ? null : Number(row.holding_cap),
    },
    lastLoss: toLastLoss(row.last_loss),
  };
}

/**
 * Reads, in one statement, these customers with the policy of their pool, and what `userId` has and has used there.
 * Whoever decides by it has locked the person's row before (lockReps) and names the customer's version in the update.
 */
export async function readOwnershipFacts(
  ctx: Ctx,
  userId: string,
  customerIds: readonly string[],
): Promise<OwnershipFacts[]> {
  const ids = sql.join(
    customerIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const rows = await ctx.db.execute<Row>(sql`
    select c.id, c.name, c.state, c.version, c.moved_at, c.pool_id, c.owner_id, o.name as owner_name, o.team_id as owner_team_id,
      c.held_since, c.pooled_at, c.bounce_count, c.lifted_bounces, c.qualified_at, c.last_deal_at, c.won_at, c.protected_until, c.due_at, org.time_zone,
      p.id as policy_id, p.version as policy_version,
      u.id as user_id, u.deactivated_at is null as active, u.team_id as user_team_id, u.holding_cap,
      exists (select from pool_members m where m.pool_id = c.pool_id and m.user_id = u.id) as member,
      held.total as held, held.won as held_won,
      (select json_agg(t.started_at) from tenures t where t.user_id = u.id and t.pool_id = c.pool_id and t.start_kind = 'claimed'
        and t.end_kind is distinct from 'claim_undone' and t.started_at > ${now} - interval '8 days') as claims,
      ${lastLossSql(sql`c.id`, sql`u.id`)} as last_loss
    from customers c
    join users u on u.id = ${userId}::uuid
    cross join (select time_zone from organizations limit 1) org
    left join users o on o.id = c.owner_id
    join lateral (select id, version from policies where pool_id = c.pool_id order by version desc limit 1) p on true
    cross join lateral (select count(*) as total, count(h.won_at) as won from customers h
      where h.owner_id = u.id and h.pool_id = c.pool_id and h.state = 'owned') held
    where c.id in (${ids}) order by c.id`);
  return Promise.all(rows.map(async (row) => toFacts(row, await rulesOf(ctx.db, String(row.policy_id)))));
}

/**
 * Locks the person, then reads: two statements sent together, of which the second sees everything that was committed
 * before the lock was granted.
 */
export async function lockAndRead(
  ctx: TxCtx,
  userId: string,
  customerIds: readonly string[],
): Promise<OwnershipFacts[]> {
  const [, facts] = await Promise.all([
    lockReps(ctx, [userId]),
    readOwnershipFacts(ctx, userId, customerIds),
  ]);
  return facts;
}
