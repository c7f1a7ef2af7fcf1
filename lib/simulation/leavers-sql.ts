import { type SQL, sql } from "drizzle-orm";
import { compileCondition } from "@/lib/conditions/compile";
import { concerns } from "@/lib/deadlines/clock-steps";
import { askedAt } from "@/lib/deadlines/situation";
import { instant } from "@/lib/sql-values";
import { customerThen } from "./facts-sql";
import { askedIn, type Replay } from "./replay";
import { segmentsOf, situationThen } from "./segments-sql";

/**
 * What really went back in the period because its owner left, as far as no rule had taken it before, over `hits` and `t` of
 * a replay: `tenure_id`, `customer_id`, `at`, and the first rule for leavers that concerns it; null is none.
 */
export function leftWithOwnerSql(replay: Replay): SQL {
  const { leavers, rules, from } = replay;
  const asked = askedAt(rules.known, situationThen(replay), sql`s.left_at`);
  const branches = leavers.map(
    (rule) => sql`when ${compileCondition(concerns(rule), asked)} then ${rule.id}::text`,
  );
  const rule = branches.length > 0 ? sql`case ${sql.join(branches, sql` `)} end` : sql`null::text`;
  return sql`
    with departed as materialized (
      select t.* from t left join hits g on g.tenure_id = t.id where t.end_kind = 'departed' and g.tenure_id is null
        and t.ended_at >= ${instant(from)} and t.ended_at <= t.stops_at),
    t as materialized (select * from departed), ${segmentsOf(replay)}
    select s.tenure_id, s.customer_id, s.left_at as at, ${rule} as rule from (
      select distinct on (s.tenure_id) s.*, t.ended_at as left_at from s join t on t.id = s.tenure_id
      order by s.tenure_id, s.at desc) s ${customerThen(askedIn(replay))}`;
}
