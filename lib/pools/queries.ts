import { type SQL, sql } from "drizzle-orm";
import type { Role } from "@/db/enums";
import { actorId, type Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { PolicyDocument } from "@/lib/policies/schema";
import { readInstant } from "@/lib/sql-values";
import { type GetPoolInput, ListPoolsInput } from "./schema";
import { poolInSight } from "./sight";
import type { PoolMember, PoolRow } from "./types";

type Row = Record<string, unknown>;

const toPool = (row: Row): PoolRow => ({
  id: String(row.id),
  name: String(row.name),
  description: String(row.description),
  position: Number(row.position),
  createdAt: new Date(row.created_at as string),
  archivedAt: readInstant(row.archived_at),
  policyVersion: Number(row.policy_version),
  policyPublishedAt: new Date(row.published_at as string),
  memberCount: Number(row.members),
  pooledCount: Number(row.pooled),
  heldCount: Number(row.held),
  mineCount: Number(row.mine),
  freshCount: row.is_member === true ? Number(row.fresh) : null,
});

async function readPools(ctx: Ctx, where: SQL): Promise<PoolRow[]> {
  const me = actorId(ctx.actor);
  const rows = await ctx.db.execute<Row>(sql`
    select p.*, pol.version as policy_version, pol.published_at, lying.pooled, inhand.held, inhand.mine,
      (select count(*) from pool_members m join users u on u.id = m.user_id where m.pool_id = p.id and u.deactivated_at is null) as members,
      own.user_id is not null as is_member,
      (select count(*) from customers c where c.pool_id = p.id and c.state = 'pooled'
        and c.pooled_at > coalesce(own.visited_at, own.joined_at)) as fresh
    from pools p
    join lateral (select version, published_at from policies where pool_id = p.id order by version desc limit 1) pol on true
    left join pool_members own on own.pool_id = p.id and own.user_id = ${me}::uuid
    cross join lateral (select count(*) as pooled from customers c where c.pool_id = p.id and c.state = 'pooled') lying
    cross join lateral (select count(*) as held, count(*) filter (where c.owner_id = ${me}::uuid) as mine
      from customers c where c.pool_id = p.id and c.state = 'owned') inhand
    where ${poolInSight(ctx.actor, sql`p.id`)} and ${where} order by p.position, p.id`);
  return rows.map(toPool);
}

/** The pools that the actor may see, in their order, with their counts; the archived ones only when asked for. */
export async function listPools(ctx: Ctx, input: ListPoolsInput = {}): Promise<PoolRow[]> {
  authorize(ctx.actor, "pools.read");
  const { archived } = ListPoolsInput.parse(input);
  return readPools(ctx, archived ? sql`true` : sql`p.archived_at is null`);
}

/** One pool with its counts. NOT_FOUND when it isn't in sight. */
export async function getPool(ctx: Ctx, input: GetPoolInput): Promise<PoolRow> {
  authorize(ctx.actor, "pools.read");
  const [pool] = await readPools(ctx, sql`p.id = ${input.poolId}::uuid`);
  if (!pool) throw new DomainError("NOT_FOUND", { what: "pool" });
  return pool;
}

function toMember(row: Row): PoolMember {
  const policy = PolicyDocument.parse(row.document);
  const held = Number(row.held);
  return {
    userId: String(row.id),
    name: String(row.name),
    email: String(row.email),
    role: row.role as Role,
    teamId: row.team_id as string | null,
    teamName: row.team_name as string | null,
    joinedAt: new Date(row.joined_at as string),
    heldCount: held,
    countedCount: policy.won.countsTowardsCap ? held : held - Number(row.won),
    cap: (row.holding_cap as number | null) ?? policy.holdingCap,
  };
}

/** The active people of a pool that the actor may see, by name, with what each holds of it. */
export async function listMembers(ctx: Ctx, input: GetPoolInput): Promise<PoolMember[]> {
  authorize(ctx.actor, "users.read");
  const rows = await ctx.db.execute<Row>(sql`
    select u.*, t.name as team_name, m.joined_at, pol.document, h.held, h.won
    from pool_members m join users u on u.id = m.user_id left join teams t on t.id = u.team_id
    join lateral (select document from policies where pool_id = m.pool_id order by version desc limit 1) pol on true
    cross join lateral (select count(*) as held, count(c.won_at) as won from customers c
      where c.owner_id = u.id and c.pool_id = m.pool_id and c.state = 'owned') h
    where m.pool_id = ${input.poolId}::uuid and u.deactivated_at is null and ${poolInSight(ctx.actor, sql`m.pool_id`)}
    order by u.name, u.id`);
  return rows.map(toMember);
}
