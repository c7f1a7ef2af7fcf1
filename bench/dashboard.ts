import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { type Ctx, inTx } from "@/lib/context";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { getOverview, listPeopleStats } from "@/lib/stats/queries";
import { rollUpStats } from "@/lib/stats/roll-up-stats";
import { lastDays } from "@/lib/stats/rules";
import { StatsFilter } from "@/lib/stats/schema";
import { addMs, dayOf, MINUTE } from "@/lib/time";
import { type History, makeHistory } from "./history";
import { atMost, type Bench, type BenchContext, median, quantile, type Result, timed } from "./measure";
import { NOW } from "./world";

const EVENTS = 1_000_000;
const FEWER = 10;
const LOOKS = 21;
/** What a busy company does between two roll-ups. */
const NEW_CLAIMS = 300;

const job = (history: History, now = NOW): Ctx => ({
  db: history.db,
  actor: { kind: "system", job: "bench" },
  now,
});

type Measured = { events: number; first: number; next: number; looks: Map<number, number> };

async function claimSome(history: History): Promise<void> {
  const pooled = await history.db.execute<{ id: string }>(
    sql`select id from customers where state = 'pooled' order by md5(id::text) limit ${NEW_CLAIMS}`,
  );
  const [rep] = await history.db.execute<{ id: string }>(
    sql`select id from users where role = 'rep' limit 1`,
  );
  for (const { id } of pooled)
    await inTx(job(history, addMs(NOW, MINUTE)), (ctx) =>
      moveCustomers(ctx, {
        kind: "claimed",
        where: sql`c.id = ${id}::uuid`,
        opens: { tenureId: newId(), ownerId: rep?.id ?? "" },
      }),
    );
}

/** The whole page as an admin opens it: every chart of all pools, and a row for each of a hundred people. */
async function look(history: History, days: number): Promise<number> {
  const filter = StatsFilter.parse(lastDays(days, dayOf(NOW, "Asia/Shanghai")));
  const ctx: Ctx = {
    ...job(history),
    actor: { kind: "user", id: history.adminId, role: "admin", teamId: null },
  };
  const took: number[] = [];
  for (let n = 0; n < LOOKS; n += 1)
    took.push(await timed(() => Promise.all([getOverview(ctx, filter), listPeopleStats(ctx, filter)])));
  return quantile(took, 0.95);
}

async function measure(context: BenchContext, events: number): Promise<Measured> {
  context.progress(`dashboard: writing a year of business, about ${events} events`);
  const history = await makeHistory(await context.freshDatabase(), events);
  try {
    context.progress(`dashboard: the first roll-up of ${history.events} events`);
    const first = await timed(() => rollUpStats(job(history), {}));
    await history.db.execute(sql`analyze`);
    const nexts: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      await claimSome(history);
      nexts.push(await timed(() => rollUpStats(job(history, addMs(NOW, MINUTE)), {})));
    }
    const looks = new Map<number, number>();
    for (const days of [30, 90]) looks.set(days, await look(history, days));
    return { events: history.events, first, next: median(nexts), looks };
  } finally {
    await history.end();
  }
}

function compare(name: string, unit: string, many: number, few: number, events: number, aim: number): Result {
  const ratio = many / few;
  return {
    name,
    value: many,
    unit,
    against: `${events} events`,
    baseline: few,
    ratio,
    ...atMost(aim)(ratio),
  };
}

/** How long the dashboard takes to open, and its roll-up to follow, at a million events against a tenth of them. */
export const dashboard: Bench = {
  name: "dashboard",
  async run(context) {
    const events = Math.max(2_000, Math.round(EVENTS * context.scale));
    const few = await measure(context, Math.round(events / FEWER));
    const many = await measure(context, events);
    const at = (measured: Measured, days: number) => measured.looks.get(days) ?? Number.NaN;
    return [
      compare("dashboard 30 days p95", "ms", at(many, 30), at(few, 30), few.events, 3),
      compare("dashboard 90 days p95", "ms", at(many, 90), at(few, 90), few.events, 3),
      compare(`roll-up of ${NEW_CLAIMS} claims`, "ms", many.next, few.next, few.events, FEWER),
      compare("first roll-up", "ms", many.first, few.first, few.events, FEWER * 1.5),
    ];
  },
};
