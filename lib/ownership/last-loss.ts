import { type SQL, sql } from "drizzle-orm";
import { UNMADE } from "@/lib/ledger/unmade-sql";
import { instant } from "@/lib/sql-values";
import type { LastLoss } from "./rules";

/** The cool-down of its own that the rule has by which a reclaim ended the tenure `t`; null for any other end. */
const OWN_DAYS = sql`case when t.end_kind = 'reclaimed' then (
  select (r.value->>'coolDownDays')::int from events le join policies lp on lp.id = le.policy_id
  cross join lateral jsonb_array_elements(lp.document->'returnRules') r
  where le.customer_id = t.customer_id and le.version = t.end_version and r.value->>'id' = le.rule) end`;

/** When a person last lost a customer and for how many days that rule keeps him off, as JSON for `toLastLoss`. */
export const lastLossSql = (customerId: SQL, userId: SQL): SQL => sql`(
  select json_build_object('at', t.ended_at, 'days', ${OWN_DAYS}) from tenures t
  where t.customer_id = ${customerId} and t.user_id = ${userId} and t.end_kind not in ${UNMADE}
  order by t.ended_at desc, t.end_version desc limit 1)`;

/** Reads what `lastLossSql` answers; null for who never lost it. */
export function toLastLoss(value: unknown): LastLoss | null {
  const loss = value as { at: string; days: number | null } | null;
  return loss && { at: new Date(loss.at), coolDownDays: loss.days };
}

/** The longest cool-down that any rule has of its own. */
const LONGEST = sql`(select coalesce(max((r.value->>'coolDownDays')::int), 0) from policies lp
  cross join lateral jsonb_array_elements(lp.document->'returnRules') r)`;

/** What cools down for a person, as `customer_id`, `lost_at` and `days`; `usual` is the policy's days. */
export function coolingSql(me: string, now: Date, usual: number, timeZone: string): SQL {
  const at = instant(now);
  return sql`select l.customer_id, l.lost_at, l.days from (
    select distinct on (t.customer_id) t.customer_id, t.ended_at as lost_at, ${OWN_DAYS} as days from tenures t
    where t.user_id = ${me}::uuid and t.end_kind not in ${UNMADE}
      and t.ended_at > ${at} - make_interval(days => greatest(${usual}::int, ${LONGEST}) + 1)
    order by t.customer_id, t.ended_at desc, t.end_version desc) l
  where l.lost_at > (${at} at time zone ${timeZone} - make_interval(days => coalesce(l.days, ${usual}::int))) at time zone ${timeZone}`;
}
