import { sql } from "drizzle-orm";
import type { Known } from "@/lib/conditions/known-fields";
import type { Ctx } from "@/lib/context";
import { type GraceByRule, graceOf } from "@/lib/deadlines/grace";
import { knownTo } from "@/lib/deadlines/known";
import { protectedByOwner } from "@/lib/ownership/protected-sql";
import type { Usage } from "@/lib/ownership/rules";
import { policyOf } from "@/lib/policies/read-policy";
import type { PolicyDocument } from "@/lib/policies/schema";
import { instant, readInstant } from "@/lib/sql-values";

/** Where a person stands in a pool: its policy, and what he has and has used of it. */
export type Standing = {
  pool: { id: string; name: string };
  policyId: string;
  policyVersion: number;
  policy: PolicyDocument;
  grace: GraceByRule;
  known: Known;
  timeZone: string;
  member: boolean;
  active: boolean;
  /** When he last opened the pool, or joined it: what came in after is new to him. */
  visitedAt: Date | null;
  usage: Usage;
  /** Won customers in his hands, whether they count or not. */
  won: number;
  /** Customers that he protects at the moment. */
  protecting: number;
};

type Row = Record<string, unknown> & { claims: string[] | null };

function toStanding(row: Row): Omit<Standing, "known"> {
  const policy = policyOf(String(row.policy_id), row.document);
  const won = Number(row.won);
  return {
    pool: { id: String(row.id), name: String(row.name) },
    policyId: String(row.policy_id),
    policyVersion: Number(row.policy_version),
    policy,
    grace: graceOf(row.grace),
    timeZone: String(row.time_zone),
    member: row.member === true,
    active: row.active === true,
    visitedAt: readInstant(row.visited_at),
    usage: {
      held: Number(row.held) - (policy.won.countsTowardsCap ? 0 : won),
      claims: (row.claims ?? []).map((at) => new Date(at)),
      ownCap: row.holding_cap === null ? null : Number(row.holding_cap),
    },
    won,
    protecting: Number(row.protecting),
  };
}

/**
 * Where a person stands in his pools, in their order, or in one pool, whether he is a member of it or not. One
 * statement without locks: for showing. Who decides by it reads again under the person's lock.
 */
export async function readStandings(ctx: Ctx, userId: string, poolId?: string): Promise<Standing[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select po.id, po.name, p.id as policy_id, p.version as policy_version, p.document, p.grace, org.time_zone,
      m.user_id is not null as member, u.deactivated_at is null as active, coalesce(m.visited_at, m.joined_at) as visited_at,
      u.holding_cap, h.held, h.won, h.protecting,
      (select json_agg(t.started_at) from tenures t where t.user_id = u.id and t.pool_id = po.id and t.start_kind = 'claimed'
        and t.end_kind is distinct from 'claim_undone' and t.started_at > ${instant(ctx.now)} - interval '8 days') as claims
    from users u
    cross join (select time_zone from organizations limit 1) org
    cross join pools po
    left join pool_members m on m.pool_id = po.id and m.user_id = u.id
    join lateral (select id, version, document, grace from policies where pool_id = po.id order by version desc limit 1) p on true
    cross join lateral (select count(*) as held, count(c.won_at) as won, count(*) filter (where ${protectedByOwner(ctx.now)}) as protecting
      from customers c where c.owner_id = u.id and c.pool_id = po.id and c.state = 'owned') h
    where u.id = ${userId}::uuid and ${poolId ? sql`po.id = ${poolId}::uuid` : sql`m.user_id is not null and po.archived_at is null`}
    order by po.position, po.name`);
  return Promise.all(
    rows.map(toStanding).map(async (standing) => ({
      ...standing,
      known: await knownTo(ctx.db, { document: standing.policy, grace: standing.grace }),
    })),
  );
}
