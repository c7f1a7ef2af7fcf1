import { sql } from "drizzle-orm";

/*
 * A reclaim that was undone has not been: the tenure before it and the one after it are one holding. Parts of statements
 * over the tenure `t`.
 */

/** Whether the tenure goes on with a holding that an undone reclaim interrupted. */
const continues = sql`t.start_kind = 'reclaim_undone'`;

const first = sql`from tenures o where o.customer_id = t.customer_id and o.start_version < t.start_version
  and o.start_kind <> 'reclaim_undone' order by o.start_version desc limit 1`;

/** When the holding began to which the tenure belongs. */
export const begunAt = sql`case when ${continues} then (select o.started_at ${first}) else t.started_at end`;

/** The condition that the tenure `o` is an earlier part of the same holding. */
export const sameHolding = sql`${continues} and o.customer_id = t.customer_id and o.start_version < t.start_version
  and o.start_version >= (select o.start_version ${first})`;

/** The condition that the deal `d` of the tenure is the first of its holding. */
export const firstDeal = sql`not exists (select from deals o where o.customer_id = d.customer_id and o.tenure_id = d.tenure_id and (o.at, o.seq) < (d.at, d.seq))
  and not exists (select from tenures o join deals od on od.tenure_id = o.id where ${sameHolding})`;

/** The condition that nobody made contact in an earlier part of the holding. */
export const firstContact = sql`not exists (select from tenures o where ${sameHolding} and o.first_contact_at is not null)`;
