import { sql } from "drizzle-orm";
import type { EventKind } from "@/db/enums";
import type { EventFacts } from "@/db/schema/ledger";
import type { Ctx } from "@/lib/context";
import { UNREMINDED } from "@/lib/ledger/rules";
import { textFor } from "@/lib/masking/rules";
import type { AllocationBrief } from "@/lib/policies/allocation-rule";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import { allocationBriefSql, ruleBrief } from "@/lib/policies/rule-brief-sql";
import { readInstant } from "@/lib/sql-values";
import type { Placed, Window } from "./read-activity";
import type { SeenCustomer } from "./read-customer";
import { afterPlace, RANKS } from "./timeline-cursor";
import type { AllocationProof, ReclaimProof, TimelineItem } from "./timeline-types";

type Row = {
  version: number;
  kind: EventKind;
  at: string;
  actor_name: string | null;
  actor_job: string | null;
  from_owner_id: string | null;
  from_owner_name: string | null;
  to_owner_id: string | null;
  to_owner_name: string | null;
  from_pool_id: string | null;
  from_pool_name: string | null;
  to_pool_id: string;
  to_pool_name: string;
  reason: string | null;
  note: string | null;
  protected_until: string | null;
  rule: RuleBrief | null;
  allocation: AllocationBrief | null;
  facts: EventFacts | null;
  policy_version: number | null;
  reminders: string[] | null;
};

/** Why the rule took it, from what the ledger stored with the event and the version of the policy that it names. */
function proofOf(row: Row): ReclaimProof | null {
  if (row.kind !== "reclaimed") return null;
  const fact = (name: string) => readInstant(row.facts?.[name]);
  return {
    rule: row.rule,
    policyVersion: row.policy_version,
    ...{ dueAt: fact("dueAt"), from: fact("dueFrom"), heldSince: fact("heldSince") },
    ...{ qualifiedAt: fact("qualifiedAt"), lastFollowUpAt: fact("lastFollowUpAt") },
    lastDealAt: fact("lastDealAt"),
    reminders: (row.reminders ?? []).map((at) => new Date(at)),
    unreminded: UNREMINDED.find((one) => one === row.facts?.unreminded) ?? null,
    unsentFrom: fact("unsentFrom"),
  };
}

/** Why the rule of allocation gave it to him, from the same. */
function allocationOf({ allocation: rule, facts }: Row): AllocationProof | null {
  if (!rule) return null;
  return {
    ...{ rule, held: Number(facts?.held ?? 0), free: Number(facts?.free ?? 1) },
    cap: typeof facts?.cap === "number" ? facts.cap : null,
    turnSince: readInstant(facts?.turnSince),
  };
}

const ref = (id: string | null, name: string | null) => (id ? { id, name: name ?? "" } : null);

function toItem(row: Row, seen: SeenCustomer): TimelineItem {
  return {
    ...{ kind: "ownership", id: `event:${row.version}`, at: new Date(row.at), stretchId: null },
    ...{ event: row.kind, version: row.version, byName: row.actor_name, job: row.actor_job },
    fromOwner: ref(row.from_owner_id, row.from_owner_name),
    toOwner: ref(row.to_owner_id, row.to_owner_name),
    fromPool: ref(row.from_pool_id, row.from_pool_name),
    toPool: { id: row.to_pool_id, name: row.to_pool_name },
    ...{ reason: textFor(seen.access, row.reason), note: textFor(seen.access, row.note) },
    protectedUntil: readInstant(row.protected_until),
    policyVersion: row.policy_version,
    proof: proofOf(row),
    allocation: allocationOf(row),
  };
}

/** The ledger of a customer as entries of its timeline; a reclaim comes with its proof and the reminders before it. */
export async function readOwnershipEvents(ctx: Ctx, seen: SeenCustomer, window: Window): Promise<Placed[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select e.version, e.kind, e.at, au.name as actor_name, e.actor_job, e.from_owner_id, fo.name as from_owner_name, e.to_owner_id,
      ow.name as to_owner_name, e.from_pool_id, fp.name as from_pool_name, e.to_pool_id, tp.name as to_pool_name, e.reason, e.note,
      e.protected_until, ${ruleBrief(sql`e.policy_id`, sql`e.rule`)} as rule, e.facts, p.version as policy_version,
      case when e.kind = 'assigned' then ${allocationBriefSql(sql`e.policy_id`, sql`e.rule`)} end as allocation,
      case when e.kind = 'reclaimed' then (select json_agg(n.at order by n.at) from notifications n
        where n.user_id = e.from_owner_id and n.customer_id = e.customer_id and n.kind = 'deadline_near'
          and (n.params ->> 'dueAt')::timestamptz = date_trunc('milliseconds', (e.facts ->> 'dueAt')::timestamptz)
          and n.at between (e.facts ->> 'heldSince')::timestamptz and e.at) end as reminders
    from events e
    join pools tp on tp.id = e.to_pool_id
    left join pools fp on fp.id = e.from_pool_id
    left join users au on au.id = e.actor_id
    left join users fo on fo.id = e.from_owner_id
    left join users ow on ow.id = e.to_owner_id
    left join policies p on p.id = e.policy_id
    where e.customer_id = ${seen.facts.id}::uuid and ${afterPlace("ownership", window.after, sql`e.at`, sql`e.version`)}
    order by e.version desc limit ${sql.raw(String(window.limit))}`);
  return rows.map((row) => ({
    item: toItem(row, seen),
    place: { at: row.at, rank: RANKS.ownership, key: String(row.version) },
  }));
}
