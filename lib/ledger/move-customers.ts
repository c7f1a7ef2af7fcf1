import { type SQL, sql } from "drizzle-orm";
import type { EventKind, InvalidReason } from "@/db/enums";
import type { EventFacts } from "@/db/schema/ledger";
import type { TxCtx } from "@/lib/context";
import type { DeadlineColumns } from "@/lib/deadlines/rules";
import { TRANSITIONS } from "./rules";

export type Move = {
  kind: Exclude<EventKind, "created">;
  /** Condition on the columns of `c`; repeated under the row lock, so what changed meanwhile is left alone. */
  where: SQL;
  /** At most so many customers, the longest overdue first, passing over those that somebody else is working on. */
  limit?: number;
  /** The new tenure, for kinds that open one. Such a move takes one customer. */
  opens?: { tenureId: string; ownerId: string };
  /** The pool it goes to; its own when absent. */
  poolId?: string;
  protectedUntil?: Date | null;
  deadline?: DeadlineColumns & { policyId: string };
  invalidReason?: InvalidReason;
  reason?: string | null;
  note?: string | null;
  policyId?: string | SQL | null;
  rule?: SQL | null;
  /** What was true when this was decided; as SQL over `t`, the customer before the move. */
  facts?: SQL | EventFacts;
};

export type Moved = {
  id: string;
  name: string;
  version: number;
  fromOwnerId: string | null;
  toOwnerId: string | null;
  fromPoolId: string;
  toPoolId: string;
  rule: string | null;
  at: Date;
};

const at = (ctx: TxCtx) => sql`greatest(t.moved_at, ${ctx.now.toISOString()}::timestamptz)`;
const instant = (value: Date | null) => sql`${value?.toISOString() ?? null}::timestamptz`;

function deadlineAssignments(move: Move): SQL[] {
  const d = move.deadline;
  const cleared = !d || d.dueAt === null;
  return [
    sql`due_at = ${instant(d?.dueAt ?? null)}`,
    sql`due_rule = ${d?.dueRule ?? null}`,
    sql`due_from = ${instant(d?.dueFrom ?? null)}`,
    sql`remind_at = ${instant(cleared ? null : (d?.remindAt ?? null))}`,
    sql`due_policy_id = ${d?.policyId ?? null}::uuid`,
  ];
}

/** The columns that the kind of event changes, beside those that every event changes. */
function assignments(ctx: TxCtx, move: Move): SQL[] {
  const transition = TRANSITIONS[move.kind];
  const set: SQL[] = [];
  if (transition.opens || transition.closes || move.deadline) set.push(...deadlineAssignments(move));
  if (transition.opens) {
    set.push(
      sql`held_since = ${at(ctx)}`,
      sql`owner_count = c.owner_count + 1`,
      sql`qualified_at = null`,
      sql`won_at = null`,
    );
  } else if (transition.closes) {
    set.push(
      sql`held_since = null`,
      sql`qualified_at = null`,
      sql`won_at = null`,
      sql`next_step = null`,
      sql`next_step_at = null`,
    );
  }
  if (move.kind === "claim_undone") set.push(sql`owner_count = c.owner_count - 1`);
  else if (transition.closes) set.push(sql`last_owner_id = coalesce(t.owner_id, c.last_owner_id)`);
  if (transition.bounces) set.push(sql`bounce_count = c.bounce_count + 1`);
  if (transition.to === "pooled" && move.kind !== "claim_undone") set.push(sql`pooled_at = ${at(ctx)}`);
  if (transition.opens || transition.closes) set.push(sql`protected_until = null`);
  else if (move.protectedUntil !== undefined)
    set.push(sql`protected_until = ${instant(move.protectedUntil)}`);
  if (move.kind === "invalidated") set.push(sql`invalid_reason = ${move.invalidReason ?? "other"}`);
  if (move.kind === "restored") set.push(sql`invalid_reason = null`);
  return set;
}

/** Ends the present tenure of every moved customer, and with it a protection that still runs. */
const closing = (move: Move) => sql`,
  closed as (
    update tenures set ended_at = m.at, end_kind = ${move.kind}, end_reason = coalesce(${move.reason ?? null}::text, m.rule), end_version = m.version
    from moved m where tenures.customer_id = m.id and tenures.ended_at is null and tenures.start_version < m.version),
  lifted as (
    update protections set lifted_at = m.at
    from moved m where protections.customer_id = m.id and protections.lifted_at is null and protections.until_at > m.at)`;

