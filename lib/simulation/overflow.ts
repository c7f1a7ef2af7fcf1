import { heapOf } from "./heap";
import { type Concerned, firstConcerned, type Pauses, pastPauses } from "./over-cap-clock";
import { type Ranking, rankingOf } from "./ranking";

/** Of each clock on which a rule over the cap depends, in one order. */
type ByClock<T> = readonly T[];
type RunOut = ByClock<number | null>;

/**
 * A stretch of a tenure in which nothing happens: from when to when, until when it is protected, whether it counts towards
 * the cap, and its worth: the smaller number is kept first, null last. Then by clock: when it would run out if it began with
 * the stretch, and if it began with the end of the protection. After the pauses, what is to be known of each: whether its
 * rule concerns the customer, or, of a clock that no mark sets off, when it takes it.
 */
export type Stretch = readonly [
  at: number,
  ends: number,
  protectedUntil: number | null,
  counts: boolean,
  worth: readonly (number | null)[],
  runOut: RunOut,
  runOutAfter: RunOut | null,
  pauses: Pauses | null,
  clocks: ByClock<Concerned | number | null>,
];

/** When a rule takes a tenure, since when its clock ran, and in which stretch (by its end); `due` is before where a change made it so. */
export type Hit = { at: number; due: number; rule: string; from: number; ends: number };

/** A tenure of somebody who has ever held too much; instants in microseconds. */
export type CrowdTenure = {
  id: string;
  customerId: string;
  begins: number;
  ends: number | null;
  /** Whether it really ended by a rule. */
  reclaimed: boolean;
  /** When the rules take it if it is never too many. */
  hit: Hit | null;
  /** From the beginning of the period to its hit. */
  stretches: readonly Stretch[];
};
export type Crowd = { cap: number; tenures: readonly CrowdTenure[] };

/** A rule that asks who is too many, by its clocks: its own, and that of before its notice; null is that there was none. */
export type OverCapRule = {
  id: string;
  clock: number;
  notice: { from: number; until: number; was: number | null } | null;
};

/** What is asked of everybody: `order` is that of all rules that run, `runOut` is of clocks that begin with the period. */
export type OverCap = {
  from: number;
  until: number;
  rules: readonly OverCapRule[];
  order: readonly string[];
  runOut: RunOut;
};

type Due = Hit & { cutAt: number };
type Held = {
  tenure: CrowdTenure;
  now: Stretch | null;
  gone: boolean;
  /** Since when it is too many, and when the clocks that began then would run out. */
  mark: { at: number; runOut: RunOut } | null;
  due: Due | null;
};
type Event = {
  at: number;
  held: Held;
  stretch: Stretch | null;
  kind: "stretch" | "unprotected" | "ended" | "hit";
};

/** Everything after which another may be too many, in order; what came before the period is seen as it begins. */
function eventsOf({ tenures }: Crowd, { from, until }: OverCap): Event[] {
  const events: Event[] = [];
  for (const tenure of tenures) {
    const held: Held = { tenure, now: null, gone: false, mark: null, due: null };
    const add = (at: number | null, kind: Event["kind"], stretch: Stretch | null): void => {
      if (at !== null && at <= until) events.push({ at: Math.max(at, from), held, kind, stretch });
    };
    for (const stretch of tenure.stretches) {
      add(stretch[0], "stretch", stretch);
      add(stretch[2], "unprotected", stretch);
    }
    add(tenure.hit?.at ?? null, "hit", null);
    add(tenure.ends, "ended", null);
  }
  return events.sort((a, b) => a.at - b.at);
}

/** When a clock takes what is marked, as long as nothing happens to it; null is never. */
function clockTakes(clock: number, { now, mark }: Held): number | null {
  const told = now?.[8][clock] ?? null;
  if (!now || !mark || told === null || typeof told === "number") return told as number | null;
  const runOut = mark.runOut[clock] ?? null;
  if (runOut === null) return null;
  return firstConcerned(pastPauses(mark.at, runOut, now[7], now[2]), told, now[7]);
}

/** When a rule does, its notice regarded: who held before it is kept until the notice ends, or the rule of before takes it. */
function ruleTakes({ clock, notice }: OverCapRule, held: Held): number | null {
  const due = clockTakes(clock, held);
  if (due === null || !notice || held.tenure.begins >= notice.from || due >= notice.until) return due;
  const before = notice.was === null ? null : clockTakes(notice.was, held);
  return Math.max(due, Math.min(before ?? notice.until, notice.until));
}

/** When the first rule over the cap takes what is marked in the stretch that runs; null is that none does in it. */
function dueOf(held: Held, { rules }: OverCap): Due | null {
  const { now, mark } = held;
  if (!now || !mark) return null;
  // By place: taken apart as a list it would be walked through each time.
  const ends = now[1];
  let first: { due: number; rule: string } | null = null;
  for (const rule of rules) {
    const due = ruleTakes(rule, held);
    if (due !== null && due <= ends && (first === null || due < first.due)) first = { due, rule: rule.id };
  }
  const cutAt = Math.max(now[0], mark.at);
  return first && { ...first, at: Math.max(first.due, cutAt), from: mark.at, ends, cutAt };
}

