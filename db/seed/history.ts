import { and, asc, count, desc, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Channel, Outcome, ReleaseReason } from "@/db/enums";
import { customers } from "@/db/schema/customers";
import type { TxCtx } from "@/lib/context";
import { recordDeal } from "@/lib/deals/record-deal";
import { DomainError } from "@/lib/errors";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { sendReminders } from "@/lib/reminders/send-reminders";
import { addDays, addMs, DAY, dayOf, HOUR, MINUTE, startOfDay } from "@/lib/time";
import type { Company, Person } from "./company";
import type { CustomerSource } from "./customers";
import type { Random } from "./random";
import { DEALS, GOOD_NOTES, NEXT_STEPS, THIN_NOTES } from "./words";

const ZONE = "Asia/Shanghai";
/** Of twenty that a rep may hold, as many as a careful one keeps. */
const MODEST = 15;

export type Play = { tx: Tx; company: Company; random: Random; source: CustomerSource; end: Date };

const systemAt = (play: Play, now: Date): TxCtx => ({
  db: play.tx,
  actor: { kind: "system", job: "demo" },
  now,
});
const personAt = (play: Play, { id, role, teamId }: Person, now: Date): TxCtx => ({
  db: play.tx,
  actor: { kind: "user", id, role, teamId },
  now,
});

/** Runs a verb as somebody of the demo would: a refusal is part of the story, anything else is a fault. */
async function tries(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

const poolsOf = ({ company }: Play, rep: Person) =>
  Object.values(company.pools).filter((pool) => pool.memberIds.includes(rep.id));

/** How many to claim today, so that whoever tries the demo finds room and some of the week's claims left. */
async function modestly(play: Play, rep: Person, poolId: string, now: Date): Promise<number> {
  const [row] = await play.tx
    .select({ held: count() })
    .from(customers)
    .where(and(eq(customers.ownerId, rep.id), eq(customers.poolId, poolId), isNull(customers.wonAt)));
  if ((row?.held ?? 0) >= MODEST) return 0;
  const lastWeek = addDays(now, 7, ZONE) > play.end;
  if (lastWeek) return play.random.chance(0.3) ? 1 : 0;
  return play.random.between(0, 2);
}

async function claimSome(play: Play, rep: Person, now: Date): Promise<void> {
  const { random, tx } = play;
  const hoards = rep.diligence < 0.6;
  for (const pool of poolsOf(play, rep)) {
    const eager = hoards ? 3 : await modestly(play, rep, pool.id, now);
    const wanted = await tx
      .select({ id: customers.id })
      .from(customers)
      .where(and(eq(customers.poolId, pool.id), eq(customers.state, "pooled")))
      .orderBy(asc(customers.grade), desc(customers.pooledAt))
      .limit(12);
    const some = random.shuffled(wanted).slice(0, eager);
    for (const [i, { id }] of some.entries()) {
      await tries(claimCustomer(personAt(play, rep, addMs(now, i * MINUTE)), { customerId: id }));
    }
  }
}

function followUpOf(play: Play, customerId: string, now: Date) {
  const { random } = play;
  const reached = random.chance(0.72);
  const outcome: Outcome = reached
    ? random.pick(["connected", "interested", "quoted", "scheduled"])
    : "no_answer";
  const planned = reached && random.chance(0.6);
  return {
    ...{ customerId, outcome, contactId: null },
    channel: random.pick(["call", "call", "call", "wechat", "visit", "meeting"]) satisfies Channel,
    note: random.pick(reached ? GOOD_NOTES : THIN_NOTES),
    nextStep: planned ? random.pick(NEXT_STEPS) : "",
    nextStepAt: planned
      ? addMs(now, random.between(1, 9) * DAY + random.between(-3, 5) * HOUR).toISOString()
      : null,
    ...(outcome === "quoted" ? { stage: "proposal" as const } : {}),
    ...(outcome === "interested" ? { stage: "interested" as const } : {}),
  };
}

type Held = { id: string; version: number; wonAt: Date | null };

async function work(play: Play, rep: Person, held: Held, now: Date): Promise<void> {
  const { random } = play;
  const ctx = personAt(play, rep, now);
  if (!(await tries(logFollowUp(ctx, followUpOf(play, held.id, now))))) return;
  if (held.wonAt) return;
  if (random.chance(0.035)) {
    const amount = random.between(20, 400) * 100_000;
    await tries(
      recordDeal(personAt(play, rep, addMs(now, MINUTE)), {
        customerId: held.id,
        title: random.pick(DEALS),
        amount,
        currency: "CNY",
      }),
    );
  } else if (random.chance(0.05)) {
    const reason = random.pick([
      "no_budget",
      "no_need",
      "unreachable",
      "chose_competitor",
    ]) satisfies ReleaseReason;
    await tries(
      releaseCustomer(personAt(play, rep, addMs(now, MINUTE)), { customerId: held.id, reason, note: "" }),
    );
  }
}

/** A rep's day: first those who would go back soonest, as many as his diligence reaches. */
async function workBook(play: Play, rep: Person, now: Date): Promise<void> {
  const held = await play.tx
    .select({ id: customers.id, version: customers.version, wonAt: customers.wonAt })
    .from(customers)
    .where(eq(customers.ownerId, rep.id))
    .orderBy(sql`${customers.dueAt} nulls last`, customers.id)
    .limit(5);
  for (const [i, one] of held.entries()) {
    const at = addMs(now, i * 23 * MINUTE);
    if (play.random.chance(rep.diligence * 0.8) && at < play.end) await work(play, rep, one, at);
  }
}

async function sweep(play: Play, now: Date): Promise<void> {
  if (now > play.end) return;
  await sendReminders(systemAt(play, now), {});
  await reclaimDue(systemAt(play, now), {});
}

async function playDay(play: Play, morning: Date): Promise<void> {
  const { company, random, source, end } = play;
  const weekday = new Date(`${dayOf(morning, ZONE)}T00:00:00Z`).getUTCDay();
  const atWork = weekday !== 0 && weekday !== 6;
  await sweep(play, addMs(morning, 2 * HOUR));
  const opening = addMs(morning, 9 * HOUR);
  // Enquiries come on days off too; nobody is there to claim them before Monday.
  const early = addMs(morning, 3 * HOUR);
  if (early < end)
    await source.enter(systemAt(play, early), company.pools.main.id, random.between(1, 3), "import");
  if (atWork && opening < end) {
    const ctx = systemAt(play, opening);
    await source.enter(ctx, company.pools.main.id, random.between(4, 9), "import");
    if (random.chance(0.4)) await source.enter(ctx, company.pools.key.id, 1, "import");
    await source.enter(ctx, company.pools.south.id, random.between(0, 2), "import");
    for (const [i, rep] of random.shuffled(company.reps).entries()) {
      const at = addMs(opening, (10 + i * 17) * MINUTE);
      if (at < end) await claimSome(play, rep, at);
      const later = addMs(opening, (90 + i * 19) * MINUTE);
      if (later < end) await workBook(play, rep, later);
    }
  }
  await sweep(play, addMs(morning, 18 * HOUR));
}

/** Plays the company's last days, one after another, through the same verbs that people use. */
export async function playHistory(play: Play, days: number): Promise<void> {
  const today = startOfDay(play.end, ZONE);
  for (let back = days; back >= 0; back--) {
    await playDay(play, addDays(today, -back, ZONE));
    // In one long transaction nobody else tells the planner what the tables have become.
    if (back % 10 === 0) await play.tx.execute(sql`analyze`);
  }
  await sweep(play, play.end);
}
