import { sql } from "drizzle-orm";
import type { DuplicateReason, PairState } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { readCustomer } from "@/lib/customers/read-customer";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { CERTAIN_FROM } from "./compare";
import { forActor, PAIRS, SUGGESTED, waiting } from "./desk-sql";
import { undoableUntil } from "./merge-rules";
import type { MergeRow, PairDetail, PairPage, PairRow, PairSide } from "./types";

const PAGE = 50;
const MOST_COUNTED = 1_000;

type Row = {
  id: string;
  score: number;
  reasons: DuplicateReason[];
  a_name: string;
  b_name: string;
  a_owner: string | null;
  b_owner: string | null;
  asked_by: string | null;
  found_at: string;
};

const toRow = (row: Row): PairRow => ({
  ...{ id: row.id, score: row.score, certain: row.score >= CERTAIN_FROM, reasons: row.reasons },
  ...{ names: [row.a_name, row.b_name], owners: [row.a_owner, row.b_owner] },
  ...{ askedBy: row.asked_by, foundAt: new Date(row.found_at) },
});

/** How many pairs wait for the actor, at most a thousand, and how many of them are certain. */
export async function countPairs(ctx: Ctx): Promise<{ total: number; certain: number }> {
  authorize(ctx.actor, "duplicates.read");
  const [row] = await ctx.db.execute<{ total: number; certain: number }>(sql`
    select count(*)::int as total, count(*) filter (where score >= ${CERTAIN_FROM})::int as certain
    from (select p.score from ${PAIRS} where ${waiting(ctx.now)} and ${forActor(ctx.actor)} limit ${MOST_COUNTED}) few`);
  return row ?? { total: 0, certain: 0 };
}

/**
 * The pairs that wait for the actor: those that somebody asked for first, then the surest. `cursor` is the id of the last
 * pair of the page before.
 */
export async function listPairs(ctx: Ctx, input: { cursor?: string | null } = {}): Promise<PairPage> {
  authorize(ctx.actor, "duplicates.read");
  const after = input.cursor
    ? sql`and (p.asked_at is not null, p.score, p.id) < (select q.asked_at is not null, q.score, q.id from duplicate_pairs q where q.id = ${input.cursor}::uuid)`
    : sql``;
  const [rows, counts] = await Promise.all([
    ctx.db.execute<Row>(sql`
      select p.id, p.score, p.reasons, a.name as a_name, b.name as b_name, ao.name as a_owner, bo.name as b_owner, u.name as asked_by, p.found_at
      from ${PAIRS} left join users ao on ao.id = a.owner_id left join users bo on bo.id = b.owner_id left join users u on u.id = p.asked_by_id
      where ${waiting(ctx.now)} and ${forActor(ctx.actor)} ${after}
      order by (p.asked_at is not null) desc, p.score desc, p.id desc limit ${PAGE + 1}`),
    countPairs(ctx),
  ]);
  const shown = rows.slice(0, PAGE);
  const more = rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null;
  return { rows: shown.map(toRow), ...counts, nextCursor: more };
}

async function sideOf(ctx: Ctx, id: string): Promise<PairSide> {
  const { facts, instants } = await readCustomer(ctx, id);
  const [counts] = await ctx.db.execute<{ follow_ups: number; deals: number }>(sql`
    select (select count(*)::int from follow_ups where customer_id = ${id}::uuid) as follow_ups,
      (select count(*)::int from deals where customer_id = ${id}::uuid) as deals`);
  const { creditCode, externalId, grade, stage, intent, industry, region, source, website } = facts;
  const { address, note, tags, expectedValue, contractEndsOn, custom, contacts } = facts;
  return {
    ...{ id: facts.id, name: facts.name, state: facts.state, ownerName: facts.owner?.name ?? null },
    ...{ poolName: facts.pool.name, won: instants.wonAt !== null, createdAt: instants.createdAt },
    ...{
      lastFollowUpAt: instants.lastFollowUpAt,
      followUps: counts?.follow_ups ?? 0,
      deals: counts?.deals ?? 0,
    },
    ...{
      creditCode,
      externalId,
      grade,
      stage,
      intent,
      industry,
      region,
      source,
      website,
      address,
      note,
      tags,
    },
    ...{ expectedValue, contractEndsOn, custom, contacts },
  };
}

type DetailRow = {
  id: string;
  score: number;
  state: PairState;
  reasons: DuplicateReason[];
  low_id: string;
  high_id: string;
  suggested: string;
  asked_by: string | null;
  asked_at: string | null;
  asked_note: string | null;
};

/** One pair side by side, masked as the actor may see each; NOT_FOUND when it is not for him to decide. */
export async function getPair(ctx: Ctx, input: { pairId: string }): Promise<PairDetail> {
  authorize(ctx.actor, "duplicates.read");
  const [row] = await ctx.db.execute<DetailRow>(sql`
    select p.id, p.score, p.state, p.reasons, p.low_id, p.high_id, ${SUGGESTED} as suggested, u.name as asked_by, p.asked_at, p.asked_note
    from ${PAIRS} left join users u on u.id = p.asked_by_id where p.id = ${input.pairId}::uuid and ${forActor(ctx.actor)}`);
  if (!row) throw new DomainError("NOT_FOUND", { what: "pair" });
  const sides = await Promise.all([sideOf(ctx, row.low_id), sideOf(ctx, row.high_id)]);
  const { asked_by, asked_at, asked_note } = row;
  return {
    ...{
      id: row.id,
      score: row.score,
      certain: row.score >= CERTAIN_FROM,
      state: row.state,
      reasons: row.reasons,
    },
    asked: asked_by && asked_at ? { by: asked_by, at: new Date(asked_at), note: asked_note ?? "" } : null,
    ...{ suggestedId: row.suggested, sides },
  };
}

type HistoryRow = {
  id: string;
  kept_id: string;
  kept_name: string;
  other_name: string;
  by_name: string | null;
  automatic: boolean;
  merged_at: string;
  undone_at: string | null;
};

/** The last merges of what the actor decides about, and until when each can be taken back. */
export async function listMerges(ctx: Ctx): Promise<MergeRow[]> {
  authorize(ctx.actor, "duplicates.read");
  const rows = await ctx.db.execute<HistoryRow>(sql`
    select m.id, a.id as kept_id, coalesce(m.taken#>>'{name,from}', a.name) as kept_name, g.name as other_name, u.name as by_name, m.automatic, m.merged_at, m.undone_at
    from merges m join customers a on a.id = m.keep_id join customers g on g.id = m.other_id join customers b on b.id = a.id
    left join users u on u.id = m.merged_by_id where ${forActor(ctx.actor)} order by m.merged_at desc, m.id desc limit ${PAGE}`);
  return rows.map((row) => {
    const mergedAt = new Date(row.merged_at);
    const until = undoableUntil(mergedAt);
    return {
      ...{
        id: row.id,
        keptId: row.kept_id,
        keptName: row.kept_name,
        otherName: row.other_name,
        by: row.by_name,
      },
      ...{ automatic: row.automatic, mergedAt, undoneAt: row.undone_at ? new Date(row.undone_at) : null },
      undoableUntil: !row.undone_at && until > ctx.now ? until : null,
    };
  });
}

/** Whether pairs that are certain are merged without being asked about. */
export async function getAutoMerge(ctx: Ctx): Promise<{ on: boolean }> {
  authorize(ctx.actor, "duplicates.read");
  const [row] = await ctx.db.execute<{ on: boolean }>(sql`select auto_merge as on from duplicate_settings`);
  return { on: row?.on ?? false };
}
