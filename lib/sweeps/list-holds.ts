import { sql } from "drizzle-orm";
import type { GuardedJob } from "@/db/enums";
import { readTaken } from "@/lib/clean-up/read-taken";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import { ruleBrief } from "@/lib/policies/rule-brief-sql";
import { poolInSight } from "@/lib/pools/sight";
import { instant } from "@/lib/sql-values";
import type { Hold } from "./types";

const MOST_OWNERS = 12;
const MOST_CUSTOMERS = 12;

type HoldRow = {
  id: string;
  job: GuardedJob;
  pool_id: string;
  pool_name: string;
  expected_count: number;
  ceiling: number;
  found_count: number;
  held_at: string;
};

/** Whom the sweep would take now. */
type Due = Pick<Hold, "due" | "owners" | "rules" | "customers">;

type DueRow = {
  due: number;
  owners: { name: string; count: number }[] | null;
  rules: { rule: RuleBrief | null; count: number }[] | null;
  customers: { id: string; name: string; ownerName: string; dueAt: string }[] | null;
};

async function readReclaim(ctx: Ctx, poolId: string): Promise<Due> {
  const due = sql`select c.id, c.name, c.owner_id, c.due_at, c.due_rule, c.due_policy_id, u.name as owner_name
    from customers c join users u on u.id = c.owner_id where c.pool_id = ${poolId}::uuid and c.due_at <= ${instant(ctx.now)}`;
  const [row] = await ctx.db.execute<DueRow>(sql`
    select (select count(*)::int from (${due}) d) as due,
      (select json_agg(o) from (select owner_name as name, count(*)::int as count from (${due}) d group by owner_id, owner_name
        order by 2 desc, 1 limit ${MOST_OWNERS}) o) as owners,
      (select json_agg(r) from (select ${ruleBrief(sql`d.due_policy_id`, sql`d.due_rule`)} as rule, d.count from (
        select due_policy_id, due_rule, count(*)::int as count from (${due}) d group by 1, 2) d order by d.count desc) r) as rules,
      (select json_agg(x) from (select id, name, owner_name as "ownerName", due_at as "dueAt" from (${due}) d
        order by due_at, id limit ${MOST_CUSTOMERS}) x) as customers`);
  return {
    ...{ due: row?.due ?? 0, owners: row?.owners ?? [] },
    rules: (row?.rules ?? []).map((one) => ({ ...one, end: null })),
    customers: (row?.customers ?? []).map((one) => ({ ...one, dueAt: new Date(one.dueAt) })),
  };
}

async function readCleanUp(ctx: Ctx, poolId: string): Promise<Due> {
  const { customers, ...taken } = await readTaken(ctx.db, { now: ctx.now, poolId, most: MOST_CUSTOMERS });
  return { ...taken, owners: [], customers: customers.map((one) => ({ ...one, ownerName: null })) };
}

/** The sweeps that wait for a decision in pools in the actor's sight, with whom each would take now. */
export async function listHolds(ctx: Ctx): Promise<Hold[]> {
  authorize(ctx.actor, "sweeps.read");
  const rows = await ctx.db.execute<HoldRow>(sql`
    select h.*, po.name as pool_name from sweep_holds h join pools po on po.id = h.pool_id
    where h.state = 'waiting' and ${poolInSight(ctx.actor, sql`h.pool_id`)} order by h.held_at, h.id`);
  const holds: Hold[] = [];
  for (const row of rows) {
    const read = row.job === "clean-up-pools" ? readCleanUp : readReclaim;
    holds.push({
      ...{ id: row.id, job: row.job, pool: { id: row.pool_id, name: row.pool_name } },
      ...{ expected: row.expected_count, ceiling: row.ceiling, found: row.found_count },
      heldAt: new Date(row.held_at),
      ...(await read(ctx, row.pool_id)),
    });
  }
  return holds;
}
