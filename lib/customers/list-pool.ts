import { type SQL, sql } from "drizzle-orm";
import type { EventKind, Grade, Intent, Outcome, Stage } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { contactAccess, contactViews, seesAllContacts, tagsFor } from "@/lib/masking/rules";
import type { ContactRow } from "@/lib/masking/types";
import { lastLossSql, toLastLoss } from "@/lib/ownership/last-loss";
import { authorize } from "@/lib/permissions";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import { ruleBrief } from "@/lib/policies/rule-brief-sql";
import type { Standing } from "@/lib/quotas/read-standing";
import { requirePool } from "@/lib/quotas/require-pool";
import { refusePooled } from "@/lib/quotas/rules";
import { requirePerson } from "@/lib/require-person";
import { readInstant } from "@/lib/sql-values";
import { cursorOf, orderByKeys } from "./keyset";
import { narrowing } from "./list-condition";
import { type PoolListInput, PoolListParams } from "./list-schema";
import { pageIds } from "./page-ids";
import { planAfresh } from "./plan-afresh";
import { POOL_ORDERS, poolConditions } from "./pool-conditions";
import { MORE, type MoreColumns, toMore } from "./row-more";
import { FIRST_CONTACT, LAST_ENTRY } from "./row-sql";
import type { PoolPage, PoolRow } from "./types";

type Row = MoreColumns & {
  id: string;
  name: string;
  grade: Grade;
  stage: Stage;
  intent: Intent;
  region: string | null;
  industry: string | null;
  source: string | null;
  tags: string[];
  version: number;
  owner_count: number;
  bounce_count: number;
  lifted_bounces: number;
  last_owner_name: string | null;
  last_outcome: Outcome | null;
  last_follow_up_at: string | null;
  last_follow_up_by_name: string | null;
  pooled_at: string;
  entered_kind: EventKind;
  entered_reason: string | null;
  entered_rule: RuleBrief | null;
  last_loss: unknown;
  contact: ContactRow | null;
  contact_count: string;
  key_lead: unknown;
  key_tail: unknown;
};

/** What a row of the pool shows, over the page `r` of ids. */
const rowsOf = (me: string, order: SQL): SQL => sql`
  select c.id, c.name, c.grade, c.stage, c.intent, c.region, c.industry, c.source, c.tags, c.version, c.owner_count, c.bounce_count, c.lifted_bounces, ${MORE},
    c.last_outcome, c.last_follow_up_at, c.pooled_at, lo.name as last_owner_name, fu.name as last_follow_up_by_name,
    e.kind as entered_kind, e.reason as entered_reason, ${ruleBrief(sql`e.policy_id`, sql`e.rule`)} as entered_rule, ct.contact, ct.contact_count,
    ${lastLossSql(sql`c.id`, sql`${me}::uuid`)} as last_loss, r.key_lead, r.key_tail
  from r join customers c on c.id = r.id
  left join users lo on lo.id = c.last_owner_id
  left join users fu on fu.id = c.last_follow_up_by_id
  left join lateral (${LAST_ENTRY}) e on true
  left join lateral (${FIRST_CONTACT}) ct on true
  order by ${order}`;

function toRow(row: Row, ctx: Ctx, standing: Standing, since: Date | null): PoolRow {
  const enteredAt = new Date(row.pooled_at);
  const { bounce_count: bounceCount, lifted_bounces: liftedBounces } = row;
  const inPool = { pooledAt: enteredAt, bounceCount, liftedBounces };
  const refusal = refusePooled(standing, inPool, toLastLoss(row.last_loss), ctx.now);
  const customer = { state: "pooled", ownerId: null, ownerTeamId: null, revealed: false } as const;
  const access = contactAccess(ctx.actor, customer, standing.policy);
  const [contact = null] = contactViews(access, row.contact ? [row.contact] : []);
  return {
    ...{ id: row.id, name: row.name, grade: row.grade, stage: row.stage, intent: row.intent },
    ...{ region: row.region, industry: row.industry, source: row.source },
    tags: tagsFor(access, row.tags),
    version: row.version,
    ownerCount: row.owner_count,
    bounceCount: row.bounce_count,
    lastOwnerName: row.last_owner_name,
    lastOutcome: row.last_outcome,
    lastFollowUpAt: readInstant(row.last_follow_up_at),
    lastFollowUpByName: row.last_follow_up_by_name,
    enteredAt,
    entered: { kind: row.entered_kind, reason: row.entered_reason, rule: row.entered_rule },
    isNew: since !== null && enteredAt > since,
    contact,
    contactCount: Number(row.contact_count ?? 0),
    more: toMore(row, access),
    claim: refusal ? { ok: false, error: refusal.code, params: refusal.params } : { ok: true },
  };
}

/** Reads these pooled customers as rows of the pool; `ids` selects them as `pageIds` does. */
export async function readPoolRows(
  ctx: Ctx,
  standing: Standing,
  ids: { page: SQL; order: SQL },
  since: Date | null,
): Promise<{ row: PoolRow; key: Pick<Row, "id" | "key_lead" | "key_tail"> }[]> {
  const me = requirePerson(ctx.actor);
  const statement = sql`with r as materialized (${ids.page}) ${rowsOf(me, ids.order)}`;
  const rows = await planAfresh(ctx, (ctx) => ctx.db.execute<Row>(statement));
  return rows.map((row) => ({ row: toRow(row, ctx, standing, since), key: row }));
}

/** Where the conditions of a pool's list are asked, and whether its reader sees all of it unmasked. */
export const placeOf = (ctx: Ctx, { timeZone, policy }: Standing) => ({
  timeZone,
  clear: !policy.maskContacts || seesAllContacts(ctx.actor),
});

/**
 * One page of a pool, with what the viewer may see of each customer and whether he may claim it. For its members and
 * admins: NOT_A_MEMBER, or NOT_FOUND for a pool that isn't there.
 */
export async function listPool(ctx: Ctx, input: PoolListInput): Promise<PoolPage> {
  authorize(ctx.actor, "customers.read");
  const params = PoolListParams.parse(input);
  const standing = await requirePool(ctx, params.pool);
  const order = POOL_ORDERS[params.sort];
  const narrowed = await narrowing(ctx, params, placeOf(ctx, standing), {
    rows: params.limit,
    poolId: standing.pool.id,
  });
  const { where, driver } = poolConditions(params, standing, requirePerson(ctx.actor), ctx.now, narrowed);
  const page = pageIds({
    ...{ order, where, cursor: params.cursor, limit: params.limit },
    ...(driver ? { driver } : {}),
  });
  const since = params.since ? new Date(params.since) : standing.visitedAt;
  const read = await readPoolRows(ctx, standing, { page, order: orderByKeys(order) }, since);
  const shown = read.slice(0, params.limit);
  const last = read.length > params.limit ? shown.at(-1) : undefined;
  return {
    pool: standing.pool,
    rows: shown.map(({ row }) => row),
    nextCursor: last ? cursorOf(order, last.key) : null,
    newSince: since,
  };
}
