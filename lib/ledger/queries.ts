import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { allOf, texts } from "@/lib/sql-values";
import { eventsInSight, hidesNotes } from "./events-in-sight";
import { readEvents } from "./read-events";
import { type LedgerInput, LedgerParams } from "./schema";
import type { LedgerPage, LedgerRow } from "./types";
import { UNMADE } from "./unmade-sql";

const ZONE = sql`(select time_zone from organizations limit 1)`;

const dayStart = (day: string, plusDays: number): SQL =>
  sql`((${day}::date + ${plusDays}::int)::timestamp at time zone ${ZONE})`;

/** Claims and assignments that were taken back, and the taking back. */
const UNDONE = sql`(e.kind in ${UNMADE} or e.kind in ('claimed', 'assigned') and exists (select from tenures t
  where t.customer_id = e.customer_id and t.start_version = e.version and t.end_kind in ${UNMADE}))`;

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

async function readPage(ctx: Ctx, params: LedgerParams): Promise<LedgerRow[]> {
  const page = sql`select e.* from events e where ${eventsInSight(ctx.actor)} and ${conditions(params)}
    order by e.at desc, e.seq desc limit ${params.limit + 1}`;
  return readEvents(ctx.db, page, { masked: hidesNotes(ctx.actor), order: "newest" });
}

/** The ledger, newest first, a page at a time, as far as the actor may see it. Phones in notes are masked but for admins. */
export async function listEvents(ctx: Ctx, input: LedgerInput): Promise<LedgerPage> {
  authorize(ctx.actor, "ledger.read");
  const params = LedgerParams.parse(input);
  const rows = await readPage(ctx, params);
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
    const rows = await readPage(ctx, { ...params, cursor });
    const page = rows.slice(0, params.limit);
    if (page.length > 0) yield page;
    cursor = page.at(-1)?.seq;
    if (rows.length <= params.limit || cursor === undefined) return;
  }
}