const opening = (move: Move) => sql`
  insert into tenures (id, customer_id, user_id, pool_id, start_kind, start_version, started_at)
  select ${move.opens?.tenureId}::uuid, e.customer_id, e.to_owner_id, e.to_pool_id, e.kind, e.version, e.at`;

function factsOf(move: Move): SQL {
  if (!move.facts) return sql`null::jsonb`;
  return "queryChunks" in move.facts ? (move.facts as SQL) : sql`${JSON.stringify(move.facts)}::jsonb`;
}

function statement(ctx: TxCtx, move: Move): SQL {
  const { from, to, closes, opens } = TRANSITIONS[move.kind];
  const states = sql.join(
    from.map((state) => sql`${state}`),
    sql`, `,
  );
  const actor = ctx.actor;
  const owner = opens
    ? sql`${move.opens?.ownerId ?? null}::uuid`
    : to === "owned"
      ? sql`t.owner_id`
      : sql`null::uuid`;
  const until = opens || closes ? sql`null::timestamptz` : sql`m.protected_until`;
  const openHere = opens && !closes;
  return sql`
  with target as materialized (
    select c.* from customers c where c.state in (${states}) and (${move.where})
    ${move.limit ? sql`order by c.due_at limit ${move.limit} for no key update skip locked` : sql`order by c.id for no key update`}),
  moved as (
    update customers c set state = ${to}, owner_id = ${owner}, version = c.version + 1, moved_at = ${at(ctx)},
      ${sql.join(assignments(ctx, move), sql`, `)}, pool_id = ${move.poolId ? sql`${move.poolId}::uuid` : sql`c.pool_id`}
    from target t where c.id = t.id and c.version = t.version and (${move.where})
    returning c.id, c.name, c.version, c.moved_at as at, t.state as from_state, t.owner_id as from_owner, c.owner_id as to_owner,
      t.pool_id as from_pool, c.pool_id as to_pool, c.protected_until,
      ${move.rule ?? sql`null::text`} as rule, ${move.policyId ? (typeof move.policyId === "string" ? sql`${move.policyId}::uuid` : move.policyId) : sql`null::uuid`} as policy_id, ${factsOf(move)} as facts),
  logged as (
    insert into events (customer_id, version, kind, from_state, to_state, from_owner_id, to_owner_id, from_pool_id, to_pool_id,
      protected_until, actor_kind, actor_id, actor_job, reason, note, policy_id, rule, facts, operation_key, at)
    select m.id, m.version, ${move.kind}, m.from_state, ${to}, m.from_owner, m.to_owner, m.from_pool, m.to_pool,
      ${until}, ${actor.kind}, ${actor.kind === "user" ? actor.id : null}::uuid, ${actor.kind === "system" ? actor.job : null},
      ${move.reason ?? null}, ${move.note ?? null}, m.policy_id, m.rule, m.facts, ${ctx.operationKey ?? null}, m.at
    from moved m order by m.id ${openHere ? sql`returning customer_id, version, kind, to_owner_id, to_pool_id, at` : sql``})
  ${openHere ? sql`, opened as (${opening(move)} from logged e)` : sql``}
  ${closes ? closing(move) : sql``},
  announced as (
    select pg_notify('gonghai', json_build_object('kind', ${move.kind}::text, 'at', max(at),
      'customers', case when count(*) <= 40 then json_agg(id) end,
      'pools', (select json_agg(distinct p) from (select from_pool p from moved union select to_pool from moved) ps),
      'owners', (select json_agg(distinct o) from (select from_owner o from moved union select to_owner from moved) os where o is not null))::text)
    from moved having count(*) > 0)
  select m.id, m.name, m.version, m.from_owner as "fromOwnerId", m.to_owner as "toOwnerId", m.from_pool as "fromPoolId",
    m.to_pool as "toPoolId", m.rule, m.at from moved m cross join announced order by m.id`;
}

/**
 * The one way a customer changes hands or state: moves every customer that meets the condition, and writes the
 * ledger, the tenures and the announcement in the same statement. Returns those it moved; who came too late gets none.
 */
export async function moveCustomers(ctx: TxCtx, move: Move): Promise<Moved[]> {
  const { opens, closes } = TRANSITIONS[move.kind];
  const rows = await ctx.db.execute<Omit<Moved, "at"> & { at: string }>(statement(ctx, move));
  const moved = rows.map((row) => ({ ...row, at: new Date(row.at) }));
  if (opens && closes && moved.length > 0) {
    const [first] = moved;
    await ctx.db.execute(
      sql`${opening(move)} from events e where e.customer_id = ${first?.id}::uuid and e.version = ${first?.version}`,
    );
  }
  return moved;
}