/** Which of two rules takes a tenure at one instant: that of the stretch before, that was due before, the first of the order. */
function comesFirst(over: Due, hit: Hit, order: readonly string[], begins: number): boolean {
  if (over.at !== hit.at) return over.at < hit.at;
  if (over.ends !== hit.ends) return over.ends < hit.ends;
  if (over.cutAt === over.at && over.cutAt > begins) return false;
  return over.due === hit.due ? order.indexOf(over.rule) < order.indexOf(hit.rule) : over.due < hit.due;
}

/** One instant after the other of what one owner holds. */
class Hands {
  readonly taken = new Map<string, Hit>();
  readonly #ranking: Ranking<Held>;
  readonly #waiting = heapOf<{ held: Held; due: Due }>((a, b) => a.due.at < b.due.at);

  constructor(
    cap: number,
    readonly asked: OverCap,
  ) {
    this.#ranking = rankingOf(cap);
  }

  /** When the next of what is marked goes, if nothing happens before. */
  nextDue(): number | null {
    for (let next = this.#waiting.first(); next; next = this.#waiting.first()) {
      if (next.held.due === next.due) return next.due.at;
      this.#waiting.takeFirst();
    }
    return null;
  }

  /**
   * As the sweep: takes what was due by then, marks what is too many with all that is held, takes what that made due, and
   * marks again with what is left. What a stretch that begins now makes due is asked only after that.
   */
  pass(at: number, events: readonly Event[]): void {
    const going = this.#takeDue(at);
    for (const { held, kind } of events)
      if (kind === "hit" || (kind === "ended" && held.tenure.reclaimed)) going.add(held);
    for (const { held, kind } of events) if (kind === "ended" && !going.has(held)) this.#leave(held);
    const { changed, runOut } = this.#see(at, events);
    for (const held of this.#mark(at, runOut)) if (this.#weigh(held, at)) going.add(held);
    do {
      for (const held of going) {
        if (changed.has(held) && held.mark) this.#weigh(held, at);
        this.#leave(held);
      }
      going.clear();
      this.#mark(at, runOut);
      for (const held of changed) if (held.mark && this.#weigh(held, at)) going.add(held);
      changed.clear();
    } while (going.size > 0);
  }

  #takeDue(at: number): Set<Held> {
    const all = new Set<Held>();
    for (let next = this.nextDue(); next !== null && next <= at; next = this.nextDue()) {
      const first = this.#waiting.takeFirst();
      if (!first) break;
      this.#take(first.held, first.due);
      all.add(first.held);
    }
    return all;
  }

  /** Enters the stretches that begin: those marked that another begins of, and when clocks would run out that begin now. */
  #see(at: number, events: readonly Event[]) {
    const changed = new Set<Held>();
    let runOut: RunOut | null = at === this.asked.from ? this.asked.runOut : null;
    for (const { held, kind, stretch } of events) {
      if (held.gone || !stretch) continue;
      if (at > this.asked.from) runOut = (kind === "stretch" ? stretch[5] : stretch[6]) ?? runOut;
      if (kind === "stretch") {
        held.now = stretch;
        if (held.mark) changed.add(held);
      }
      if (held.now === stretch) this.#rank(held, at);
    }
    return { changed, runOut };
  }

  #rank(held: Held, at: number): void {
    const { now, tenure } = held;
    if (now?.[3]) {
      const shielded = (now[2] ?? at) > at;
      this.#ranking.put(held, { shielded, worth: now[4], customerId: tenure.customerId });
    } else {
      this.#ranking.drop(held);
      held.mark = held.due = null;
    }
  }

  /** Marks anew, and answers what is marked since now. */
  #mark(at: number, runOut: RunOut | null): Held[] {
    const fresh: Held[] = [];
    for (const held of this.#ranking.moved()) {
      const over = !held.gone && this.#ranking.isOver(held);
      if (over && !held.mark) {
        if (!runOut) throw new Error("it is too many, and nothing has happened");
        held.mark = { at, runOut };
        fresh.push(held);
      } else if (!over) held.mark = held.due = null;
    }
    return fresh;
  }

  /** Whether a rule takes it now; if one does later, it waits for that. */
  #weigh(held: Held, at: number): boolean {
    const due = dueOf(held, this.asked);
    held.due = due;
    if (!due) return false;
    if (due.at > at) this.#waiting.push({ held, due });
    else this.#take(held, due);
    return due.at <= at;
  }

  #take({ tenure, now }: Held, due: Due): void {
    const { cutAt: _, ...hit } = due;
    if (!tenure.hit || comesFirst(due, tenure.hit, this.asked.order, now?.[0] ?? 0))
      this.taken.set(tenure.id, hit);
  }

  #leave(held: Held): void {
    held.gone = true;
    held.mark = held.due = null;
    this.#ranking.drop(held);
  }
}

/** What the rules over the cap take of one owner's tenures, and when; nothing is too many before the period. */
export function overflowOf(crowd: Crowd, asked: OverCap): ReadonlyMap<string, Hit> {
  const hands = new Hands(crowd.cap, asked);
  const events = eventsOf(crowd, asked);
  for (let begun = 0; ; ) {
    const next = Math.min(
      events[begun]?.at ?? Number.POSITIVE_INFINITY,
      hands.nextDue() ?? Number.POSITIVE_INFINITY,
    );
    if (next > asked.until) return hands.taken;
    const since = begun;
    while (begun < events.length && events[begun]?.at === next) begun += 1;
    hands.pass(next, events.slice(since, begun));
  }
}
