import { asc, eq, getTableColumns } from "drizzle-orm";
import type { Db } from "@/db/client";
import { deals, followUps } from "@/db/schema/activity";
import { events, tenures } from "@/db/schema/ledger";
import { dayOf } from "@/lib/time";
import { IDLE_DAYS, lengthOf, shiftDay } from "../rules";

type Event = typeof events.$inferSelect;
/** Which tenure something belongs to is said by the version of the event that began it. */
type OfTenure = { startVersion: number };
type FollowUp = typeof followUps.$inferSelect & OfTenure;
type Deal = typeof deals.$inferSelect & OfTenure;

type Hold = {
  userId: string;
  poolId: string;
  from: Event;
  end: Event | null;
  /** Versions of the events that began its tenures: more than one where a reclaim was undone. */
  versions: number[];
  contacts: FollowUp[];
  deals: Deal[];
};
type Stay = {
  from: Event;
  source: string;
  bounces: number;
  end: Event | null;
  back: Event | null;
  holds: Hold[];
};
type Life = { stays: Stay[]; holds: Hold[]; followUps: FollowUp[] };

/** The figures as a plain reading of the ledger gives them, one line each, in order. */
export type Figures = { days: string[]; flows: string[]; levels: string[]; bounces: string[] };

const CLOSES = new Set([
  "released",
  "reclaimed",
  "departed",
  "transferred",
  "invalidated",
  "claim_undone",
  "assign_undone",
]);
const UNMAKES = new Set(["claim_undone", "assign_undone"]);
const PUTS_BACK = new Set(["merge_reversed", "merge_resumed"]);
const RETURNS = new Set(["released", "reclaimed", "departed"]);
/** Ends of a tenure that bring nothing into a pool. */
const ENDS_IN_HAND = new Map([
  ["transferred", "transferred"],
  ["invalidated", "discarded"],
]);
const seconds = (from: Date, to: Date) => Math.round((to.getTime() - from.getTime()) / 1000);

const isUndone = (history: readonly Event[], index: number) =>
  UNMAKES.has(history.slice(index + 1).find((event) => CLOSES.has(event.kind))?.kind ?? "");

const sourceOf = (event: Event) => {
  if (event.kind === "moved") return "moved_in";
  return event.kind === "created" && event.reason === "import" ? "imported" : event.kind;
};

/** A merge is told as what was found to be no customer, and its undo into the pool as its restoration. */
function asTold(event: Event): Event {
  if (event.kind === "merged") return { ...event, kind: "invalidated", toState: "invalid" };
  return event.kind === "merge_undone" ? { ...event, kind: "restored" } : event;
}

/** Follows one customer through its events. */
function liveThrough(history: readonly Event[], contacts: readonly FollowUp[], won: readonly Deal[]): Life {
  const life: Life = { stays: [], holds: [], followUps: [...contacts] };
  let stay: Stay | undefined;
  let hold: Hold | undefined;
  let bounces = 0;
  for (const [index, event] of history.map(asTold).entries()) {
    const { kind, toOwnerId, toState } = event;
    if (kind === "protected" || kind === "unprotected" || UNMAKES.has(kind)) continue;
    if ((kind === "claimed" || kind === "assigned") && isUndone(history, index)) continue;
    if (PUTS_BACK.has(kind) || PUTS_BACK.has(history[index + 1]?.kind ?? "")) continue;
    if (kind === "reclaimed" && history[index + 1]?.kind === "reclaim_undone") continue;
    if (kind === "reclaim_undone") {
      hold?.versions.push(event.version);
      continue;
    }
    if (hold && (toOwnerId !== hold.userId || kind === "transferred")) {
      hold.end = event;
      hold = undefined;
    }
    if (stay && !stay.end) stay.end = event;
    else if (stay && kind !== "transferred") stay.back = event;
    if (RETURNS.has(kind)) bounces += 1;
    if (toState === "pooled") {
      stay = { from: event, source: sourceOf(event), bounces, end: null, back: null, holds: [] };
      life.stays.push(stay);
    } else if (toState === "invalid") stay = undefined;
    if (toOwnerId && !hold) {
      const versions = [event.version];
      hold = {
        ...{ userId: toOwnerId, poolId: event.toPoolId, from: event, end: null },
        ...{ versions, contacts: [], deals: [] },
      };
      life.holds.push(hold);
      stay?.holds.push(hold);
    }
  }
  for (const one of life.holds) {
    const isOfIt = ({ startVersion }: OfTenure) => one.versions.includes(startVersion);
    one.contacts = contacts.filter((f) => f.qualifies && isOfIt(f));
    one.deals = won.filter(isOfIt);
  }
  return life;
}

function fateOf({ end, back, holds }: Stay): string {
  if (!end) return "waiting";
  if (end.kind !== "claimed" && end.kind !== "assigned") return "gone";
  if (holds.some((hold) => hold.deals.length > 0)) return "won";
  if (!back) return "held";
  return back.kind === "invalidated" ? "discarded" : back.kind;
}

const wasFollowed = (stay: Stay) => stay.holds.some((hold) => hold.contacts.length > 0);
const takerOf = ({ end }: Stay) =>
  end?.kind === "claimed" || end?.kind === "assigned" ? end.toOwnerId : null;

