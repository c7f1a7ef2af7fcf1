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
import { readInstant } from "@/lib/sql-values";
import { foreseeReclaims } from "@/lib/sweeps/foresee-reclaims";
import { addDays, addMs, DAY, dayOf, HOUR, MINUTE, startOfDay } from "@/lib/time";
import type { Company, Person } from "./company";
import type { CustomerSource } from "./customers";
import type { Random } from "./random";
import { DEALS, GOOD_NOTES, NEXT_STEPS, THIN_NOTES } from "./words";

const ZONE = "Asia/Shanghai";
/** Of twenty that a rep may hold, as many as a careful one keeps. */
const MODEST = 15;
/** What a rep can look after in a day. */
const VISITS = 6;

export type Play = { tx: Tx; company: Company; random: Random; source: CustomerSource; end: Date };

const systemAt = (play: Play, now: Date): TxCtx => ({
  db: play.tx,
  actor: { kind: "system", job: "demo" },
  now,
  said: [],
});
const personAt = (play: Play, { id, role, teamId }: Person, now: Date): TxCtx => ({
  db: play.tx,
  actor: { kind: "user", id, role, teamId },
  now,
  said: [],
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

type Held = { id: string; wonAt: Date | null; dueRule: string | null; nextStepAt: Date | null };

/** What a rep turns to: whom he has not reached yet, then what he planned, then whoever comes to his mind. */
function choose({ random }: Play, held: readonly Held[], now: Date): Held | undefined {
  const fresh = held.find((one) => one.dueRule === "first_contact");
  const planned = held.find(({ nextStepAt }) => nextStepAt && nextStepAt <= now);
  return fresh ?? (planned && random.chance(0.75) ? planned : held[random.between(0, held.length - 1)]);
}

/** Of his book, one that he has not worked on today; if his diligence gets him to it. */
async function workOne(play: Play, rep: Person, seen: Set<string>, now: Date): Promise<void> {
  const book = await play.tx
    .select({
      ...{ id: customers.id, wonAt: customers.wonAt },
      ...{ dueRule: customers.dueRule, nextStepAt: customers.nextStepAt },
    })
    .from(customers)
    .where(eq(customers.ownerId, rep.id))
    .orderBy(sql`${customers.dueAt} nulls last`, customers.id);
  const held = book.filter(({ id }) => !seen.has(id));
  const one = held.length > 0 ? choose(play, held, now) : undefined;
  if (!one || !play.random.chance(rep.diligence * 0.8)) return;
  seen.add(one.id);
  await work(play, rep, one, now);
}

/** When the next reminder is to be sent, and when the next customer goes back. */
async function nextSweeps({ tx }: Play): Promise<{ remindAt: Date | null; dueAt: Date | null }> {
  const [row] = await tx.execute<{ remind_at: string | null; due_at: string | null }>(sql`
    select (select remind_at from customers where remind_at is not null order by remind_at limit 1) as remind_at,
      (select due_at from customers where due_at is not null order by due_at limit 1) as due_at`);
  return { remindAt: readInstant(row?.remind_at), dueAt: readInstant(row?.due_at) };
}

const hourOf = (at: Date): number => Math.floor(at.getTime() / HOUR);

/** The jobs as they would have run until then: at the full hours at which there was something for them to do. */
async function sweepUntil(play: Play, until: Date): Promise<void> {
  for (;;) {
    const { remindAt, dueAt } = await nextSweeps(play);
    const next = Math.min(
      remindAt?.getTime() ?? Number.POSITIVE_INFINITY,
      dueAt?.getTime() ?? Number.POSITIVE_INFINITY,
    );
    const at = new Date(Math.min(Math.ceil(next / HOUR) * HOUR, until.getTime() + 1));
    if (at > until) return;
    if (remindAt && remindAt <= at) await sendReminders(systemAt(play, at), {});
    if (!dueAt || dueAt > at) continue;
    const { reclaimed } = await reclaimDue(systemAt(play, at), {});
    if (reclaimed === 0) throw new Error(`the demo's sweep of ${at.toISOString()} took nobody who was due`);
  }
}

type Act = { at: Date; run: (now: Date) => Promise<unknown> };

/** What comes in over a day, and what each rep does with it. */
function agendaOf(play: Play, morning: Date): Act[] {
  const { company, random, source } = play;
  const weekday = new Date(`${dayOf(morning, ZONE)}T00:00:00Z`).getUTCDay();
  const opening = addMs(morning, 9 * HOUR);
  const acts: Act[] = [];
  // Enquiries come on days off too; nobody is there to claim them before Monday.
  const early = (now: Date) =>
    source.enter(systemAt(play, now), company.pools.main.id, random.between(1, 3), "import");
  acts.push({ at: addMs(morning, 3 * HOUR), run: early });
  if (weekday === 0 || weekday === 6) return acts;
  const arrive = async (now: Date) => {
    const ctx = systemAt(play, now);
    await source.enter(ctx, company.pools.main.id, random.between(4, 9), "import");
    if (random.chance(0.4)) await source.enter(ctx, company.pools.key.id, 1, "import");
    await source.enter(ctx, company.pools.south.id, random.between(0, 2), "import");
  };
  acts.push({ at: opening, run: arrive });
  for (const [i, rep] of random.shuffled(company.reps).entries()) {
    const seen = new Set<string>();
    acts.push({ at: addMs(opening, (10 + i * 17) * MINUTE), run: (now) => claimSome(play, rep, now) });
    for (let n = 0; n < VISITS; n++) {
      const at = addMs(opening, (90 + i * 19 + n * 23) * MINUTE);
      acts.push({ at, run: (now) => workOne(play, rep, seen, now) });
    }
  }
  return acts.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Plays the company's last days, one after another, through the same verbs that people use. */
export async function playHistory(play: Play, days: number): Promise<void> {
  const today = startOfDay(play.end, ZONE);
  let sweptHour = 0;
  for (let back = days; back >= 0; back--) {
    await foreseeReclaims(systemAt(play, addDays(today, -back, ZONE)));
    for (const { at, run } of agendaOf(play, addDays(today, -back, ZONE))) {
      if (at >= play.end) break;
      // The jobs run at full hours here: within the same hour there is nothing to ask.
      if (hourOf(at) > sweptHour) await sweepUntil(play, at);
      sweptHour = hourOf(at);
      await run(at);
    }
    // In one long transaction nobody else tells the planner what the tables have become.
    if (back % 10 === 0) await play.tx.execute(sql`analyze`);
  }
  await sweepUntil(play, play.end);
}
