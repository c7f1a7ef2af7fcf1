import type { EventKind } from "@/db/enums";
import type { RuleBrief } from "@/lib/policies/rule-brief";

/** What a replay can't know, as codes; the interface has the words. */
export type Unknown =
  /** Nobody can say what a rep would have done had the warning come. */
  | { code: "WARNING" }
  /** Nor what would have become of the customer in other hands; the later tenures are replayed as they really were. */
  | { code: "AFTERWARDS" }
  /** Which really went back before the draft would have taken them: what would have come of them in those hands. */
  | { code: "CUT_SHORT"; count: number }
  /** Facts of which only the present value is stored, and which the rules ask for. */
  | { code: "AS_TODAY"; fields: string[] }
  /** The stage before a deal of which no edit tells is taken to have been the first. */
  | { code: "STAGE_BEFORE_DEAL" }
  /** The signs of a follow-up that was only written down are those that were looked for then. */
  | { code: "SIGNS" }
  /** Days of the working calendar and the zone are those of today. */
  | { code: "CALENDAR" }
  /**
   * Who was over his cap: the draft's `cap` for all but `own` people who have one of their own, which is that of today, as
   * former ones are not recorded; and nobody is too many before the period. Null is no cap.
   */
  | { code: "OVERFLOW"; cap: number | null; own: number }
  /** Who left, and whether somebody had room for his customers, is as it really was. */
  | { code: "LEAVERS" }
  /** Stays in the pool are replayed as they really were: what the draft would have brought there in addition is not. */
  | { code: "STAYS" }
  /** To whom rules of allocation would have given, by themselves or in a run that somebody started, is not replayed. */
  | { code: "ALLOCATION" }
  /** Each length of a clock is tried in the same history: nobody would have worked by another deadline as he did. */
  | { code: "CURVE" }
  /** Rules of these kinds take no part in a curve, so that they take nothing at any length of the clock. */
  | { code: "CURVE_WITHOUT"; kinds: LeftOut[] }
  /** An observation: each tenure is seen once, nobody was reminded or taken, and nothing from before it began is seen. */
  | { code: "OBSERVED" }
  /** Rules of these kinds are not observed. */
  | { code: "OBSERVED_WITHOUT"; kinds: LeftOut[] };

/** What a curve or an observation leaves out: rules over the cap, for leavers, for what lies in the pool, of allocation. */
export type LeftOut = "overCap" | "leavers" | "stays" | "allocation";

export type Deals = { count: number; value: number };

/** What one set of rules would have done, or what really happened. */
export type Outcome = {
  /** Tenures of the period; those that the rules would have ended before it are not among them. */
  tenures: number;
  goneBefore: number;
  reclaimed: number;
  /**
   * For each reclaim the days from it to the next qualifying follow-up or deal in the same hands, or else to the end of the
   * tenure (to now where it still runs), added up: so long the customer lay there although it could have been in the pool.
   */
  idleDays: number;
  /** Deals that were made after the reclaim in the same hands: with these rules they would have been at risk. */
  deals: Deals;
  /** Reclaimed, or given back by hand before, in basis points of the tenures; null when there was none. */
  bounceBps: number | null;
  /** In the order of the rules that run a clock. */
  byRule: { rule: RuleBrief; reclaimed: number }[];
  /** What really went back because its owner left, as far as no clock had taken it before, and which rule for leavers it would have gone by. */
  leftWithOwner: { all: number; byRule: { rule: RuleBrief; count: number }[] };
};

/** A stay in the pool that the rules would have ended, and how it really did. */
export type StayExample = {
  customerId: string;
  name: string;
  rule: RuleBrief;
  /** Since when it lay in the pool, and when the draft would have taken it out. */
  since: string;
  at: string;
  /** What really ended it, null while it lasts; and what was sold in the hands that took it. */
  ended: { at: string; kind: EventKind } | null;
  deals: Deals;
};

/** What the rules for what lies in the pool would have done. */
export type StayOutcome = {
  stays: number;
  /** How many they would have ended in the period, and how many rules really did. */
  ended: number;
  really: number;
  /** Of those ended: somebody really took so many afterwards, and sold so much. */
  taken: number;
  deals: Deals;
  byRule: { rule: RuleBrief; ended: number }[];
  examples: StayExample[];
};

/** One stretch of the period and how many were reclaimed in it. */
export type SimulatedStep = { from: string; until: string; draft: number; inForce: number; real: number };

export type SimulatedPerson = {
  userId: string;
  name: string;
  reclaimed: { draft: number; inForce: number; real: number };
  idleDays: number;
  deals: Deals;
  /** How many customers he held on average, by the steps of the period. */
  load: { draft: number[]; real: number[] };
};

export type SimulatedExample = {
  customerId: string;
  name: string;
  userId: string;
  userName: string;
  rule: RuleBrief;
  /** When the draft would have taken it, and since when its clock had run. */
  at: string;
  from: string;
  /** The first deal after that in the same hands, and all of them. */
  dealAt: string | null;
  deals: Deals;
  /** The next work, null when there was none; and how the tenure really ended, null while it runs. */
  workedAt: string | null;
  ended: { at: string; kind: EventKind } | null;
  idleDays: number;
};

/** What a draft would have done in a period that is over. Instants are ISO strings. */
export type PolicySimulation = {
  poolId: string;
  /** The version in force, which the draft is compared with. */
  baseVersion: number;
  from: string;
  until: string;
  stepDays: number;
  currency: string;
  /** All deals that were made in the tenures of the period. */
  dealsInAll: Deals;
  draft: Outcome;
  inForce: Outcome;
  real: Pick<Outcome, "tenures" | "reclaimed" | "bounceBps">;
  steps: SimulatedStep[];
  /** Whoever held customers then, the hardest hit first. */
  people: SimulatedPerson[];
  examples: SimulatedExample[];
  /** Null when the draft has no running rule for what lies in the pool. */
  stays: StayOutcome | null;
  unknown: Unknown[];
};

/** One length of a clock and what the draft with it would have done. */
export type CurvePoint = {
  length: number;
  reclaimed: number;
  idleDays: number;
  deals: number;
  value: number;
};

/** What a rule's clock costs and saves by its length, the other rules as the draft has them. */
export type ClockCurve = {
  rule: RuleBrief;
  points: CurvePoint[];
  dealsInAll: Deals;
  currency: string;
  /** What the curve can't know. */
  unknown: Unknown[];
};