class Tally {
  private readonly lines = new Map<string, { count: number; seconds: number[] }>();
  add(parts: readonly unknown[], duration: number | null = null, count = 1) {
    const key = parts.map((part) => part ?? "-").join(" ");
    const line = this.lines.get(key) ?? { count: 0, seconds: [] };
    line.count += count;
    if (duration !== null) line.seconds.push(duration);
    this.lines.set(key, line);
  }
  /** Counts it in total, and once more for the person it is about. */
  addTwice(
    parts: (person: string | null) => readonly unknown[],
    person: string | null,
    duration: number | null = null,
  ) {
    this.add(parts(null), duration);
    if (person !== null) this.add(parts(person), duration);
  }
  toLines() {
    const text = ([key, line]: [string, { count: number; seconds: number[] }]) =>
      `${key} = ${line.count} [${line.seconds.sort((a, b) => a - b).join(",")}]`;
    return [...this.lines].map(text).sort();
  }
}

function countDays(lives: readonly Life[], day: (at: Date) => string): string[] {
  const tally = new Tally();
  const count = (
    at: Date,
    poolId: string,
    who: string | null,
    measure: string,
    duration: number | null = null,
  ) => tally.addTwice((person) => [day(at), poolId, person, measure], who, duration);
  for (const { stays, holds, followUps: all } of lives) {
    for (const stay of stays) {
      const { from, source, end } = stay;
      const before = holds.find((hold) => hold.end === from);
      const heldFor = before ? seconds(before.from.at, from.at) : null;
      count(from.at, from.toPoolId, from.fromOwnerId, source, heldFor);
      if (!end) continue;
      const measure = end.kind === "moved" ? "moved_out" : end.kind;
      count(end.at, from.toPoolId, takerOf(stay), measure, seconds(from.at, end.at));
    }
    for (const { end, from, poolId, userId, contacts, deals: won } of holds) {
      const ends = end ? ENDS_IN_HAND.get(end.kind) : undefined;
      if (end && ends) count(end.at, poolId, userId, ends, seconds(from.at, end.at));
      const [first] = contacts;
      if (first) count(first.at, poolId, userId, "first_contact", seconds(from.at, first.at));
      const [deal] = won;
      if (deal) count(deal.at, poolId, deal.userId, "won", seconds(from.at, deal.at));
    }
    for (const { at, userId, qualifies, counts, startVersion } of all) {
      const hold = holds.find((one) => one.versions.includes(startVersion));
      if (!hold) throw new Error("a follow-up outside of every tenure");
      if (counts) count(at, hold.poolId, userId, "follow_up");
      if (qualifies) count(at, hold.poolId, userId, "qualified");
    }
  }
  return tally.toLines();
}

function countFlows(lives: readonly Life[], day: (at: Date) => string): string[] {
  const tally = new Tally();
  for (const stay of lives.flatMap((life) => life.stays)) {
    const { from, end, source } = stay;
    const facts = [source, fateOf(stay), wasFollowed(stay)];
    const taker = takerOf(stay);
    tally.addTwice((person) => ["entered", day(from.at), from.toPoolId, person, ...facts], taker);
    if (end && taker)
      tally.addTwice((person) => ["taken", day(end.at), from.toPoolId, person, ...facts], taker);
  }
  return tally.toLines();
}

function levelOn(
  tally: Tally,
  { stays, holds, followUps: all }: Life,
  on: string,
  day: (at: Date) => string,
) {
  const during = (from: Event, end: Event | null) => day(from.at) <= on && (!end || day(end.at) > on);
  const since = (at: Date) => lengthOf({ from: day(at), to: on }) - 1;
  const lastOf = (rows: readonly FollowUp[]) => rows.filter((row) => day(row.at) <= on).at(-1);
  for (const { from, end } of stays) if (during(from, end)) tally.add([on, from.toPoolId, null]);
  for (const { from, end, poolId, userId, contacts, deals: won } of holds) {
    if (!during(from, end)) continue;
    const touch = lastOf(all.filter(({ counts }) => counts));
    tally.add([on, poolId, userId], touch ? since(touch.at) : null);
    const isWon = won.some((deal) => day(deal.at) <= on);
    if (!isWon && since(lastOf(contacts)?.at ?? from.at) >= IDLE_DAYS)
      tally.add([on, poolId, userId, "idle"]);
  }
}

/** Reads everything of the database and counts it without any of the statistics' own statements. */
export async function ledgerFigures(db: Db, timeZone: string, today: string): Promise<Figures> {
  const day = (at: Date) => dayOf(at, timeZone);
  const allEvents = await db.select().from(events).orderBy(asc(events.customerId), asc(events.version));
  const { startVersion } = tenures;
  const allContacts = await db
    .select({ ...getTableColumns(followUps), startVersion })
    .from(followUps)
    .innerJoin(tenures, eq(tenures.id, followUps.tenureId))
    .orderBy(asc(followUps.at), asc(followUps.seq));
  const allDeals = await db
    .select({ ...getTableColumns(deals), startVersion })
    .from(deals)
    .innerJoin(tenures, eq(tenures.id, deals.tenureId))
    .orderBy(asc(deals.at), asc(deals.seq));
  const ids = [...new Set(allEvents.map((event) => event.customerId))];
  const of = <T extends { customerId: string }>(rows: readonly T[], id: string) =>
    rows.filter((row) => row.customerId === id);
  const lives = ids.map((id) => liveThrough(of(allEvents, id), of(allContacts, id), of(allDeals, id)));

  const levels = new Tally();
  const [first] = allEvents.map((event) => day(event.at)).sort();
  for (let on = first ?? shiftDay(today, 1); on <= today; on = shiftDay(on, 1))
    for (const life of lives) levelOn(levels, life, on, day);
  const bounces = new Tally();
  for (const { stays } of lives) {
    const last = stays.at(-1);
    if (last && last.end?.kind !== "invalidated" && last.back?.kind !== "invalidated")
      bounces.add([last.from.toPoolId, last.bounces]);
  }
  return {
    days: countDays(lives, day),
    flows: countFlows(lives, day),
    levels: levels.toLines(),
    bounces: bounces.toLines(),
  };
}
