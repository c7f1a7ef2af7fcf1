import { type SQL, sql } from "drizzle-orm";
import type { CustomerState, EventKind } from "@/db/enums";
import type { EventFacts } from "@/db/schema/ledger";
import type { Ctx } from "@/lib/context";
import { maskText } from "@/lib/masking/free-text";
import { type Actor, authorize } from "@/lib/permissions";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import { ruleBrief } from "@/lib/policies/rule-brief-sql";
import { allOf, readInstant, texts } from "@/lib/sql-values";
import { type LedgerInput, LedgerParams } from "./schema";
import type { LedgerPage, LedgerRow, Named } from "./types";

const ZONE = sql`(select time_zone from organizations limit 1)`;

/** The events `e` that the actor may see: a manager those of his pools and of his team's people, an admin all. */
function eventsInSight(actor: Actor): SQL {
  if (actor.kind === "system" || actor.role === "admin") return sql`true`;
  const pools = sql`array(select pool_id from pool_members where user_id = ${actor.id}::uuid)`;
  const people = sql`array(select id from users where id = ${actor.id}::uuid or team_id = ${actor.teamId}::uuid)`;
  return sql`(e.to_pool_id = any(${pools}) or e.from_pool_id = any(${pools}) or e.to_owner_id = any(${people})
    or e.from_owner_id = any(${people}))`;
}

const dayStart = (day: string, plusDays: number): SQL =>
  sql`((${day}::date + ${plusDays}::int)::timestamp at time zone ${ZONE})`;

/** Claims that were taken back at once, and the taking back. */
const UNDONE = sql`(e.kind = 'claim_undone' or e.kind = 'claimed' and exists (select from tenures t
  where t.customer_id = e.customer_id and t.start_version = e.version and t.end_kind = 'claim_undone'))`;

function conditions(params: LedgerParams): SQL {
  const { kind, pool, team, user, customer, actor, job, reason, from, to, fromState, toState } = params;
  const teamIds = sql`array(select id from users where team_id = ${team ?? null}::uuid)`;
  return allOf([
    kind.length > 0 ? sql`e.kind = any(${texts(kind)})` : undefined,
    pool ? sql`(e.to_pool_id = ${pool}::uuid or e.from_pool_id = ${pool}::uuid)` : undefined,
    team ? sql`(e.to_owner_id = any(${teamIds}) or e.from_owner_id = any(${teamIds}))` : undefined,
    user ? sql`(e.to_owner_id = ${user}::uuid or e.from_owner_id = ${user}::uuid)` : undefined,
    customer ? sql`e.customer_id = ${customer}::uuid` : undefined,
    actor ? sql`e.actor_id = ${actor}::uuid` : undefined,
    params.sweep ? sql`e.sweep_id = ${params.sweep}::uuid` : undefined,
    job ? sql`e.actor_job = ${job}` : undefined,
    reason ? sql`e.reason = ${reason}` : undefined,
    from ? sql`e.at >= ${dayStart(from, 0)}` : undefined,
    to ? sql`e.at < ${dayStart(to, 1)}` : undefined,
    fromState ? sql`e.from_state = ${fromState}` : undefined,
    toState ? sql`e.to_state = ${toState}` : undefined,
    params.undone ? sql`not ${UNDONE}` : undefined,
    params.cursor
      ? sql`(e.at, e.seq) < ((select at from events where seq = ${params.cursor}::bigint), ${params.cursor}::bigint)`
      : undefined,
  ]);
}

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
    reason: row.reason as string | null,
    note: note && masked ? maskText(note) : note,
    rule: row.brief as RuleBrief | null,
    factRule: row.fact_brief as RuleBrief | null,
    policyVersion: row.policy_version as number | null,
    protectedUntil: readInstant(row.protected_until),
    facts: row.facts as EventFacts | null,
  };
}

async function readEvents(ctx: Ctx, params: LedgerParams): Promise<LedgerRow[]> {
  const rows = await ctx.db.execute<Row>(sql`
    with page as (
      select e.* from events e where ${eventsInSight(ctx.actor)} and ${conditions(params)}
      order by e.at desc, e.seq desc limit ${params.limit + 1})
    select e.*, c.name as customer_name, fo.name as from_owner_name, ow.name as to_owner_name, fp.name as from_pool_name,
      tp.name as to_pool_name, au.name as actor_name, p.version as policy_version, ${ruleBrief(sql`e.policy_id`, sql`e.rule`)} as brief,
      ${ruleBrief(sql`e.policy_id`, sql`(e.facts->>'rule')`)} as fact_brief
    from page e
    join customers c on c.id = e.customer_id
    join pools tp on tp.id = e.to_pool_id
    left join pools fp on fp.id = e.from_pool_id
    left join users fo on fo.id = e.from_owner_id
    left join users ow on ow.id = e.to_owner_id
    left join users au on au.id = e.actor_id
    left join policies p on p.id = e.policy_id
    order by e.at desc, e.seq desc`);
  const masked = ctx.actor.kind === "user" && ctx.actor.role !== "admin";
  return rows.map((row) => toRow(row, masked));
}

/** The ledger, newest first, a page at a time, as far as the actor may see it. Phones in notes are masked but for admins. */
export async function listEvents(ctx: Ctx, input: LedgerInput): Promise<LedgerPage> {
  authorize(ctx.actor, "ledger.read");
  const params = LedgerParams.parse(input);
  const rows = await readEvents(ctx, params);
  const page = rows.slice(0, params.limit);
  return { rows: page, nextCursor: rows.length > params.limit ? (page.at(-1)?.seq ?? null) : null };
}

/** The same events without end, for an export: page after page, each read when it is asked for. */
export function eachEvent(ctx: Ctx, input: LedgerInput): AsyncGenerator<LedgerRow[]> {
  authorize(ctx.actor, "ledger.read");
  const params = { ...LedgerParams.parse(input), limit: 2_000 };
  return pages(ctx, params);
}

async function* pages(ctx: Ctx, params: LedgerParams): AsyncGenerator<LedgerRow[]> {
  let cursor = params.cursor;
  for (;;) {
    const rows = await readEvents(ctx, { ...params, cursor });
    const page = rows.slice(0, params.limit);
    if (page.length > 0) yield page;
    cursor = page.at(-1)?.seq;
    if (rows.length <= params.limit || cursor === undefined) return;
  }
}
