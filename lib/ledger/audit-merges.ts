import { sql } from "drizzle-orm";
import type { Invariant } from "./audit-types";

/**
 * A merged customer has one merge that was not undone, of its last event and into the customer that it names; and a merge
 * that was not undone has its merged customer. Going from one to the next comes to an end.
 */
const mergesMatch = sql`
  select c.id as customer_id, m.id as merge_id, c.version, m.other_version, c.merged_into_id, m.keep_id
  from customers c full join (select * from merges where undone_at is null) m on m.other_id = c.id
  where (c.state = 'merged' or m.id is not null)
    and (m.id is null or c.state is distinct from 'merged' or m.other_version <> c.version or m.keep_id is distinct from c.merged_into_id)
  union all
  select * from (
    with recursive up as (
      select id as first_id, merged_into_id as id, 1 as steps from customers where state = 'merged'
      union all select up.first_id, c.merged_into_id, up.steps + 1 from up join customers c on c.id = up.id
      where c.merged_into_id is not null and up.steps < 1000)
    select first_id, null::uuid, steps, null::int, id, null::uuid from up where steps = 1000 or id = first_id) rings`;

/** Of an identity, and so of a credit code, there is one customer that is not merged away. */
const identityUnique = sql`
  select credit_code, count(*) as customers from customers where credit_code is not null and state <> 'merged'
  group by credit_code having count(*) > 1`;

/** Merges are what the ledger says, and leave one customer of each. */
export const MERGE_INVARIANTS: readonly Invariant[] = [
  { name: "merges_match", id: "I17", query: mergesMatch },
  { name: "one_of_a_code", id: "I20", query: identityUnique },
];
