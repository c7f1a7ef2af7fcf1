import { type SQL, sql } from "drizzle-orm";
import { asksLeave, compileCondition, switchesOf } from "@/lib/conditions/compile";
import { contractEnd } from "@/lib/conditions/facts";
import type { Known } from "@/lib/conditions/known-fields";
import { type Condition, clausesOf } from "@/lib/conditions/schema";
import { spanEnd } from "@/lib/conditions/spans";
import { type ClockStart, type ReturnRule, STARTS_WITH_FACT, substanceOf } from "@/lib/policies/return-rule";
import type { PolicyDocument } from "@/lib/policies/schema";
import { allOf, instant } from "@/lib/sql-values";
import type { Grace, GraceByRule } from "./grace";
import { askedAt, pausesOf, type Situation } from "./situation";

/** A policy with the notice that goes with it. */
export type Rules = { document: PolicyDocument; grace: GraceByRule; known: Known };

/** The fact that starts each clock, beside the beginning of the tenure. */
function startingFact(since: ClockStart, situation: Situation): SQL {
  const own: Record<ClockStart, SQL> = {
    claimed: situation.heldSince,
    qualifying_follow_up: situation.qualifiedAt,
    follow_up: situation.lastFollowUpAt,
    deal: situation.lastDealAt,
    contract_end: contractEnd(situation.timeZone),
    stage_change: sql`c.stage_changed_at`,
    grade_dropped: sql`c.grade_dropped_at`,
    intent_dropped: sql`c.intent_dropped_at`,
    churn_risk: sql`c.churn_risk_at`,
    activity: sql`c.last_activity_at`,
    over_cap: situation.overCapSince,
    owner_left: sql`null::timestamptz`,
  };
  return own[since];
}

/** From when a clock runs: never from before the tenure. */
export function startOf(since: ClockStart, situation: Situation): SQL {
  if (since === "claimed") return situation.heldSince;
  const fact = startingFact(since, situation);
  const start = sql`greatest(${situation.heldSince}, ${fact})`;
  return STARTS_WITH_FACT.includes(since) ? sql`case when ${fact} is not null then ${start} end` : start;
}

/** Whom the rule takes, its exception left out. */
export const concerns = ({ when, except }: ReturnRule): Condition => ({ all: [when, { not: except }] });

/** A clock that is computed, of customers that meet `only` when it is given: its columns are numbered by its place. */
type Clock = {
  rule: ReturnRule;
  known: Known;
  only: SQL | undefined;
  timed: boolean;
  overCapSince: SQL | undefined;
};

/** A running rule with its clock, and that of the rule as it was before its notice. */
export type Running = {
  rule: ReturnRule;
  place: number;
  clock: number;
  grace: Grace | undefined;
  was: number | null;
  /** The number of its notice among all; null when there is none. */
  notice: number | null;
};

/**
 * Rules of which the deadlines are computed, of customers that meet `only` when it is given; `overCapSince`: who would be
 * too many under them, where that is another than under those in force.
 */
export type Wanted = { rules: Rules; only?: SQL; overCapSince?: SQL | undefined };

/** The clocks that policies need, each once for all of them, and by policy its running rules. */
export type Clocks = { clocks: Clock[]; policies: Running[][] };

/** Time alone changes whether the rule concerns a customer. */
const isTimed = (condition: Condition): boolean =>
  asksLeave(condition) || clausesOf(condition).some((clause) => "span" in clause);

