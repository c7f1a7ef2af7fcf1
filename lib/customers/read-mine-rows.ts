import { type SQL, sql } from "drizzle-orm";
import type { Channel, CustomerState, Grade, Intent, Outcome, Stage } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { contactAccess, contactViews, tagsFor, textFor } from "@/lib/masking/rules";
import type { ContactRow } from "@/lib/masking/types";
import { policyOf } from "@/lib/policies/read-policy";
import { findRule } from "@/lib/policies/rule-brief";
import { readInstant } from "@/lib/sql-values";
import { MORE, type MoreColumns, toMore } from "./row-more";
import { FIRST_CONTACT } from "./row-sql";
import type { MineRow } from "./types";
import { urgencyOf } from "./urgency";

export type MineKey = { id: string; key_lead: unknown; key_tail: unknown };

type Row = MineKey &
  MoreColumns & {
    name: string;
    state: CustomerState;
    grade: Grade;
    stage: Stage;
    intent: Intent;
    region: string | null;
    industry: string | null;
    source: string | null;
    tags: string[];
    version: number;
    pool_id: string;
    pool_name: string;
    owner_id: string;
    owner_name: string;
    owner_team_id: string | null;
    held_since: string;
    due_at: string | null;
    due_rule: string | null;
    due_from: string | null;
    due_policy_id: string | null;
    due_policy_version: number | null;
    due_document: unknown;
    policy_id: string;
    document: unknown;
    protected_until: string | null;
    won_at: string | null;
    churn_risk_at: string | null;
    won: { amount: number; currency: string } | null;
    last_follow_up_at: string | null;
    last_outcome: Outcome | null;
    qualified_at: string | null;
    qualified_channel: Channel | null;
    next_step: string | null;
    next_step_at: string | null;
    revealed_at: string | null;
    contact: ContactRow | null;
  };

const ROWS = sql`
  select c.id, c.name, c.state, c.grade, c.stage, c.intent, c.region, c.industry, c.source, c.tags, c.version, c.pool_id, po.name as pool_name,
    c.owner_id, o.name as owner_name, o.team_id as owner_team_id, c.held_since, c.due_at, c.due_rule, c.due_from, c.due_policy_id,
    dp.version as due_policy_version, dp.document as due_document, p.id as policy_id, p.document, c.protected_until, c.won_at, c.churn_risk_at,
    c.last_follow_up_at, c.last_outcome, c.qualified_at, c.next_step, c.next_step_at, t.revealed_at, ct.contact, ${MORE},
    (select json_build_object('amount', sum(d.amount), 'currency', d.currency) from deals d where d.tenure_id = t.id
      group by d.currency order by sum(d.amount) desc limit 1) as won,
    (select f.channel from follow_ups f where f.tenure_id = t.id and f.qualifies order by f.at desc limit 1) as qualified_channel,
    r.key_lead, r.key_tail
  from r join customers c on c.id = r.id
  join users o on o.id = c.owner_id
  join pools po on po.id = c.pool_id
  join lateral (select id, document from policies where pool_id = c.pool_id order by version desc limit 1) p on true
  left join policies dp on dp.id = c.due_policy_id
  left join tenures t on t.customer_id = c.id and t.ended_at is null
  left join lateral (${FIRST_CONTACT}) ct on true`;

function deadlineOf(row: Row) {
  const policy = row.due_policy_id ? policyOf(row.due_policy_id, row.due_document) : null;
  return {
    ...{
      dueAt: readInstant(row.due_at),
      dueRule: policy && findRule(policy, row.due_rule),
      dueFrom: readInstant(row.due_from),
    },
    policyVersion: row.due_policy_version,
    ...{ protectedUntil: readInstant(row.protected_until), wonAt: readInstant(row.won_at) },
  };
}

function toRow(row: Row, ctx: Ctx): MineRow {
  const owner = { state: row.state, ownerId: row.owner_id, ownerTeamId: row.owner_team_id };
  const seen = { ...owner, revealed: row.revealed_at !== null };
  const access = contactAccess(ctx.actor, seen, policyOf(row.policy_id, row.document));
  const [contact = null] = contactViews(access, row.contact ? [row.contact] : []);
  const deadline = deadlineOf(row);
  return {
    ...{ id: row.id, name: row.name, grade: row.grade, stage: row.stage, intent: row.intent },
    ...{ region: row.region, industry: row.industry, source: row.source },
    tags: tagsFor(access, row.tags),
    ...{ state: row.state, version: row.version, pool: { id: row.pool_id, name: row.pool_name } },
    owner: { id: row.owner_id, name: row.owner_name },
    heldSince: new Date(row.held_since),
    ...deadline,
    urgency: urgencyOf(deadline, ctx.now),
    churnRiskAt: readInstant(row.churn_risk_at),
    won: row.won && { amount: Number(row.won.amount), currency: row.won.currency },
    ...{ lastFollowUpAt: readInstant(row.last_follow_up_at), lastOutcome: row.last_outcome },
    ...{ qualifiedAt: readInstant(row.qualified_at), qualifiedChannel: row.qualified_channel },
    ...{ nextStep: textFor(access, row.next_step), nextStepAt: readInstant(row.next_step_at) },
    ...{ contact, canReveal: access.canReveal },
    more: toMore(row, access),
  };
}

/** Reads these held customers as rows; `page` selects them with their keys, `order` sorts by the keys of `r`. */
export async function readMineRows(
  ctx: Ctx,
  page: SQL,
  order: SQL,
): Promise<{ row: MineRow; key: MineKey }[]> {
  const rows = await ctx.db.execute<Row>(sql`with r as materialized (${page}) ${ROWS} order by ${order}`);
  return rows.map((row) => ({ row: toRow(row, ctx), key: row }));
}
