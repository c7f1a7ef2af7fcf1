import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { lockKeys } from "@/lib/customers/find-duplicate";
import { writePairs } from "@/lib/duplicates/write-pairs";
import { lockReps } from "@/lib/ledger/lock-reps";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { uuids } from "@/lib/sql-values";
import { changeRows, inPool } from "./change-rows";
import { enterRows, REASON, type ReadyRow } from "./enter-rows";
import { factsOfRow, type Match, matchRows, UNDONE } from "./match-rows";
import type { StagedRow } from "./open-import";
import { exists, type Outcome, phoneOfAnother, sameAs, untaken, whyThere } from "./outcome";
import { type Placing, placeRows } from "./place-rows";
import { seenBefore } from "./sameness";
import type { ImportPlan } from "./schema";

/** What all batches of an import have in common. */
export type Run = { importId: string; poolId: string; plan: ImportPlan };

/** Parts the rows: those refused, those whose customer stands further up in the batch, and the rest. */
export function sortRows(
  rows: readonly StagedRow[],
  samePhone = false,
): { ready: ReadyRow[]; settled: Outcome[] } {
  const before = seenBefore<{ number: number; facts: ReturnType<typeof factsOfRow> }>(samePhone);
  const ready: ReadyRow[] = [];
  const settled: Outcome[] = [];
  for (const { number, cells, customer, reasons } of rows) {
    if (!customer) {
      const base = { number, cells, customerId: null, version: null, changes: null };
      settled.push({ ...base, outcome: "rejected", reasons });
      continue;
    }
    const row = { number, cells, customer };
    const first = before({ number, facts: factsOfRow(customer) });
    if (first) settled.push(sameAs(row, first.number));
    else ready.push(row);
  }
  return { ready, settled };
}

/** Rows of this very import that these customers came from or were changed by. */
async function ownRows(ctx: TxCtx, importId: string, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.execute<{ customer_id: string; row_number: number }>(sql`
    select customer_id, min(row_number) as row_number from import_rows
    where customer_id = any (${uuids(ids)}) and import_id = ${importId}::uuid group by customer_id`);
  return new Map(rows.map((row) => [row.customer_id, Number(row.row_number)]));
}

type There = { row: ReadyRow; matches: Match[]; match: Match };

/** Brings back what an undo had put away, as the file says it now; it lies in the pool like what is new. */
async function revive(ctx: TxCtx, { poolId }: Run, there: readonly There[]): Promise<Outcome[]> {
  if (there.length === 0) return [];
  await lockReps(ctx, []);
  const rows = new Map(there.map(({ match, row }) => [match.id, row]));
  const moved = await moveCustomers(ctx, {
    ...{ kind: "restored", poolId, reason: REASON },
    where: sql`c.id = any (${uuids([...rows.keys()])}) and c.state = 'invalid' and exists (select from events e
      where e.customer_id = c.id and e.version = c.version and e.reason = ${UNDONE})`,
  });
  const versions = new Map(moved.map(({ id, version }) => [id, version]));
  const back = new Map(
    [...rows].flatMap(([id, row]) => (versions.has(id) ? [[id, row.customer] as const] : [])),
  );
  await changeRows(ctx, back, inPool(poolId), { how: "overwrite", samePhone: false });
  return [...rows].map(([id, row]) => {
    const version = versions.get(id);
    if (version === undefined) return exists(row);
    const base = { number: row.number, cells: row.cells, reasons: [], changes: null };
    return { ...base, outcome: "created", customerId: id, version };
  });
}

/** Enters rows although their customers are there, and puts each beside it on the merge desk. */
async function enterBeside(
  ctx: TxCtx,
  { poolId }: Run,
  placing: Placing,
  there: readonly There[],
): Promise<Outcome[]> {
  if (there.length === 0) return [];
  const apart = there.map(({ row }) => {
    // Two may not have one identity; the desk decides whether they are one.
    const identityKey = `beside:${row.customer.identityKey}`;
    return { ...row, customer: { ...row.customer, identityKey } };
  });
  const entered = await enterRows(ctx, poolId, placing, apart);
  const pairs = there.flatMap(({ row, match }) => {
    const customerId = entered.get(row.number)?.customerId;
    return customerId ? [{ customerId, otherId: match.id, reasons: [], score: 10_000 }] : [];
  });
  await writePairs(ctx, pairs);
  return there.map(({ row, match }) => createdOutcome(row, entered.get(row.number)) ?? exists(row, match));
}

type Entered = Awaited<ReturnType<typeof enterRows>> extends Map<number, infer E> ? E : never;

function createdOutcome(row: ReadyRow, entered: Entered | undefined): Outcome | null {
  if (!entered) return null;
  const reasons = entered.note ? [entered.note] : [];
  const base = { number: row.number, cells: row.cells, changes: null, version: 1 };
  return { ...base, outcome: "created", reasons, customerId: entered.customerId };
}