export function clocksOf(wanted: readonly Wanted[]): Clocks {
  const clocks: Clock[] = [];
  const places = new Map<string, number>();
  let notices = 0;
  const placeOf = (rule: ReturnRule, { rules: { known }, only, overCapSince: would }: Wanted): number => {
    const overCapSince = rule.clock.since === "over_cap" ? would : undefined;
    const key = `${substanceOf(rule)}${overCapSince ? " would" : ""}`;
    const timed = isTimed(concerns(rule));
    const place = places.get(key) ?? clocks.push({ rule, known, only, timed, overCapSince }) - 1;
    places.set(key, place);
    const clock = clocks[place];
    if (clock && !only) clock.only = undefined;
    return place;
  };
  const policies = wanted.map((one) => {
    const on = one.rules.document.returnRules.filter((rule) => rule.on);
    return on.map((rule, place): Running => {
      const grace = one.rules.grace[rule.id];
      const clock = placeOf(rule, one);
      const was = grace?.was?.on ? placeOf(grace.was, one) : null;
      return { rule, place, clock, grace, was, notice: grace ? notices++ : null };
    });
  });
  return { clocks, policies };
}

export const column = (letter: string, place: number): SQL => sql.raw(`x.${letter}${place}`);

/** When the condition of a clock's rule lets it take the customer. */
export const takesAt = (clock: number): SQL => column("d", clock);

/** When a rule takes the customer, its notice regarded. */
export const dueOf = ({ clock, notice }: Running): SQL =>
  notice === null ? takesAt(clock) : sql`coalesce(${column("g", notice)}, ${takesAt(clock)})`;

/** Until when a notice keeps the customer; null where the clock decides. */
export const graceOf = ({ notice }: Running): SQL =>
  notice === null ? sql`null::timestamptz` : column("g", notice);

/**
 * When a clock from `from` that would have run out at `end` has: past the pauses, and not under a protection given later,
 * nor while another pause runs by then.
 */
function pastPauses(from: SQL, end: SQL): SQL {
  const past = sql`coalesce(past_pauses(${from}, ${end}, x.pauses), ${end})`;
  return sql`case when x.pauses is null and x.protected_until is null or ${end} is null then ${end}
    when x.pauses is null then greatest(${end}, x.protected_until)
    else outside_pauses(greatest(${past}, x.protected_until), x.pauses) end`;
}

/** The facts that conditions ask as time goes by, each read once, and as what column it is read. */
function factsAsked(clocks: readonly Clock[], situation: Situation) {
  const facts = new Map<string, { as: string; fact: SQL }>();
  for (const { rule, known, timed } of clocks) {
    if (!timed) continue;
    const asked = askedAt(known, situation, situation.now);
    for (const { field } of clausesOf(concerns(rule))) {
      const fact = asked.facts[field];
      if (fact && field !== "ownerOnLeave" && !facts.has(field))
        facts.set(field, { as: `a${facts.size}`, fact });
    }
  }
  return facts;
}
type FactsAsked = ReturnType<typeof factsAsked>;

/**
 * The first instant from the clock's end on at which the condition holds, outside every pause. The condition changes
 * only where something happens, which computes the deadline anew, or at its switches: so these are the only candidates.
 */
function firstHolding(
  { rule, known }: Clock,
  ended: SQL,
  { facts, situation }: { facts: FactsAsked; situation: Situation },
): SQL {
  const condition = concerns(rule);
  const read = [...facts].map(([field, { as }]) => [field, sql.raw(`x.${as}`)] as const);
  const asked = (at: SQL) => {
    const { facts: own, ...rest } = askedAt(known, { ...situation, ownerId: sql`x.owner_id` }, at);
    return { ...rest, facts: { ...own, ...Object.fromEntries(read) } };
  };
  const switches = switchesOf(condition, asked(situation.now));
  const bounds = sql`(select array_agg(bound) from unnest(x.pauses) stretch, unnest(array[lower(stretch), upper(stretch)]) bound)`;
  return sql`(select min(i.t) from unnest(array[${sql.join([ended, ...switches], sql`, `)}]::timestamptz[] || ${bounds}) i(t)
    where i.t >= ${ended} and not coalesce(x.pauses @> i.t, false) and ${compileCondition(condition, asked(sql`i.t`))})`;
}

