import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { textFor } from "@/lib/masking/rules";
import { protectedByOwner } from "@/lib/ownership/protected-sql";
import { readOwnershipFacts } from "@/lib/ownership/read-facts";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import type { CustomerPermits, CustomerView, DealView, Neighbours } from "./customer-types";
import { familyOf } from "./kept-sql";
import { claimPermit, permitsOf } from "./permits";
import { readCustomer, type SeenCustomer } from "./read-customer";
import { readDeadline } from "./read-deadline";
import type { CustomerInput } from "./schema";

const MOST_DEALS = 50;

async function readPermits(ctx: Ctx, seen: SeenCustomer): Promise<CustomerPermits> {
  const { facts, instants } = seen;
  const [[ownership], [protecting]] = await Promise.all([
    readOwnershipFacts(ctx, requirePerson(ctx.actor), [facts.id]),
    ctx.db.execute<{
      used: string;
    }>(sql`select count(*) as used from customers c where c.owner_id = ${facts.owner?.id ?? null}::uuid
      and c.pool_id = ${facts.pool.id}::uuid and c.state = 'owned' and ${protectedByOwner(ctx.now)}`),
  ]);
  if (!ownership) throw new DomainError("NOT_FOUND");
  const permitFacts = {
    ...{ state: facts.state, ownerId: facts.owner?.id ?? null, ownerTeamId: seen.ownerTeamId },
    ...{ member: seen.member, canReveal: seen.access.canReveal, tenure: seen.tenure },
    protectedUntil: instants.protectedUntil,
    protections: { used: Number(protecting?.used ?? 0), limit: seen.policy.protection.maxCustomers },
    claim: claimPermit(ownership, ctx.now),
  };
  return permitsOf(ctx.actor, permitFacts, ctx.now);
}

type DealRow = {
  id: string;
  title: string;
  amount: string;
  currency: string;
  at: string;
  by_name: string;
};

async function readDeals(ctx: Ctx, seen: SeenCustomer): Promise<DealView[]> {
  const rows = await ctx.db.execute<DealRow>(sql`
    select d.id, d.title, d.amount, d.currency, d.at, u.name as by_name from deals d join users u on u.id = d.user_id
    where d.customer_id in (${familyOf(sql`${seen.facts.id}::uuid`)}) order by d.at desc, d.id desc limit ${sql.raw(String(MOST_DEALS))}`);
  return rows.map((row) => ({
    ...{ id: row.id, amount: Number(row.amount), currency: row.currency, at: new Date(row.at) },
    ...{ title: textFor(seen.access, row.title) ?? "", byName: row.by_name },
  }));
}

/**
 * One customer as the viewer may see it: in full what is his, his team's or, for an admin, anybody's; what lies in
 * his pools with its contacts masked; NOT_FOUND otherwise.
 */
export async function getCustomer(ctx: Ctx, input: CustomerInput): Promise<CustomerView> {
  authorize(ctx.actor, "customers.read");
  requirePerson(ctx.actor);
  const seen = await readCustomer(ctx, input.customerId);
  if (seen.sight === "taken") throw new DomainError("NOT_FOUND");
  const [permits, deals, deadline] = await Promise.all([
    readPermits(ctx, seen),
    readDeals(ctx, seen),
    readDeadline(ctx, seen),
  ]);
  const { entered: _entered, ...facts } = seen.facts;
  const {
    qualifiedAt: _q,
    lastDealAt: _d,
    dueAt: _due,
    dueFrom: _from,
    movedAt: _m,
    ...instants
  } = seen.instants;
  return {
    ...facts,
    ...instants,
    mine: seen.mine,
    canReveal: seen.access.canReveal,
    deadline,
    deals,
    permits,
  };
}

type NeighbourRow = { previous_id: string | null; next_id: string | null; position: string; total: string };

/** Who comes before and after a held customer in its owner's list by deadline; null for one that nobody holds. */
export async function neighboursOf(ctx: Ctx, input: CustomerInput): Promise<Neighbours | null> {
  authorize(ctx.actor, "customers.read");
  const seen = await readCustomer(ctx, input.customerId);
  const { owner } = seen.facts;
  if (seen.sight !== "full" || !owner) return null;
  const [row] = await ctx.db.execute<NeighbourRow>(sql`
    select * from (select c.id, lag(c.id) over w as previous_id, lead(c.id) over w as next_id, row_number() over w as position,
      count(*) over () as total from customers c where c.owner_id = ${owner.id}::uuid and c.state = 'owned'
      window w as (order by c.due_at asc, c.id asc)) n where n.id = ${input.customerId}::uuid`);
  if (!row) return null;
  return {
    ...{ previousId: row.previous_id, nextId: row.next_id },
    ...{ position: Number(row.position), total: Number(row.total) },
  };
}
