import type { CustomerState, StatFate, StatMeasure, StatSource } from "@/db/enums";
import type { Period } from "./rules";

/** Where the customers were at the end of a period. */
export type Utilisation = {
  /** In a pool or in somebody's hands; with a team, in the team's hands. */
  customers: number;
  held: number;
  /** Held, and followed up within the period. */
  touched: number;
  /** Held, not won, and without a qualifying follow-up for 30 days. */
  idle: number;
};

/** How many times each thing happened; what didn't is missing. */
export type Counts = Partial<Record<StatMeasure, number>>;
export type CountedDay = { day: string; counts: Counts };

/** Medians in seconds; null when nothing of the kind happened. */
export type Medians = { firstContact: number | null; held: number | null; pooled: number | null };

/** What became of the customers taken out of a pool in the period. */
export type Takings = { taken: number; followed: number; won: number };

/** One band of the flow: customers that entered a pool in the period, from where, and what became of them. */
export type FlowCell = { source: StatSource; fate: StatFate; followed: boolean; count: number };

export type BounceBar = { bounces: number; customers: number };

/** A figure of the period and of the one before. */
export type Compared<T> = { now: T; before: T };

export type Overview = {
  /** Until when everything is counted; null before the first roll-up. */
  asOf: Date | null;
  period: Period;
  previous: Period;
  utilisation: Compared<Utilisation | null>;
  days: CountedDay[];
  counts: Compared<Counts>;
  medians: Compared<Medians>;
  takings: Compared<Takings>;
  flow: FlowCell[];
  bounces: BounceBar[];
};

/** One person's row. The first part is as of now, the second of the period. */
export type PersonRow = {
  id: string;
  name: string;
  teamName: string | null;
  active: boolean;
  held: number;
  /** Held customers that don't count towards the cap. */
  free: number;
  /** Null is no cap. */
  cap: number | null;
  claimedToday: number;
  /** Null is no limit. */
  dailyLimit: number | null;
  /** Days since the last qualifying follow-up of the customer that waits longest; null when none waits. */
  longestIdleDays: number | null;
  taken: number;
  followed: number;
  firstContactSeconds: number | null;
  qualified: number;
  reclaimed: number;
  won: number;
};

/** The people one may see, and the median of all their first contacts together. */
export type PeopleStats = { people: PersonRow[]; firstContactSeconds: number | null };

/** One of the customers behind a number. */
export type BehindRow = {
  customerId: string;
  /** Tells rows of one customer and day apart. */
  key: number;
  /** Null when the customer is in hands that the viewer doesn't reach. */
  name: string | null;
  state: CustomerState;
  dayOn: string;
  personName: string | null;
  /** The duration that counts, where the number is about one. */
  seconds: number | null;
  source: StatSource | null;
  fate: StatFate | null;
  followed: boolean | null;
  bounces: number | null;
};