/** The instant that the notice promises to those who held before the rule became what it is; null when it promises none. */
function promise({ clock, was }: Running, { from, until: end }: Grace): SQL {
  const due = takesAt(clock);
  const until = instant(end);
  const before = was === null ? until : sql`coalesce(${takesAt(was)}, ${until})`;
  return sql`case when x.held_since < ${instant(from)} and ${due} < ${until}
    then nullif(greatest(${due}, least(${before}, ${until})), ${due}) end`;
}

const named = (letter: string, place: number, expression: SQL): SQL =>
  sql`${expression} as ${sql.raw(letter + place)}`;

/**
 * What a step has, and more. The limit means nothing to the answer: it keeps the planner from putting the step before into
 * this one, where everything would be computed over and over, and unlike an offset lets it share the work out.
 */
export const withStep = (before: SQL, more: readonly SQL[]): SQL =>
  more.length === 0 ? before : sql`select x.*, ${sql.join([...more], sql`, `)} from (${before} limit all) x`;

/** Customers of a statement's own, as `c` among its tables, and what of theirs is carried along, by its name. */
export type Held = { tables: SQL; carried: Readonly<Record<string, SQL>> };
/** Of whom: of the `c` that stands around, or of a set. With `everyEnd` also the ends of clocks that don't concern it. */
export type Asking = { held?: Held; everyEnd?: boolean };

/**
 * Step by step, each on the one before, as `x`: from when every clock runs (`f`) and whether its rule concerns the customer
 * (`w`), when it would have run out (`r`) and with the pauses has (`e`), when its rule takes the customer (`d`), and until
 * when a notice keeps it (`g`).
 */
export function stepsOf(
  { clocks, policies }: Clocks,
  situation: Situation,
  { held, everyEnd = false }: Asking = {},
): SQL {
  const facts = factsAsked(clocks, situation);
  const own = [
    ...[sql`${pausesOf(situation)} as pauses`, sql`${situation.heldSince} as held_since`],
    ...[sql`${situation.protectedUntil} as protected_until`, sql`${situation.ownerId} as owner_id`],
    ...[...facts.values()].map(({ as, fact }) => sql`${fact} as ${sql.raw(as)}`),
  ];
  const starts = clocks.flatMap(({ rule, known, only, timed, overCapSince }, n) => {
    const concerned = timed
      ? undefined
      : compileCondition(concerns(rule), askedAt(known, situation, situation.now));
    const followed = allOf([only, concerned]);
    const own = overCapSince ? { ...situation, overCapSince } : situation;
    return [named("f", n, startOf(rule.clock.since, own)), named("w", n, followed)];
  });
  const runOut = clocks.map(({ rule: { clock } }, n) => {
    const end = spanEnd(column("f", n), clock.span, situation.timeZone, situation.steady);
    return named("r", n, everyEnd ? end : sql`case when ${column("w", n)} then ${end} end`);
  });
  const asIs = (timed: boolean) => !timed && !everyEnd;
  const ended = clocks.map(({ timed }, n) =>
    named(asIs(timed) ? "d" : "e", n, pastPauses(column("f", n), column("r", n))),
  );
  const due = clocks.flatMap((clock, n) => {
    if (asIs(clock.timed)) return [];
    const end = column("e", n);
    if (clock.timed) return [named("d", n, firstHolding(clock, end, { facts, situation }))];
    return [named("d", n, sql`case when ${column("w", n)} then ${end} end`)];
  });
  const promised = policies
    .flat()
    .flatMap((one) =>
      one.grace && one.notice !== null ? [named("g", one.notice, promise(one, one.grace))] : [],
    );
  const carried = Object.entries(held?.carried ?? {}).map(
    ([name, value]) => sql`${value} as ${sql.raw(name)}`,
  );
  const columns = sql.join([...carried, ...own, ...starts], sql`, `);
  const first = held ? sql`select ${columns} from ${held.tables}` : sql`select ${columns}`;
  return [runOut, ended, due, promised].reduce(withStep, first);
}
