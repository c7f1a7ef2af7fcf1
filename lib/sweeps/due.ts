import { type SQL, sql } from "drizzle-orm";
import { instant } from "@/lib/sql-values";

/** The customers `c` that a sweep takes by this policy. A policy is one pool's, so it says which pool, too. */
export const dueUnder = (policyId: string, now: Date): SQL => sql`
  c.due_at <= ${instant(now)} and (c.protected_until is null or c.protected_until <= ${instant(now)})
  and c.due_policy_id = ${policyId}::uuid`;
