import { type SQL, sql } from "drizzle-orm";
import type { Asked } from "./asked";

/** Whether the rules ask for a fact that a merge changes and of which every instant is known. */
export const asksFamily = ({ fields, clocks }: Asked): boolean =>
  clocks.has("deal") || clocks.has("follow_up") || fields.has("sinceDeal") || fields.has("sinceFollowUp");

/** The merges `g` into a customer that stood at an instant. */
const stoodInto = (keptId: SQL, at: SQL): SQL =>
  sql`g.keep_id = ${keptId} and g.merged_at <= ${at} and (g.undone_at is null or g.undone_at > ${at})`;

/** The latest `f` of a table by an instant, of those that were merged into the customer then. */
export const latestOfMerged = (id: SQL, at: SQL, table: SQL): SQL => sql`
  (case when exists (select from merges g where g.keep_id = ${id}) then (
    with recursive down as (
      select g.other_id as id from merges g where ${stoodInto(id, at)}
      union all select g.other_id from down join merges g on ${stoodInto(sql`down.id`, at)})
    select max(f.at) from down join ${table} on f.customer_id = down.id where f.at <= ${at}) end)`;
