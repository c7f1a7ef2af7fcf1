import { sql } from "drizzle-orm";
import type { Invariant } from "./audit-types";

/** Events of the undo of a sweep; between pools it is a person who moves back what a job has moved. */
const PUTS_BACK = sql`(kind in ('reclaim_undone', 'restored', 'assign_undone') or kind = 'moved' and actor_kind = 'user')`;

/** A sweep moved and put back as many as it says, in all and by its parts; one that moved nobody has no row. */
const sweepsAddUp = sql`
  select s.id as sweep_id, s.moved_count, s.restored_count, e.moved, e.restored, p.moved as parts from sweeps s
  left join (select sweep_id, count(*) filter (where not ${PUTS_BACK}) as moved, count(*) filter (where ${PUTS_BACK}) as restored
    from events where sweep_id is not null group by sweep_id) e on e.sweep_id = s.id
  left join (select sweep_id, sum(moved_count) as moved from sweep_parts group by sweep_id) p on p.sweep_id = s.id
  where s.moved_count = 0 or s.moved_count is distinct from e.moved or s.moved_count is distinct from p.moved
    or s.restored_count is distinct from e.restored`;

/** Nobody was reclaimed from a pool while its reclaims were paused. */
const pausedNotReclaimed = sql`
  select e.seq, e.customer_id, e.at, rp.from_at, rp.until_at from events e
  join reclaim_pauses rp on (rp.pool_id = e.from_pool_id or rp.pool_id is null) and e.at > rp.from_at and (rp.until_at is null or e.at < rp.until_at)
  where e.kind = 'reclaimed'`;

/** Sweeps are what their events say, and stop while they are paused. */
export const SWEEP_INVARIANTS: readonly Invariant[] = [
  { name: "sweeps_add_up", id: "I2", query: sweepsAddUp },
  { name: "paused_not_reclaimed", id: "I12", query: pausedNotReclaimed },
];
