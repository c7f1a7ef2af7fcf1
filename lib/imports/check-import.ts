import { eq, sql } from "drizzle-orm";
import type { RowOutcome } from "@/db/enums";
import { importRows, imports, type StoredForecast } from "@/db/schema/imports";
import { type Ctx, inTx } from "@/lib/context";
import { inPool } from "./change-rows";
import { fillOf, overwriteOf } from "./fill-empty";
import { hashTable } from "./hash-table";
import type { StoredReason } from "./import-types";
import { holdImport, type Lease } from "./lease";
import { limitCompared } from "./limit-compared";
import { factsOfRow, type Match, matchRows, UNDONE } from "./match-rows";
import type { StagedRow } from "./open-import";
import { type Outcome, phoneOfAnother, whyThere } from "./outcome";
import { type Given, placeRows } from "./place-rows";
import type { ImportedCustomer } from "./row-types";
import { seenKeys } from "./seen-keys";
import { readStanding } from "./standing";
import { addTaken } from "./taken-phones";
import { batchesOf, openTask, type Task } from "./task";
import { writeRows } from "./write-rows";

/** So many rows that were not taken are kept of a dry run, to be looked at and set right. */
const KEPT = { rejected: 5_000, duplicate: 1_000 };

type Judged = { number: number; cells: string[]; outcome: RowOutcome; reasons: StoredReason[] };
type Ready = { number: number; cells: string[]; customer: ImportedCustomer };

/** What a dry run remembers from batch to batch. */
export type Memory = {
  seen: ReturnType<typeof seenKeys>;
  matched: ReturnType<typeof hashTable>;
  given: Given;
};

export const freshMemory = ({ plan }: Task): Memory => ({
  ...{ seen: seenKeys(plan.samePhone), matched: hashTable(), given: new Map() },
});

const repeats = (row: Ready, first: number): Judged => ({
  ...{ number: row.number, cells: row.cells, outcome: "duplicate" },
  reasons: [{ code: "same_as_row", field: "row", value: String(first) }],
});

/** What would become of rows whose customers are there. */
async function judgeThere(
  ctx: Ctx,
  task: Task,
  there: readonly { row: Ready; matches: Match[] }[],
): Promise<Judged[]> {
  const { onDuplicate, samePhone } = task.plan;
  const changing = onDuplicate === "fill" || onDuplicate === "overwrite";
  const ids = changing ? there.flatMap(({ matches: [match] }) => match?.id ?? []) : [];
  const standing = new Map(
    (await readStanding(ctx, ids, inPool(task.row.poolId))).map((one) => [one.id, one]),
  );
  const changes = new Map(
    there.flatMap(({ row, matches: [match] }) => {
      const one = match && standing.get(match.id);
      const change =
        one && (onDuplicate === "fill" ? fillOf(one, row.customer) : overwriteOf(one, row.customer));
      return change ? [[change.id, change] as const] : [];
    }),
  );
  const taken = samePhone ? await addTaken(ctx, [...changes.values()]) : new Set<string>();
  return there.map(({ row, matches }) => {
    const [match] = matches;
    const base = { number: row.number, cells: row.cells, reasons: [] };
    const reasons = [whyThere(row, match)];
    const gone = match?.state === "invalid" && match.reason === UNDONE;
    const beside = onDuplicate === "merge" && matches.length === 1;
    if (gone || beside) return { ...base, outcome: "created" };
    const change = match && changes.get(match.id);
    if (change && taken.has(change.id)) {
      return { ...base, outcome: "duplicate", reasons: [phoneOfAnother(row)] };
    }
    if (change) return { ...base, outcome: "updated", reasons: match?.byPhone ? reasons : [] };
    return { ...base, outcome: "duplicate", reasons };
  });
}

