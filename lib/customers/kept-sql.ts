import { type SQL, sql } from "drizzle-orm";

/** The customer that this one has been merged into, however often that one was again; itself when it hasn't been. No statement calls a table as it does. */
export const keptOf = (id: SQL): SQL => sql`(
  with recursive up as (
    select of_it.id, of_it.merged_into_id from customers of_it where of_it.id = ${id}
    union all select of_it.id, of_it.merged_into_id from up join customers of_it on of_it.id = up.merged_into_id)
  select up.id from up where up.merged_into_id is null)`;

/** A customer and all that were merged into it: what was done with them is read with it. */
export const familyOf = (id: SQL): SQL => sql`
  with recursive down as (
    select ${id} as id
    union all select m.id from down join customers m on m.merged_into_id = down.id)
  select down.id from down`;
