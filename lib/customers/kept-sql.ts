import { type SQL, sql } from "drizzle-orm";

/** The customer that this one has been merged into, however often that one was again; itself when it hasn't been. */
export const keptOf = (id: SQL): SQL => sql`(
  with recursive up as (
    select m.id, m.merged_into_id from customers m where m.id = ${id}
    union all select m.id, m.merged_into_id from up join customers m on m.id = up.merged_into_id)
  select up.id from up where up.merged_into_id is null)`;

/** A customer and all that were merged into it: what was done with them is read with it. */
export const familyOf = (id: SQL): SQL => sql`
  with recursive down as (
    select ${id} as id
    union all select m.id from down join customers m on m.merged_into_id = down.id)
  select down.id from down`;
