import { type SQL, sql } from "drizzle-orm";
import { instant, texts } from "@/lib/sql-values";
import { type Asked, countsEveryFollowUp, editsThatCount } from "./asked";
import { asksFamily } from "./family-then";
import type { Replay } from "./replay";

export const NONE = sql`null::timestamptz`;

const VALUES = ["q", "d", "f", "l"] as const;
type Told = Partial<Record<(typeof VALUES)[number], SQL>>;

/** Marks of one kind: whose tenure, when, and what they tell. */
const mark = (tenureId: SQL, at: SQL, told: Told, from: SQL): SQL => sql`
  select ${tenureId} as tenure_id, ${at} as at, ${sql.join(
    VALUES.map((name) => sql`${told[name] ?? NONE} as ${sql.raw(name)}`),
    sql`, `,
  )} ${from}`;

/** Beginnings, ends and changes of what makes clocks stand still, and where a merge counts something with the customer or no longer does. */
function breakMarks(inside: (at: SQL) => SQL, asked: Asked): SQL[] {
  const [id, at] = [sql`t.id`, sql`b.at`];
  const ofTenure = (from: SQL, bounds: SQL): SQL =>
    mark(
      id,
      at,
      {},
      sql`from t join ${from} cross join lateral (values ${bounds}) b(at) where ${inside(at)}`,
    );
  return [
    ofTenure(sql`protections p on p.tenure_id = t.id`, sql`(p.from_at), (p.lifted_at)`),
    ofTenure(sql`requests q on q.tenure_id = t.id`, sql`(q.asked_at), (q.ended_at)`),
    ofTenure(sql`leaves v on v.user_id = t.user_id`, sql`(v.created_at), (v.ended_at), (v.cancelled_at)`),
    ...(asksFamily(asked)
      ? [ofTenure(sql`merges g on g.keep_id = t.customer_id`, sql`(g.merged_at), (g.undone_at)`)]
      : []),
  ];
}

/**
 * Everything after which a deadline may be another: `q` qualifies, `d` is a deal, `f` any follow-up, `l` the customer's
 * last deal.
 */
export function marksSql(replay: Replay, asked: Asked): SQL {
  const { qualifies, counts } = replay;
  const edited = editsThatCount(asked);
  const earlier = (table: SQL, field: string): SQL =>
    asked.fields.has(field)
      ? sql`(select max(f.at) from ${table} where f.customer_id = t.customer_id and f.at < t.started_at)`
      : NONE;
  const counted = sql`(select f.customer_id, f.at from follow_ups f where f.customer_id = t.customer_id and ${counts}) f`;
  // What happens at the very instant of a reclaim made it; what happens at another end comes with it or after it.
  const inside = (at: SQL): SQL =>
    sql`${at} >= t.started_at and (${at} < t.stops_at or ${at} = t.stops_at and t.end_kind = 'reclaimed')`;
  const before = { f: earlier(counted, "sinceFollowUp"), l: earlier(sql`deals f`, "sinceDeal") };
  const followed = {
    q: sql`case when ${qualifies} then f.at end`,
    f: sql`case when ${counts} then f.at end`,
  };
  const which = countsEveryFollowUp(asked) ? sql`` : sql`and ${qualifies}`;
  const id = sql`t.id`;
  const parts = [
    mark(id, sql`t.started_at`, before, sql`from t`),
    mark(
      id,
      sql`f.at`,
      followed,
      sql`from t join follow_ups f on f.tenure_id = t.id where ${inside(sql`f.at`)} ${which}`,
    ),
    mark(
      id,
      sql`d.at`,
      { d: sql`d.at`, l: sql`d.at` },
      sql`from t join deals d on d.tenure_id = t.id where ${inside(sql`d.at`)}`,
    ),
    ...breakMarks(inside, asked),
  ];
  if (replay.since) {
    const since = instant(replay.since);
    parts.push(mark(id, since, {}, sql`from t where t.started_at < ${since} and t.stops_at >= ${since}`));
  }
  if (edited.length > 0) {
    const edits = sql`from t join edits e on e.customer_id = t.customer_id where ${inside(sql`e.at`)} and e.changes ?| ${texts(edited)}`;
    parts.push(mark(id, sql`e.at`, {}, edits));
  }
  return sql.join(parts, sql` union all `);
}
