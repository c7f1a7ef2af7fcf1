import { sql } from "drizzle-orm";
import type { CustomerState, EventKind, Grade, Intent, InvalidReason, Outcome, Stage } from "@/db/enums";
import type { CustomValues } from "@/db/schema/customers";
import type { Ctx } from "@/lib/context";
import { actorId } from "@/lib/context";
import { readFields } from "@/lib/custom-fields/read-defs";
import { shownFields } from "@/lib/custom-fields/rules";
import type { FieldDef, FieldValue } from "@/lib/custom-fields/types";
import { DomainError } from "@/lib/errors";
import { maskExtra } from "@/lib/masking/free-text";
import { contactAccess, contactViews, tagsFor, textFor } from "@/lib/masking/rules";
import type { ContactAccess, ContactRow, ContactView } from "@/lib/masking/types";
import { policyOf } from "@/lib/policies/read-policy";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import { ruleBrief } from "@/lib/policies/rule-brief-sql";
import type { PolicyDocument } from "@/lib/policies/schema";
import { readInstant } from "@/lib/sql-values";
import { ALL_CONTACTS, LAST_ENTRY } from "./row-sql";
import { type Sight, sightOf } from "./sight";
import type { Entry, PersonRef, PoolRef } from "./types";

type Row = {
  id: string;
  name: string;
  state: CustomerState;
  grade: Grade;
  stage: Stage;
  intent: Intent;
  industry: string | null;
  region: string | null;
  source: string | null;
  credit_code: string | null;
  external_id: string | null;
  website: string | null;
  address: string | null;
  note: string | null;
  tags: string[];
  expected_value: string | null;
  contract_ends_on: string | null;
  extra: Record<string, string> | null;
  custom: CustomValues;
  version: number;
  created_by_name: string | null;
  owner_id: string | null;
  owner_name: string | null;
  owner_team_id: string | null;
  last_owner_name: string | null;
  pool_id: string;
  pool_name: string;
  invalid_reason: InvalidReason | null;
  owner_count: number;
  bounce_count: number;
  last_outcome: Outcome | null;
  next_step: string | null;
  due_rule: string | null;
  due_policy_id: string | null;
  member: boolean;
  tenure_id: string | null;
  start_kind: EventKind | null;
  start_version: number | null;
  follow_up_count: number | null;
  policy_id: string;
  document: unknown;
  contacts: ContactRow[] | null;
  entered_kind: EventKind | null;
  entered_reason: string | null;
  entered_rule: RuleBrief | null;
} & Record<(typeof INSTANTS)[number], string | null>;

const INSTANTS = [
  "created_at",
  "edited_at",
  "moved_at",
  "held_since",
  "pooled_at",
  "protected_until",
  "last_follow_up_at",
  "qualified_at",
  "last_deal_at",
  "won_at",
  "churn_risk_at",
  "next_step_at",
  "due_at",
  "due_from",
  "revealed_at",
  "tenure_started_at",
] as const;

/** A customer as the viewer may see it: what he may not see is masked or gone already. */
export type SeenCustomer = Awaited<ReturnType<typeof readCustomer>>;

/** As open as trade and region are; only what is a phone or an address inside a text is masked as in any text. */
const maskedField = (access: ContactAccess, field: FieldValue): FieldValue =>
  field.type === "text" && typeof field.value === "string"
    ? { ...field, value: textFor(access, field.value) }
    : field;

/** The facts of a customer that anybody who sees it may know, contact data masked by `access`. */
function factsOf(row: Row, access: ContactAccess, fields: readonly FieldDef[]) {
  const text = (value: string | null) => textFor(access, value);
  const extra = access.clear ? (row.extra ?? {}) : maskExtra(row.extra ?? {});
  return {
    ...{
      id: row.id,
      name: row.name,
      state: row.state,
      grade: row.grade,
      stage: row.stage,
      intent: row.intent,
    },
    ...{ industry: row.industry, region: row.region, source: row.source, version: row.version },
    ...{ creditCode: row.credit_code, externalId: row.external_id },
    ...{ website: text(row.website), address: text(row.address), note: text(row.note) },
    tags: tagsFor(access, row.tags),
    expectedValue: row.expected_value === null ? null : Number(row.expected_value),
    contractEndsOn: row.contract_ends_on,
    extra: Object.entries(extra).map(([label, value]) => ({ label, value })),
    custom: shownFields(fields, row.custom).map((field) => maskedField(access, field)),
    contacts: contactViews(access, row.contacts ?? []) as ContactView[],
    pool: { id: row.pool_id, name: row.pool_name } satisfies PoolRef,
    owner: row.owner_id ? ({ id: row.owner_id, name: row.owner_name ?? "" } satisfies PersonRef) : null,
    ...{ lastOwnerName: row.last_owner_name, createdByName: row.created_by_name },
    ...{ ownerCount: row.owner_count, bounceCount: row.bounce_count, invalidReason: row.invalid_reason },
    ...{ lastOutcome: row.last_outcome, nextStep: text(row.next_step) },
    entered: {
      ...{ kind: row.entered_kind ?? "created", reason: row.entered_reason, rule: row.entered_rule },
    } satisfies Entry,
  };
}

