import type { ReturnRule } from "@/lib/policies/return-rule";
import { DAY } from "@/lib/time";
import type { CurvePoint } from "./types";

/** The longest period that is replayed, in days. */
export const MOST_DAYS = 731;

const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** How many days a period has, both ends included. */
export const daysInside = (from: string, until: string): number =>
  Math.round((midnight(until) - midnight(from)) / DAY) + 1;

/** Periods up to so many days are told day by day, longer ones in stretches of whole weeks. */
const MOST_STEPS = 31;

/** Into stretches of how many days a period is cut for charts: a day, or so many weeks that they are few. */
export function stepDays(days: number): number {
  if (days <= MOST_STEPS) return 1;
  return Math.ceil(days / MOST_STEPS / 7) * 7;
}

/** Clocks of which no curve is drawn: others set them off, or none runs at all. */
const WITHOUT_CURVE: ReadonlySet<string> = new Set(["over_cap", "owner_left"]);

/** Whether a rule's clock can be tried at every length. */
export const hasCurve = ({ clock }: Pick<ReturnRule, "clock">): boolean => !WITHOUT_CURVE.has(clock.since);

/** How long the clock of a curve is at most, in its unit. */
const REACH = { hours: 240, days: 120, working_days: 90 } as const;
/** A curve has no more points than this. */
export const MOST_POINTS = 120;

/** The lengths that a curve asks about: 1, 2, 3 and so on, or every so many, at least twice as far as the clock goes now. */
export function lengthsOf(
  { amount, unit }: { amount: number; unit: keyof typeof REACH },
  most = MOST_POINTS,
): number[] {
  const reach = Math.min(Math.max(REACH[unit], amount * 2), unit === "working_days" ? 700 : 3_650);
  const step = Math.ceil(reach / most);
  return Array.from({ length: Math.floor(reach / step) }, (_, n) => (n + 1) * step);
}

/** How much of the deals a clock may cost at its knee, in hundredths of a percent; what the interface offers. */
export const COSTS_BPS = [0, 200, 500, 1_000] as const;
export const DEFAULT_COST_BPS = 500;

/**
 * The knee of a curve: the shortest length from which on, however much longer the clock is, at most this share of all
 * deals of the period came after the reclaim. Every shorter one saves more idle days and costs more deals than that.
 * Null when no length does, or when there was no deal to lose.
 */
export function kneeOf(points: readonly CurvePoint[], deals: number, mostBps: number): CurvePoint | null {
  if (deals === 0) return null;
  let knee: CurvePoint | null = null;
  for (const point of points.toReversed()) {
    if (point.deals * 10_000 > deals * mostBps) break;
    knee = point;
  }
  return knee;
}

/** The part of a curve in which something changes, a little more, and in any case up to `now`: beyond it runs on flat. */
export function tellingPart(points: readonly CurvePoint[], now: number): CurvePoint[] {
  const last = points.at(-1);
  const changes = points.findLastIndex(
    (point) => point.reclaimed !== last?.reclaimed || point.deals !== last.deals,
  );
  const present = points.findIndex(({ length }) => length >= now);
  return points.slice(0, Math.max(changes + 1, present + 1, 7) + Math.ceil(points.length / 30));
}
