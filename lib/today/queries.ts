import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { listMyPools } from "@/lib/customers/count-pool";
import { readTimeZone } from "@/lib/customers/mine-conditions";
import { readMineRows } from "@/lib/customers/read-mine-rows";
import type { MineRow } from "@/lib/customers/types";
import { authorize, may } from "@/lib/permissions";
import { quotaOf } from "@/lib/quotas/queries";
import { readStandings } from "@/lib/quotas/read-standing";
import { requirePerson } from "@/lib/require-person";
import { instant } from "@/lib/sql-values";
import { addDays, startOfDay } from "@/lib/time";
import { recommend } from "./recommend";
import type { Today } from "./types";

const MOST_THINGS = 200;
const SOON_DAYS = 3;

type Lists = Pick<Today, "dropping" | "firstContact" | "overdue" | "planned">;

/** Puts each customer into the first list that fits. */
function sortOut(rows: readonly MineRow[], today: Date): Lists {
  const lists: Lists = { dropping: [], firstContact: [], overdue: [], planned: [] };
  for (const row of rows) {
    if (row.urgency === "due" || row.urgency === "hours" || row.urgency === "days") lists.dropping.push(row);
    else if (!row.qualifiedAt && !row.wonAt) lists.firstContact.push(row);
    else if (row.nextStepAt && row.nextStepAt < today) lists.overdue.push(row);
    else if (row.nextStepAt) lists.planned.push(row);
  }
  const byPlan = (a: MineRow, b: MineRow) => (a.nextStepAt?.getTime() ?? 0) - (b.nextStepAt?.getTime() ?? 0);
  lists.overdue.sort(byPlan);
  lists.planned.sort(byPlan);
  return lists;
}

async function readThings(ctx: Ctx, me: string, today: Date, timeZone: string): Promise<MineRow[]> {
  const tomorrow = addDays(today, 1, timeZone);
  const soon = addDays(ctx.now, SOON_DAYS, timeZone);
  const page = sql`select c.id, null::text as key_lead, c.due_at as key_tail from customers c
    where c.owner_id = ${me}::uuid and c.state = 'owned' and (
      (c.due_at < ${instant(soon)} and (c.protected_until is null or c.protected_until <= ${instant(ctx.now)}))
      or (c.qualified_at is null and c.won_at is null) or c.next_step_at < ${instant(tomorrow)})
    order by c.due_at, c.id limit ${sql.raw(String(MOST_THINGS))}`;
  const read = await readMineRows(ctx, page, sql`r.key_tail, r.id`);
  return read.map(({ row }) => row);
}

type Done = { today: string; followed_up: string; claimed: string; won: string };

async function readDone(ctx: Ctx, me: string, today: Date, timeZone: string) {
  const yesterday = instant(addDays(today, -1, timeZone));
  const start = instant(today);
  const mine = sql`f.user_id = ${me}::uuid and f.counts`;
  const [row] = await ctx.db.execute<Done>(sql`select
    (select count(distinct f.customer_id) from follow_ups f where ${mine} and f.at >= ${start}) as today,
    (select count(distinct f.customer_id) from follow_ups f where ${mine} and f.at >= ${yesterday} and f.at < ${start}) as followed_up,
    (select count(*) from tenures t where t.user_id = ${me}::uuid and t.start_kind = 'claimed'
      and t.end_kind is distinct from 'claim_undone' and t.started_at >= ${yesterday} and t.started_at < ${start}) as claimed,
    (select count(distinct d.customer_id) from deals d where d.user_id = ${me}::uuid and d.at >= ${yesterday} and d.at < ${start}) as won`);
  return {
    doneToday: Number(row?.today ?? 0),
    yesterday: {
      ...{ followedUp: Number(row?.followed_up ?? 0), claimed: Number(row?.claimed ?? 0) },
      won: Number(row?.won ?? 0),
    },
  };
}

/** Whether there are colleagues, customers and rules of their own yet. */
async function readSetUp(ctx: Ctx): Promise<Today["setUp"]> {
  if (!may(ctx.actor, "users.manage")) return null;
  const [row] = await ctx.db.execute<{ colleagues: boolean; customers: boolean; rules: boolean }>(sql`
    select exists (select from users offset 1) as colleagues, exists (select from customers) as customers,
      exists (select from policies where version > 1) as rules`);
  return row ?? null;
}

/** What the actor has to do today, what he might claim, and what yesterday brought. */
export async function todayOf(ctx: Ctx): Promise<Today> {
  authorize(ctx.actor, "customers.read");
  const me = requirePerson(ctx.actor);
  const timeZone = await readTimeZone(ctx);
  const today = startOfDay(ctx.now, timeZone);
  const [rows, done, pools, quotas, setUp, recommended] = await Promise.all([
    readThings(ctx, me, today, timeZone),
    readDone(ctx, me, today, timeZone),
    listMyPools(ctx),
    quotaOf(ctx),
    readSetUp(ctx),
    readStandings(ctx, me).then((standings) => recommend(ctx, standings)),
  ]);
  const lists = sortOut(rows, today);
  return {
    ...lists,
    things: Object.values(lists).reduce((sum, list) => sum + list.length, 0),
    urgent: lists.dropping.filter((row) => row.urgency !== "days").length,
    ...done,
    fresh: pools
      .filter(({ fresh }) => fresh.count > 0)
      .map(({ id, name, fresh }) => ({ pool: { id, name }, count: fresh })),
    ...{ recommended, quotas, setUp },
  };
}
