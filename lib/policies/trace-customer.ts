import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { nameMatches } from "@/lib/customers/name-matches";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { readCompared, triedOn } from "./compared";
import type { FindHeldInput, TraceCustomerInput } from "./publish-schema";
import { type TraceRow, toTrace, traceSql } from "./trace-sql";
import type { CustomerTrace, HeldHit } from "./trace-types";

const MOST_HITS = 8;

/** The customers of a pool that somebody holds, by a part of their name. */
export async function findHeld(ctx: Ctx, input: FindHeldInput): Promise<HeldHit[]> {
  authorize(ctx.actor, "policies.publish");
  const rows = await ctx.db.execute<{ id: string; name: string; owner: string }>(sql`
    select c.id, c.name, u.name as owner from customers c join users u on u.id = c.owner_id
    where c.pool_id = ${input.poolId}::uuid and c.state = 'owned' and ${nameMatches(input.q)}
    order by length(c.name), c.name, c.id limit ${MOST_HITS}`);
  return rows.map(({ id: customerId, name, owner: userName }) => ({ customerId, name, userName }));
}

/**
 * Tries a draft on one customer of its pool: for every running rule its clock, and of every clause whether it holds and
 * what the customer has. NOT_OWNED when nobody of the pool holds it.
 */
export async function traceCustomer(ctx: Ctx, input: TraceCustomerInput): Promise<CustomerTrace> {
  authorize(ctx.actor, "policies.publish");
  const { customerId, poolId } = input;
  const [held] = await ctx.db.execute<{ name: string; owner: string }>(sql`
    select c.name, u.name as owner from customers c join users u on u.id = c.owner_id
    where c.id = ${customerId}::uuid and c.pool_id = ${poolId}::uuid and c.state = 'owned'`);
  if (!held) throw new DomainError("NOT_OWNED");
  const compared = await readCompared(ctx, input);
  const { draft } = compared;
  const rules = draft.document.returnRules.filter(({ on }) => on);
  const pairs = rules.map(({ id: rule }) => ({ customerId, rule }));
  const rows =
    pairs.length === 0
      ? []
      : await ctx.db.execute<TraceRow>(traceSql(draft, triedOn(compared, [customerId]), pairs));
  return {
    ...{ customerId, name: held.name, userName: held.owner },
    traces: rows.flatMap((row) => toTrace(rules, row) ?? []),
  };
}
