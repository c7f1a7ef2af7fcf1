import { sql } from "drizzle-orm";
import { DAY } from "@/lib/time";

/** For how long an assignment can be taken back, in milliseconds. */
export const ASSIGN_UNDO_MS = DAY;

/**
 * The condition that the customer `c` is as its assignment left it: nobody has looked at its contacts, logged a
 * follow-up or a deal, planned a step, edited or protected it since, and its pool is open.
 */
export const AS_ASSIGNED = sql`c.state = 'owned' and c.next_step is null and c.next_step_at is null
  and exists (select from pools po where po.id = c.pool_id and po.archived_at is null)
  and exists (select from tenures t where t.customer_id = c.id and t.ended_at is null and t.start_kind = 'assigned'
    and t.start_version = c.version and t.revealed_at is null and t.follow_up_count = 0 and c.edited_at <= t.started_at
    and not exists (select from deals d where d.tenure_id = t.id))`;

/** The policy under which the customer `t`, as it was before the move, had been assigned. */
export const ASSIGNED_UNDER = sql`(select a.policy_id from events a where a.customer_id = t.id and a.version = t.version)`;
