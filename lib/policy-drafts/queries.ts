import { sql } from "drizzle-orm";
import type { ThresholdState } from "@/db/enums";
import { actorId, type Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { getPolicy } from "@/lib/policies/queries";
import { findRule } from "@/lib/policies/rule-brief";
import { PolicyDocument } from "@/lib/policies/schema";
import { type Deed, findSameHands } from "@/lib/second-person/read-same-hands";
import type { SameHands } from "@/lib/second-person/types";
import { unknownInObservation } from "@/lib/simulation/unknown";
import { readInstant } from "@/lib/sql-values";
import type { GetPolicyDraftInput } from "./schema";
import type { ApprovalSettings, DraftObservation, PolicyDraft, ThresholdChange } from "./types";

const MOST_SHOWN = 100;

type Row = {
  id: string;
  base_version: number;
  revision: number;
  document: unknown;
  note: string;
  edited_at: string;
  edited_by_id: string;
  edited_by: string;
  approved_at: string | null;
  approved_by_id: string | null;
  approved_by: string | null;
  approved_hit: number | null;
  publish_at: string | null;
  scheduled_by_id: string | null;
  scheduled_by: string | null;
  observed_since: string | null;
  observed_at: string | null;
  seen: number;
};

const by = (id: string | null, name: string | null) => ({ id: id ?? "", name: name ?? "" });

function settledOf(row: Row): Pick<PolicyDraft, "approval" | "schedule" | "observation"> {
  const approvedAt = readInstant(row.approved_at);
  const publishAt = readInstant(row.publish_at);
  const since = readInstant(row.observed_since);
  return {
    approval: approvedAt && {
      ...{ at: approvedAt, by: by(row.approved_by_id, row.approved_by), hit: row.approved_hit ?? 0 },
    },
    schedule: publishAt && { at: publishAt, by: by(row.scheduled_by_id, row.scheduled_by) },
    observation: since && { since, lookedAt: readInstant(row.observed_at), seen: Number(row.seen) },
  };
}

/** Why the reader's yes to what this person asks doesn't count; null where it does, or it is the reader himself. */
const standing = async (ctx: Ctx, asker: string, deed: Deed): Promise<SameHands | null> => {
  const me = actorId(ctx.actor);
  return me ? findSameHands(ctx, me, asker, { deed }) : null;
};

/** The draft of a pool's rules with what is settled about it; null when nobody has saved one. */
export async function getPolicyDraft(ctx: Ctx, input: GetPolicyDraftInput): Promise<PolicyDraft | null> {
  authorize(ctx.actor, "policies.publish");
  const [row] = await ctx.db.execute<Row>(sql`
    select d.*, e.name as edited_by, a.name as approved_by, s.name as scheduled_by,
      (select count(*) from draft_observations o where o.draft_id = d.id and o.revision = d.revision) as seen
    from policy_drafts d join users e on e.id = d.edited_by_id
    left join users a on a.id = d.approved_by_id left join users s on s.id = d.scheduled_by_id
    where d.pool_id = ${input.poolId}::uuid`);
  if (!row) return null;
  return {
    ref: { draftId: row.id, revision: row.revision },
    ...{ poolId: input.poolId, document: PolicyDocument.parse(row.document), note: row.note },
    base: await getPolicy(ctx, { poolId: input.poolId, version: row.base_version }),
    ...{ editedAt: new Date(row.edited_at), editedBy: by(row.edited_by_id, row.edited_by) },
    ...settledOf(row),
    sameHands: await standing(ctx, row.edited_by_id, "policies.publish"),
  };
}

type Seen = {
  customer_id: string;
  name: string;
  owner_id: string;
  owner: string;
  rule: string;
  due_at: string;
  held: boolean;
};
type Observed = {
  document: unknown;
  people: { id: string; name: string; seen: number }[];
  customers: Seen[];
};

/** Whom the draft of a pool would have taken since it is observed; nobody when there is no draft. */
export async function getDraftObservation(ctx: Ctx, input: GetPolicyDraftInput): Promise<DraftObservation> {
  authorize(ctx.actor, "policies.publish");
  const [row] = await ctx.db.execute<Observed>(sql`
    with d as (select id, revision, document from policy_drafts where pool_id = ${input.poolId}::uuid),
      o as (select o.* from d join draft_observations o on o.draft_id = d.id and o.revision = d.revision)
    select d.document,
      (select coalesce(json_agg(r), '[]') from (select o.owner_id as id, u.name, count(*) as seen
        from o join users u on u.id = o.owner_id group by 1, 2 order by 3 desc, 1) r) as people,
      (select coalesce(json_agg(r), '[]') from (select o.customer_id, c.name, o.owner_id, u.name as owner, o.rule, o.due_at, t.ended_at is null as held
        from o join customers c on c.id = o.customer_id join users u on u.id = o.owner_id join tenures t on t.id = o.tenure_id
        order by o.due_at desc, o.customer_id limit ${MOST_SHOWN}) r) as customers
    from d`);
  if (!row) return { seen: 0, people: [], customers: [], unknown: [] };
  const document = PolicyDocument.parse(row.document);
  return {
    seen: row.people.reduce((sum, one) => sum + one.seen, 0),
    people: row.people.map(({ id: userId, name, seen }) => ({ userId, name, seen })),
    customers: row.customers.map((one) => ({
      ...{ customerId: one.customer_id, name: one.name, userId: one.owner_id, userName: one.owner },
      ...{ rule: findRule(document, one.rule), dueAt: new Date(one.due_at), held: one.held },
    })),
    unknown: unknownInObservation(document),
  };
}

type ChangeRow = {
  id: string;
  asked_at: string;
  asked_by_id: string;
  asked_by: string;
  from_threshold: number | null;
  to_threshold: number | null;
  state: ThresholdState;
  effective_at: string | null;
  settled_at: string | null;
  settled_by_id: string | null;
  settled_by: string | null;
};

const changeOf = (row: ChangeRow): ThresholdChange => ({
  ...{ id: row.id, state: row.state, from: row.from_threshold, to: row.to_threshold },
  ...{ askedAt: new Date(row.asked_at), askedBy: by(row.asked_by_id, row.asked_by) },
  ...{ effectiveAt: readInstant(row.effective_at), settledAt: readInstant(row.settled_at) },
  settledBy: row.settled_by_id ? by(row.settled_by_id, row.settled_by) : null,
});

/** When a second admin has to approve, whether there is one, and who has changed it when, with whose approval. */
export async function getApprovalSettings(ctx: Ctx): Promise<ApprovalSettings> {
  authorize(ctx.actor, "policies.publish");
  const [[row], rows] = await Promise.all([
    ctx.db.execute<{ threshold: number | null; admins: number }>(sql`
      select (select approval_threshold from organizations limit 1) as threshold,
        (select count(*) from users where role = 'admin' and deactivated_at is null) as admins`),
    ctx.db.execute<ChangeRow>(sql`
      select h.*, a.name as asked_by, s.name as settled_by from threshold_changes h
      join users a on a.id = h.asked_by_id left join users s on s.id = h.settled_by_id
      order by h.asked_at desc, h.id desc limit ${MOST_SHOWN}`),
  ]);
  const changes = rows.map(changeOf);
  const waiting = changes.find(({ state }) => state === "waiting") ?? null;
  const sameHands = waiting ? await standing(ctx, waiting.askedBy.id, "organization.edit") : null;
  return { threshold: row?.threshold ?? null, admins: Number(row?.admins ?? 0), waiting, sameHands, changes };
}