/** What would become of these rows, as far as can be told without writing. */
export async function judgeRows(
  ctx: Ctx,
  task: Task,
  rows: readonly StagedRow[],
  memory: Memory,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  const ready: Ready[] = [];
  for (const { number, cells, customer, reasons } of rows) {
    if (!customer) {
      judged.push({ number, cells, outcome: "rejected", reasons });
      continue;
    }
    const first = memory.seen(number, factsOfRow(customer));
    if (first === null) ready.push({ number, cells, customer });
    else judged.push(repeats({ number, cells, customer }, first));
  }
  const matches = await matchRows(
    ctx,
    ready.map(({ customer }) => factsOfRow(customer)),
    task.plan.samePhone,
  );
  const fresh = ready.filter((_, i) => !matches.has(i));
  const there: { row: Ready; matches: Match[] }[] = [];
  for (const [i, of] of matches) {
    const row = ready[i];
    const id = of[0]?.id ?? "";
    if (!row) continue;
    const before = memory.matched.find(id);
    if (before) judged.push(repeats(row, before.row));
    else there.push({ row, matches: of });
    memory.matched.add(id, row.number, 0);
  }
  const customers = fresh.map(({ customer }) => customer);
  const { place } = await placeRows(ctx, task.row.poolId, customers, memory.given);
  for (const { number, cells, customer } of fresh) {
    const { standing, ...at } = place(customer);
    const note = standing === null && "note" in at ? at.note : null;
    judged.push({ number, cells, outcome: "created", reasons: note ? [note] : [] });
  }
  judged.push(...(await judgeThere(ctx, task, there)));
  return judged.sort((a, b) => a.number - b.number);
}

/** Adds what was judged to a forecast. */
export function addTo(forecast: StoredForecast, judged: readonly Judged[], sign: 1 | -1 = 1): void {
  forecast.rows += sign * judged.length;
  for (const { outcome, reasons } of judged) {
    forecast[outcome] += sign;
    for (const code of new Set(reasons.map((reason) => reason.code))) {
      forecast.reasons[code] = (forecast.reasons[code] ?? 0) + sign;
      if (forecast.reasons[code] === 0) delete forecast.reasons[code];
    }
  }
}

const asOutcome = (row: Judged): Outcome => ({ ...row, customerId: null, version: null, changes: null });

/** Counts what an import would do, and keeps the first rows that it would not take. Nothing else is written. */
export async function checkRows(system: Ctx, lease: Lease, task: Task, clock: () => Date): Promise<void> {
  const at = (): Ctx => ({ ...system, actor: task.actor, now: clock() });
  const opened = await openTask(system, task);
  const forecast: StoredForecast = {
    rows: 0,
    created: 0,
    updated: 0,
    duplicate: 0,
    rejected: 0,
    reasons: {},
  };
  const memory = freshMemory(task);
  const kept = { ...KEPT };
  const of = eq(imports.id, lease.importId);
  await inTx(at(), async (ctx) => {
    await holdImport(ctx, lease);
    await ctx.db.delete(importRows).where(eq(importRows.importId, lease.importId));
  });
  for await (const batch of batchesOf(system, { ...task, row: { ...task.row, reachedRow: 0 } }, opened)) {
    await limitCompared(at(), batch);
    const judged = await judgeRows(at(), task, batch, memory);
    addTo(forecast, judged);
    const keep = judged.filter(({ outcome }) => {
      if (outcome !== "rejected" && outcome !== "duplicate") return false;
      kept[outcome] -= 1;
      return kept[outcome] >= 0;
    });
    await inTx(at(), async (ctx) => {
      await holdImport(ctx, lease);
      await writeRows(ctx, lease.importId, keep.map(asOutcome));
      await ctx.db
        .update(imports)
        .set({
          rowCount: forecast.rows,
          leasedUntil: sql`clock_timestamp() + make_interval(secs => ${lease.seconds})`,
        })
        .where(of);
    });
  }
  await inTx(at(), async (ctx) => {
    await holdImport(ctx, lease);
    await ctx.db
      .update(imports)
      .set({ state: "checked", forecast, totalRows: forecast.rows, rowCount: 0 })
      .where(of);
  });
}
