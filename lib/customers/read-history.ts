import { sql } from "drizzle-orm";
import type { CustomerState, EventKind, Outcome } from "@/db/enums";
import { actorId, type Ctx } from "@/lib/context";
import { isPutBack, PUTS_BACK, UNMADE } from "@/lib/ledger/unmade-sql";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import { ruleBrief } from "@/lib/policies/rule-brief-sql";
import { readInstant } from "@/lib/sql-values";
import type { Stretch } from "./customer-types";

type Row = {
  version: number;
  kind: EventKind;
  to_state: CustomerState;
  at: string;
  reason: string | null;
  rule: RuleBrief | null;
  end_rule: RuleBrief | null;
  to_owner_id: string | null;
  owner_name: string | null;
  pool_id: string;
  pool_name: string;
  tenure_id: string | null;
  ended_at: string | null;
  end_kind: EventKind | null;
  end_reason: string | null;
  follow_up_count: number | null;
  last_outcome: Outcome | null;
};

const MOST_TURNS = 200;

function toStretch(row: Row, next: Row | undefined, me: string | null): Stretch | null {
  const from = new Date(row.at);
  if (row.to_state === "owned" && row.tenure_id && row.to_owner_id) {
    return {
      ...{
        kind: "held",
        id: row.tenure_id,
        version: row.version,
        from,
        until: readInstant(row.ended_at),
        startKind: row.kind,
      },
      owner: { id: row.to_owner_id, name: row.owner_name ?? "" },
      mine: row.to_owner_id === me,
      ...{ endKind: row.end_kind, endReason: row.end_reason, endRule: row.end_rule },
      ...{ followUpCount: row.follow_up_count ?? 0, lastOutcome: row.last_outcome },
    };
  }
  if (row.to_state !== "pooled") return null;
  return {
    ...{
      kind: "pooled",
      id: `pool:${row.version}`,
      version: row.version,
      from,
      until: next ? new Date(next.at) : null,
    },
    pool: { id: row.pool_id, name: row.pool_name },
    entered: { kind: row.kind, reason: row.reason, rule: row.rule },
  };
}

/** The history of a customer as stretches in hands and in pools, the newest first; what was undone (claims, assignments, merges) is no part of it. */
export async function readHistory(ctx: Ctx, customerId: string): Promise<Stretch[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select e.version, e.kind, e.to_state, e.at, e.reason, ${ruleBrief(sql`e.policy_id`, sql`e.rule`)} as rule, e.to_owner_id, u.name as owner_name, p.id as pool_id, p.name as pool_name,
      t.id as tenure_id, t.ended_at, t.end_kind, t.end_reason, ${ruleBrief(sql`ee.policy_id`, sql`ee.rule`)} as end_rule, t.follow_up_count, f.outcome as last_outcome
    from events e
    join pools p on p.id = e.to_pool_id
    left join users u on u.id = e.to_owner_id
    left join tenures t on t.customer_id = e.customer_id and t.start_version = e.version
    left join events ee on ee.customer_id = t.customer_id and ee.version = t.end_version
    left join lateral (select outcome from follow_ups where tenure_id = t.id order by at desc limit 1) f on true
    where e.customer_id = ${customerId}::uuid and e.kind not in ('protected', 'unprotected') and e.kind not in ${UNMADE}
      and coalesce(t.end_kind, '') not in ${UNMADE} and e.kind not in ${PUTS_BACK} and not ${isPutBack(sql`e`)}
    order by e.version desc limit ${sql.raw(String(MOST_TURNS))}`);
  const me = actorId(ctx.actor);
  return rows.flatMap((row, index) => toStretch(row, rows[index - 1], me) ?? []);
}
