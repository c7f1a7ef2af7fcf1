import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { CustomerState, EventKind } from "@/db/enums";
import type { EventFacts } from "@/db/schema/ledger";
import { maskText } from "@/lib/masking/free-text";
import type { AllocationBrief } from "@/lib/policies/allocation-rule";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import { allocationBriefSql, ruleBrief } from "@/lib/policies/rule-brief-sql";
import { readInstant } from "@/lib/sql-values";
import type { LedgerRow, Named } from "./types";

type Row = Record<string, unknown>;

const named = (id: unknown, name: unknown): Named | null =>
  id ? { id: String(id), name: String(name ?? "") } : null;

function toRow(row: Row, masked: boolean): LedgerRow {
  const note = row.note as string | null;
  return {
    seq: Number(row.seq),
    at: new Date(row.at as string),
    kind: row.kind as EventKind,
    customer: { id: String(row.customer_id), name: String(row.customer_name) },
    version: Number(row.version),
    fromState: row.from_state as CustomerState | null,
    toState: row.to_state as CustomerState,
    fromOwner: named(row.from_owner_id, row.from_owner_name),
    toOwner: named(row.to_owner_id, row.to_owner_name),
    fromPool: named(row.from_pool_id, row.from_pool_name),
    toPool: { id: String(row.to_pool_id), name: String(row.to_pool_name) },
    actor: named(row.actor_id, row.actor_name),
    job: row.actor_job as string | null,
    token: named(row.token_id, row.token_name),
    reason: row.reason as string | null,
    note: note && masked ? maskText(note) : note,
    rule: row.brief as RuleBrief | null,
    allocation: row.allocation as AllocationBrief | null,
    factRule: row.fact_brief as RuleBrief | null,
    policyVersion: row.policy_version as number | null,
    protectedUntil: readInstant(row.protected_until),
    facts: row.facts as EventFacts | null,
  };
}

const NEWEST_FIRST = sql`e.at desc, e.seq desc`;
const AS_WRITTEN = sql`e.seq`;

/** The events that `page` selects from `events`, with their names; `masked` hides phones in notes. */
export async function readEvents(
  db: Executor,
  page: SQL,
  { masked, order }: { masked: boolean; order: "newest" | "written" },
): Promise<LedgerRow[]> {
  const rows = await db.execute<Row>(sql`
    with page as (${page})
    select e.*, c.name as customer_name, fo.name as from_owner_name, ow.name as to_owner_name, fp.name as from_pool_name,
      tp.name as to_pool_name, au.name as actor_name, tk.name as token_name, p.version as policy_version, case when e.kind <> 'assigned' then ${ruleBrief(sql`e.policy_id`, sql`e.rule`)} end as brief,
      case when e.kind = 'assigned' then ${allocationBriefSql(sql`e.policy_id`, sql`e.rule`)} end as allocation,
      ${ruleBrief(sql`e.policy_id`, sql`(e.facts->>'rule')`)} as fact_brief
    from page e
    join customers c on c.id = e.customer_id
    join pools tp on tp.id = e.to_pool_id
    left join pools fp on fp.id = e.from_pool_id
    left join users fo on fo.id = e.from_owner_id
    left join users ow on ow.id = e.to_owner_id
    left join users au on au.id = e.actor_id
    left join api_tokens tk on tk.id = e.token_id
    left join policies p on p.id = e.policy_id
    order by ${order === "newest" ? NEWEST_FIRST : AS_WRITTEN}`);
  return rows.map((row) => toRow(row, masked));
}
