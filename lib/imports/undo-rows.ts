import { eq, sql } from "drizzle-orm";
import { imports, type StoredChanges } from "@/db/schema/imports";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { lockReps } from "@/lib/ledger/lock-reps";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { uuids } from "@/lib/sql-values";
import { inPool, noteEdits } from "./change-rows";
import { tellProgress } from "./enter-import";
import { type Change, changed } from "./fill-empty";
import { keepSmall } from "./keep-small";
import type { Lease } from "./lease";
import { UNDONE } from "./match-rows";
import { lockStanding, writeStanding } from "./standing";
import { holdInName, plus, type Task } from "./task";
import { tellAsBefore } from "./tell-by-code";

const BATCH = 500;

type Row = {
  row_number: number;
  outcome: "created" | "updated";
  customer_id: string;
  owner_id: string | null;
  changes: StoredChanges | null;
};

/** Nothing was done with the customer `c` since the row `r` was entered, but what the row itself did. */
const UNEDITED = sql`c.edited_at <= r.at + interval '10 ms'`;
const UNTOUCHED = sql`c.version = r.version and ${UNEDITED}
  and coalesce(c.last_follow_up_at <= r.at, true) and coalesce(c.last_deal_at <= r.at, true)
  and coalesce(c.last_activity_at <= r.at, true)
  and not exists (select from merges m where m.keep_id = c.id and m.undone_at is null)`;

const rowOf = (importId: string) =>
  sql`r.import_id = ${importId}::uuid and r.customer_id = c.id and r.undo is null`;

function nextRows(ctx: TxCtx, importId: string, after: number): Promise<Row[]> {
  return ctx.db.execute<Row>(sql`
    select r.row_number, r.outcome, r.customer_id, c.owner_id, r.changes from import_rows r join customers c on c.id = r.customer_id
    where r.import_id = ${importId}::uuid and r.row_number > ${after} and r.undo is null and r.outcome in ('created', 'updated')
    order by r.row_number limit ${BATCH}`);
}

/** Takes out of circulation what the import put there and nobody has touched; answers whom. */
async function takeOut(ctx: TxCtx, importId: string, rows: readonly Row[]): Promise<Set<string>> {
  const created = rows.filter(({ outcome }) => outcome === "created");
  await lockReps(
    ctx,
    created.map(({ owner_id }) => owner_id),
  );
  if (created.length === 0) return new Set();
  const moved = await moveCustomers(ctx, {
    ...{ kind: "invalidated", invalidReason: "other", reason: UNDONE },
    where: sql`c.id = any (${uuids(created.map((row) => row.customer_id))})
      and exists (select from import_rows r where ${rowOf(importId)} and ${UNTOUCHED})`,
  });
  return new Set(moved.map(({ id }) => id));
}

async function removeContacts(ctx: TxCtx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db.execute(sql`
    delete from contacts k where k.id = any (${uuids(ids)}) and not exists (select from follow_ups f where f.contact_id = k.id)`);
}

/** Gives customers that the import changed their old values back, where nobody has edited or claimed them since. */
async function putBack(ctx: TxCtx, { row }: Task, rows: readonly Row[]): Promise<Set<string>> {
  const changes = new Map(
    rows.flatMap((one) =>
      one.outcome === "updated" && one.changes ? [[one.customer_id, one.changes] as const] : [],
    ),
  );
  const unedited = sql`exists (select from import_rows r where ${rowOf(row.id)} and ${UNEDITED})`;
  const standing = await lockStanding(ctx, [...changes.keys()], sql`${inPool(row.poolId)} and ${unedited}`);
  const taken = standing.map((one): Change => {
    const facts = changes.get(one.id)?.facts ?? {};
    const back = Object.entries(facts).map(([field, { from, to }]) => [field, { from: to, to: from }]);
    return { id: one.id, facts: Object.fromEntries(back), contacts: [] };
  });
  await writeStanding(
    ctx,
    standing.map((one) => changed(one, changes.get(one.id)?.facts ?? {}, true)),
  );
  await tellAsBefore(
    ctx,
    standing.flatMap(({ id, creditCode }) => {
      const change = changes.get(id);
      const stands = creditCode === change?.facts.creditCode?.to;
      return stands && change?.identity ? [{ id, key: change.identity }] : [];
    }),
  );
  await removeContacts(
    ctx,
    standing.flatMap(({ id }) => changes.get(id)?.contacts ?? []),
  );
  await noteEdits(ctx, taken);
  return new Set(standing.map(({ id }) => id));
}

/** Writes of each row whether it was undone, and else why its customer was left as it is. */
async function mark(
  ctx: TxCtx,
  importId: string,
  rows: readonly Row[],
  undone: ReadonlySet<string>,
): Promise<void> {
  const all = rows.map(({ row_number, customer_id }) => ({ n: row_number, done: undone.has(customer_id) }));
  await ctx.db.execute(sql`
    update import_rows r set undo = case when v.done then 'undone' when c.state = 'merged' then 'merged'
      when c.state = 'owned' and (r.outcome = 'updated' or c.version <> r.version) then 'claimed'
      when c.state <> 'pooled' or (r.outcome = 'created' and c.version <> r.version) then 'moved'
      when not (${UNEDITED}) then 'edited' else 'worked_on' end
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as v (n integer, done boolean), customers c
    where r.import_id = ${importId}::uuid and r.row_number = v.n and c.id = r.customer_id`);
}

/** Takes the next rows after one back, and answers the last of them; null when there is none left. */
async function undoBatch(ctx: TxCtx, lease: Lease, task: Task, after: number): Promise<number | null> {
  await holdInName(ctx, lease);
  const rows = await nextRows(ctx, lease.importId, after);
  const last = rows.at(-1)?.row_number;
  if (last === undefined) {
    await ctx.db
      .update(imports)
      .set({ state: "undone", undoneAt: ctx.now })
      .where(eq(imports.id, lease.importId));
    tellProgress(ctx);
    return null;
  }
  const gone = await takeOut(ctx, lease.importId, rows);
  const back = await putBack(ctx, task, rows);
  const undone = new Set([...gone, ...back]);
  await mark(ctx, lease.importId, rows, undone);
  const done = rows.filter(({ customer_id }) => undone.has(customer_id)).length;
  await ctx.db
    .update(imports)
    .set({
      undoneCount: plus(imports.undoneCount, done),
      keptCount: plus(imports.keptCount, rows.length - done),
      leasedUntil: sql`clock_timestamp() + make_interval(secs => ${lease.seconds})`,
    })
    .where(eq(imports.id, lease.importId));
  tellProgress(ctx);
  return last;
}

/**
 * Takes an import back batch by batch: what it created goes out of circulation, what it changed has its old values again.
 * Who was claimed, edited or worked on since stays as he is and is marked so. Being cut off and run again comes to the same.
 */
export async function undoRows(system: Ctx, lease: Lease, task: Task, clock: () => Date): Promise<void> {
  // Without it each batch would walk again over all that was taken back before it.
  let after: number | null = 0;
  while (after !== null) {
    const ctx: Ctx = { ...system, actor: task.undoer ?? task.actor, now: clock() };
    const from: number = after;
    after = await inTx(ctx, (ctx) => undoBatch(ctx, lease, task, from));
    keepSmall();
  }
}
