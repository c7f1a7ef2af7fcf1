import { type SQL, sql } from "drizzle-orm";
import type { Channel, CustomerState, DataIssueKind, Grade, Outcome } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { heldInSight, poolsInSight } from "@/lib/customers/sight";
import { contactAccess, contactViews, textFor } from "@/lib/masking/rules";
import type { ContactAccess, ContactRow } from "@/lib/masking/types";
import { type Actor, authorize } from "@/lib/permissions";
import { allOf } from "@/lib/sql-values";
import { ListIssuesInput } from "./schema";
import type { IssuePage, IssueRow, Proof } from "./types";

/** The customers `c` whose issues the actor decides on: what lies in his pools, and what his people hold. */
export const decidable = (actor: Actor): SQL => sql`
  ((c.state = 'pooled' and c.pool_id in (${poolsInSight(actor)})) or (c.state = 'owned' and ${heldInSight(actor)}))`;

type FollowUp = {
  id: string;
  at: string;
  byName: string;
  channel: Channel;
  outcome: Outcome;
  note: string;
};
type Report = { by: string; byName: string; at: string; note: string };
type Row = {
  id: string;
  kind: DataIssueKind;
  found_at: string;
  found_by: string | null;
  customer_id: string;
  name: string;
  grade: Grade;
  state: CustomerState;
  pool_id: string;
  pool_name: string;
  owner_id: string | null;
  owner_name: string | null;
  owner_team_id: string | null;
  revealed: boolean;
  mask_contacts: boolean;
  follow_ups: FollowUp[] | null;
  reports: Report[] | null;
  phones: ContactRow[] | null;
};

const FOLLOW_UPS = sql`
  select json_agg(json_build_object('id', f.id, 'at', f.at, 'byName', u.name, 'channel', f.channel, 'outcome', f.outcome, 'note', f.note)
    order by f.at desc) from follow_ups f join users u on u.id = f.user_id
  where f.customer_id = c.id and i.evidence->'followUps' ? f.id::text`;
const REPORTS = sql`
  select json_agg(json_build_object('by', r.value->>'by', 'byName', u.name, 'at', r.value->>'at', 'note', r.value->>'note') order by r.value->>'at' desc)
  from jsonb_array_elements(i.evidence->'reports') r join users u on u.id = (r.value->>'by')::uuid`;
const PHONES = sql`
  select json_agg(json_build_object('id', k.id, 'name', k.name, 'phone', k.phone, 'isPrimary', k.is_primary) order by k.created_at, k.id)
  from contacts k where k.customer_id = c.id and i.evidence->'contacts' ? k.id::text and k.phone is not null`;

function proofsOf(row: Row, access: ContactAccess): Proof[] {
  const followUps = (row.follow_ups ?? []).map(
    (one): Proof => ({
      ...{ kind: "follow_up", id: one.id, at: new Date(one.at), byName: one.byName },
      ...{ channel: one.channel, outcome: one.outcome, note: textFor(access, one.note) ?? "" },
    }),
  );
  const reports = (row.reports ?? []).map(
    (one): Proof => ({
      ...{ kind: "report", id: one.by, at: new Date(one.at), byName: one.byName },
      note: textFor(access, one.note) ?? "",
    }),
  );
  const phones = contactViews(access, row.phones ?? []).map(
    (one): Proof => ({ kind: "phone", id: one.id, name: one.name, phone: one.phone ?? "" }),
  );
  return [...reports, ...followUps, ...phones];
}

function toIssue(row: Row, actor: Actor): IssueRow {
  const { state, owner_id: ownerId, owner_team_id: ownerTeamId, revealed } = row;
  const policy = { maskContacts: row.mask_contacts };
  const access = contactAccess(actor, { state, ownerId, ownerTeamId, revealed }, policy);
  return {
    ...{ id: row.id, kind: row.kind, foundAt: new Date(row.found_at), foundByName: row.found_by },
    customer: {
      ...{ id: row.customer_id, name: row.name, grade: row.grade, state },
      pool: { id: row.pool_id, name: row.pool_name },
      owner: ownerId ? { id: ownerId, name: row.owner_name ?? "" } : null,
    },
    proofs: proofsOf(row, access),
  };
}

/**
 * The open issues of customers that the actor decides on, the newest first, with what speaks for each as he may see it.
 * What has been marked invalid or merged away has no issues until it is there again.
 */
export async function listIssues(ctx: Ctx, input: ListIssuesInput = {}): Promise<IssuePage> {
  authorize(ctx.actor, "quality.read");
  const { kind, poolId, customerId, cursor, limit } = ListIssuesInput.parse(input);
  const where = allOf([
    decidable(ctx.actor),
    kind ? sql`i.kind = ${kind}` : undefined,
    poolId ? sql`c.pool_id = ${poolId}::uuid` : undefined,
    customerId ? sql`i.customer_id = ${customerId}::uuid` : undefined,
    cursor
      ? sql`(i.found_at, i.id) < ((select found_at from data_issues where id = ${cursor}::uuid), ${cursor}::uuid)`
      : undefined,
  ]);
  const rows = await ctx.db.execute<Row>(sql`
    with page as (
      select i.id from data_issues i join customers c on c.id = i.customer_id
      where i.state = 'open' and ${where} order by i.found_at desc nulls last, i.id desc nulls last limit ${limit + 1})
    select i.id, i.kind, i.found_at, fb.name as found_by, c.id as customer_id, c.name, c.grade, c.state, c.pool_id, po.name as pool_name,
      c.owner_id, o.name as owner_name, o.team_id as owner_team_id,
      exists (select from tenures t where t.customer_id = c.id and t.ended_at is null and t.revealed_at is not null) as revealed,
      (select (p.document->>'maskContacts')::boolean from policies p where p.pool_id = c.pool_id order by p.version desc limit 1) as mask_contacts,
      (${FOLLOW_UPS}) as follow_ups, (${REPORTS}) as reports, (${PHONES}) as phones
    from page join data_issues i on i.id = page.id join customers c on c.id = i.customer_id join pools po on po.id = c.pool_id
    left join users o on o.id = c.owner_id left join users fb on fb.id = i.found_by_id
    order by i.found_at desc, i.id desc`);
  const page = rows.slice(0, limit).map((row) => toIssue(row, ctx.actor));
  return { rows: page, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}