async function update(ctx: TxCtx, { poolId, plan }: Run, there: readonly There[]): Promise<Outcome[]> {
  const { onDuplicate: how, samePhone } = plan;
  const rows = new Map(there.map(({ match, row }) => [match.id, row.customer]));
  const changing = how === "fill" || how === "overwrite";
  if (!changing) return there.map(({ row, match }) => exists(row, match));
  const { changed, taken } = await changeRows(ctx, rows, inPool(poolId), { how, samePhone });
  return there.map(({ row, match }) => {
    if (taken.has(match.id)) return untaken(row, "duplicate", phoneOfAnother(row));
    const done = changed.get(match.id);
    if (!done) return exists(row, match);
    const reasons = match.byPhone ? [whyThere(row, match)] : [];
    const base = { number: row.number, cells: row.cells, reasons, version: null };
    return { ...base, outcome: "updated", customerId: match.id, changes: done };
  });
}

/** Settles the rows whose customers are there already; a row without one is missing from the answer. */
async function settle(
  ctx: TxCtx,
  run: Run,
  placing: Placing,
  rows: readonly ReadyRow[],
  matches: ReadonlyMap<number, Match[]>,
): Promise<Outcome[]> {
  const there = rows.flatMap((row, i): There[] => {
    const of = matches.get(i) ?? [];
    const [match] = of;
    return match ? [{ row, matches: of, match }] : [];
  });
  const own = await ownRows(
    ctx,
    run.importId,
    there.map(({ match }) => match.id),
  );
  const outcomes: Outcome[] = [];
  const rest: There[] = [];
  const taken = new Map(own);
  for (const one of there) {
    const first = taken.get(one.match.id);
    if (first !== undefined && first !== one.row.number) outcomes.push(sameAs(one.row, first));
    else rest.push(one);
    if (first === undefined) taken.set(one.match.id, one.row.number);
  }
  const gone = (one: There) => one.match.state === "invalid" && one.match.reason === UNDONE;
  const twice = (one: There) => run.plan.onDuplicate === "merge" && one.matches.length === 1 && !gone(one);
  outcomes.push(...(await revive(ctx, run, rest.filter(gone))));
  outcomes.push(...(await enterBeside(ctx, run, placing, rest.filter(twice))));
  outcomes.push(
    ...(await update(
      ctx,
      run,
      rest.filter((one) => !gone(one) && !twice(one)),
    )),
  );
  return outcomes;
}

const matchesOf = (ctx: TxCtx, { plan }: Run, rows: readonly ReadyRow[]) =>
  matchRows(
    ctx,
    rows.map(({ customer }) => factsOfRow(customer)),
    plan.samePhone,
  );

/**
 * Enters those of the rows that are no customer yet. Whoever types one of them in at the same moment, by hand or over the
 * API, waits, or was faster: then it is missing from the answer.
 */
async function enterFresh(
  ctx: TxCtx,
  run: Run,
  placing: Placing,
  rows: readonly ReadyRow[],
): Promise<Outcome[]> {
  if (rows.length === 0) return [];
  // Nothing is told to be the same by less than its name, its code or, where that was asked, its phone.
  await lockKeys(
    ctx,
    rows.flatMap(({ customer }) => [
      ...[customer.nameKey, customer.creditCode],
      ...(run.plan.samePhone ? factsOfRow(customer).phones : []),
    ]),
  );
  const faster = await matchesOf(ctx, run, rows);
  const fresh = rows.filter((_, i) => !faster.has(i));
  const entered = await enterRows(ctx, run.poolId, placing, fresh);
  return fresh.flatMap((row) => createdOutcome(row, entered.get(row.number)) ?? []);
}

/**
 * Enters one batch of rows in the caller's transaction and answers what became of each: it is a new customer, adds to or
 * sets in one of the pool, is one that is there, or is refused. Nobody else may enter rows of an import meanwhile. Locks
 * people, then customers, then names and codes, as everybody does who edits or enters a customer.
 */
export async function enterBatch(ctx: TxCtx, run: Run, rows: readonly StagedRow[]): Promise<Outcome[]> {
  const { ready, settled } = sortRows(rows, run.plan.samePhone);
  const placing = await placeRows(
    ctx,
    run.poolId,
    ready.map(({ customer }) => customer),
  );
  const matches = await matchesOf(ctx, run, ready);
  const there = await settle(ctx, run, placing, ready, matches);
  const created = await enterFresh(
    ctx,
    run,
    placing,
    ready.filter((_, i) => !matches.has(i)),
  );
  const done = new Set([...settled, ...there, ...created].map(({ number }) => number));
  const left = ready.filter(({ number }) => !done.has(number));
  const late = left.length > 0 ? await settle(ctx, run, placing, left, await matchesOf(ctx, run, left)) : [];
  const known = new Set(late.map(({ number }) => number));
  const lost = left.filter(({ number }) => !known.has(number)).map((row) => exists(row));
  return [...settled, ...created, ...there, ...late, ...lost].sort((a, b) => a.number - b.number);
}