const instantsOf = (row: Row) => ({
  createdAt: readInstant(row.created_at) ?? new Date(0),
  editedAt: readInstant(row.edited_at) ?? new Date(0),
  movedAt: readInstant(row.moved_at) ?? new Date(0),
  heldSince: readInstant(row.held_since),
  enteredAt: readInstant(row.pooled_at),
  protectedUntil: readInstant(row.protected_until),
  lastFollowUpAt: readInstant(row.last_follow_up_at),
  qualifiedAt: readInstant(row.qualified_at),
  lastDealAt: readInstant(row.last_deal_at),
  wonAt: readInstant(row.won_at),
  churnRiskAt: readInstant(row.churn_risk_at),
  nextStepAt: readInstant(row.next_step_at),
  dueAt: readInstant(row.due_at),
  dueFrom: readInstant(row.due_from),
});

async function selectCustomer(ctx: Ctx, customerId: string): Promise<Row | undefined> {
  const [row] = await ctx.db.execute<Row>(sql`
    select c.id, c.name, c.state, c.grade, c.stage, c.intent, c.industry, c.region, c.source, c.credit_code, c.external_id, c.website,
      c.address, c.note, c.tags, c.expected_value, c.contract_ends_on::text as contract_ends_on, c.churn_risk_at, c.extra, c.custom, c.version, c.owner_id, c.pool_id, c.invalid_reason, c.owner_count, c.bounce_count,
      c.last_outcome, c.next_step, c.due_rule, c.due_policy_id, c.created_at, c.edited_at, c.moved_at, c.held_since, c.pooled_at, c.protected_until,
      c.last_follow_up_at, c.qualified_at, c.last_deal_at, c.won_at, c.next_step_at, c.due_at, c.due_from,
      cb.name as created_by_name, o.name as owner_name, o.team_id as owner_team_id, lo.name as last_owner_name, po.name as pool_name,
      exists (select from pool_members m where m.pool_id = c.pool_id and m.user_id = ${actorId(ctx.actor)}::uuid) as member,
      t.id as tenure_id, t.start_kind, t.start_version, t.started_at as tenure_started_at, t.revealed_at, t.follow_up_count,
      p.id as policy_id, p.document, (${ALL_CONTACTS}) as contacts,
      e.kind as entered_kind, e.reason as entered_reason, ${ruleBrief(sql`e.policy_id`, sql`e.rule`)} as entered_rule
    from customers c
    join pools po on po.id = c.pool_id
    join lateral (select id, document from policies where pool_id = c.pool_id order by version desc limit 1) p on true
    left join users o on o.id = c.owner_id
    left join users lo on lo.id = c.last_owner_id
    left join users cb on cb.id = c.created_by_id
    left join tenures t on t.customer_id = c.id and t.ended_at is null
    left join lateral (${LAST_ENTRY}) e on true
    where c.id = ${customerId}::uuid`);
  return row;
}

/**
 * Reads one customer for the viewer, masked as he may see it, with the sight he has of it. NOT_FOUND when it isn't
 * there for him. Every query about one customer begins here.
 */
export async function readCustomer(ctx: Ctx, customerId: string) {
  const [row, fields] = await Promise.all([selectCustomer(ctx, customerId), readFields(ctx.db)]);
  if (!row) throw new DomainError("NOT_FOUND");
  const instants = instantsOf(row);
  const owner = { state: row.state, ownerId: row.owner_id, ownerTeamId: row.owner_team_id };
  const seen = { ...owner, heldSince: instants.heldSince, member: row.member };
  const sight: Sight = sightOf(ctx.actor, seen, ctx.now);
  if (!sight) throw new DomainError("NOT_FOUND");
  const policy: PolicyDocument = policyOf(row.policy_id, row.document);
  const access = contactAccess(ctx.actor, { ...owner, revealed: row.revealed_at !== null }, policy);
  const mine = row.owner_id !== null && row.owner_id === actorId(ctx.actor);
  return {
    ...{ facts: factsOf(row, access, fields), instants, sight, access, policy, mine, member: row.member },
    ...{ ownerTeamId: row.owner_team_id, dueRule: row.due_rule, duePolicyId: row.due_policy_id },
    policyId: row.policy_id,
    tenure: row.tenure_id
      ? {
          id: row.tenure_id,
          startKind: row.start_kind ?? "created",
          startVersion: row.start_version ?? 1,
          startedAt: readInstant(row.tenure_started_at) ?? ctx.now,
          revealedAt: readInstant(row.revealed_at),
          followUpCount: row.follow_up_count ?? 0,
        }
      : null,
  };
}
