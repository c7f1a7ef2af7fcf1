import { sql } from "drizzle-orm";
import type { LeftReason, SweepJob, SweepState } from "@/db/enums";
import { actorId, type Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { allocationBriefSql, ruleBrief } from "@/lib/policies/rule-brief-sql";
import { poolInSight } from "@/lib/pools/sight";
import { readInstant } from "@/lib/sql-values";
import { fatesSql } from "./fates-sql";
import { readLeft } from "./read-left";
import { isUndoable, STOP_KINDS, undoableUntil } from "./rules";
import { ListSweepsInput, type SweepInput } from "./schema";
import type {
  LeftCounts,
  Pause,
  Stop,
  SweepPage,
  SweepPart,
  SweepRow,
  UndoneSweep,
  UndoPreview,
} from "./types";

type Row = Record<string, unknown> & { parts: SweepPart[]; left: LeftCounts | null };

function toRow(row: Row, now: Date, me: string | null): SweepRow {
  const state = row.state as SweepState;
  const lastAt = new Date(row.last_at as string);
  return {
    ...{ id: String(row.id), job: row.job as SweepJob, state, lastAt },
    startedAt: new Date(row.started_at as string),
    moved: row.parts.reduce((sum, part) => sum + part.moved, 0),
    restored: Number(row.restored_count),
    parts: row.parts,
    undoableUntil: isUndoable({ state, lastAt }, now) ? undoableUntil(lastAt) : null,
    undoneAt: readInstant(row.undone_at),
    startedByName: row.started_by_name as string | null,
    own: row.started_by_id !== null && row.started_by_id === me,
    undoneByName: row.undone_by_name as string | null,
    left: row.left ?? {},
  };
}

/** Sweeps that took from pools in the actor's sight, the newest first, with what they took from those. */
export async function listSweeps(ctx: Ctx, input: ListSweepsInput = {}): Promise<SweepPage> {
  authorize(ctx.actor, "sweeps.read");
  const { poolId, cursor, limit } = ListSweepsInput.parse(input);
  const seen = sql`sp.sweep_id = s.id and ${poolInSight(ctx.actor, sql`sp.pool_id`)} ${poolId ? sql`and sp.pool_id = ${poolId}::uuid` : sql``}`;
  const after = cursor
    ? sql`and (s.started_at, s.id) < ((select started_at from sweeps where id = ${cursor}::uuid), ${cursor}::uuid)`
    : sql``;
  const rows = await ctx.db.execute<Row>(sql`
    with page as (
      select s.* from sweeps s where exists (select from sweep_parts sp where ${seen}) ${after}
      order by s.started_at desc, s.id desc limit ${limit + 1})
    select s.*, u.name as undone_by_name, b.name as started_by_name,
      (select json_agg(json_build_object('pool', json_build_object('id', po.id, 'name', po.name),
        'rule', ${ruleBrief(sql`sp.policy_id`, sql`sp.rule`)}, 'allocation', case when sp.kind = 'assigned' then ${allocationBriefSql(sql`sp.policy_id`, sql`sp.rule`)} end,
        'policyVersion', p.version, 'moved', sp.moved_count)
        order by sp.moved_count desc, po.name) from sweep_parts sp join pools po on po.id = sp.pool_id
        join policies p on p.id = sp.policy_id where ${seen}) as parts,
      (select json_object_agg(l.reason, l.n) from (select reason, count(*) as n from sweep_leftovers
        where sweep_id = s.id group by reason) l) as left
    from page s left join users u on u.id = s.undone_by_id left join users b on b.id = s.started_by_id order by s.started_at desc, s.id desc`);
  const page = rows.slice(0, limit).map((row) => toRow(row, ctx.now, actorId(ctx.actor)));
  return { rows: page, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** What an undo would do with the customers of the sweep now; the caller has authorised. */
export async function countFates(ctx: Ctx, sweepId: string): Promise<UndoPreview> {
  const rows = await ctx.db.execute<{ reason: LeftReason | null; n: number; owners: number }>(sql`
    select reason, count(*)::int as n, count(distinct owner_id)::int as owners from (${fatesSql(sweepId)}) f group by reason`);
  const back = rows.find(({ reason }) => reason === null);
  return {
    ...{ restorable: back?.n ?? 0, owners: back?.owners ?? 0 },
    reasons: Object.fromEntries(rows.flatMap(({ reason, n }) => (reason ? [[reason, n]] : []))),
  };
}

/** What an undo of the sweep would put back now, to how many people, and what not and why. */
export async function previewUndo(ctx: Ctx, { sweepId }: SweepInput): Promise<UndoPreview> {
  authorize(ctx.actor, "sweeps.manage");
  return countFates(ctx, sweepId);
}

/** Whom the undo of a sweep left where they are, and why. */
export async function listLeftovers(
  ctx: Ctx,
  { sweepId }: SweepInput,
): Promise<Pick<UndoneSweep, "left" | "reasons" | "customers">> {
  authorize(ctx.actor, "sweeps.manage");
  return readLeft(ctx.db, sweepId);
}

/** The pauses that run now, in pools in the actor's sight; that of all pools first. */
export async function listPauses(ctx: Ctx): Promise<Pause[]> {
  authorize(ctx.actor, "sweeps.read");
  const rows = await ctx.db.execute<Record<string, string | null>>(sql`
    select rp.id, rp.pool_id, po.name as pool_name, rp.from_at, rp.note, u.name as by_name from reclaim_pauses rp
    left join pools po on po.id = rp.pool_id left join users u on u.id = rp.started_by_id
    where rp.until_at is null and (rp.pool_id is null or ${poolInSight(ctx.actor, sql`rp.pool_id`)})
    order by rp.pool_id is not null, po.position, po.name`);
  return rows.map((row) => ({
    ...{ id: row.id ?? "", note: row.note ?? "", byName: row.by_name ?? null },
    from: new Date(row.from_at ?? ""),
    pool: row.pool_id ? { id: row.pool_id, name: row.pool_name ?? "" } : null,
  }));
}

/** Where nothing is reclaimed at present and why, in pools in the actor's sight. */
export async function listStops(ctx: Ctx): Promise<Stop[]> {
  authorize(ctx.actor, "pools.read");
  const rows = await ctx.db.execute<Record<string, string | null>>(sql`
    select s.pool_id, po.name, s.kind, s.since from (
      select pool_id, 'paused' as kind, from_at as since from reclaim_pauses where until_at is null
      union all select pool_id, case job when 'clean-up-pools' then 'clean_up_held' else 'held' end, held_at
        from sweep_holds where state = 'waiting') s
    left join pools po on po.id = s.pool_id
    where s.pool_id is null or ${poolInSight(ctx.actor, sql`s.pool_id`)} order by s.pool_id is not null, s.since`);
  return rows.map((row) => ({
    ...{ poolId: row.pool_id ?? null, poolName: row.name ?? null, since: new Date(row.since ?? "") },
    kind: STOP_KINDS.find((kind) => kind === row.kind) ?? "paused",
  }));
}
