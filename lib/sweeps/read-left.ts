import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { LeftReason } from "@/db/enums";
import type { LeftCustomer, UndoneSweep } from "./types";

const MOST_NAMED = 200;

/** Whom the undo of a sweep left where they are: how many by reason, and the first of them by name. */
export async function readLeft(
  db: Executor,
  sweepId: string,
): Promise<Pick<UndoneSweep, "left" | "reasons" | "customers">> {
  const counts = await db.execute<{ reason: LeftReason; n: number }>(sql`
    select reason, count(*)::int as n from sweep_leftovers where sweep_id = ${sweepId}::uuid group by reason order by n desc, reason`);
  const customers = await db.execute<LeftCustomer>(sql`
    select l.customer_id as "customerId", c.name, u.name as "ownerName", l.reason from sweep_leftovers l
    join customers c on c.id = l.customer_id
    left join events e on e.customer_id = l.customer_id and e.sweep_id = l.sweep_id and coalesce(e.from_owner_id, e.to_owner_id) is not null
    left join users u on u.id = coalesce(e.from_owner_id, e.to_owner_id)
    where l.sweep_id = ${sweepId}::uuid order by c.name, c.id limit ${MOST_NAMED}`);
  return {
    left: counts.reduce((sum, { n }) => sum + n, 0),
    reasons: Object.fromEntries(counts.map(({ reason, n }) => [reason, n])),
    customers: [...customers],
  };
}
