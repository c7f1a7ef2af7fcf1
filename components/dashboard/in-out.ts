import type { StatExit, StatMeasure, StatSource } from "@/db/enums";
import { isDayOff } from "@/lib/stats/rules";
import type { CountedDay, Counts } from "@/lib/stats/types";

/** What comes into a pool, and what leaves it, in the order in which it is told. */
export const WAYS_IN = [
  "reclaimed",
  "released",
  "departed",
  "imported",
  "created",
  "restored",
  "moved_in",
] as const satisfies readonly StatSource[];
export const WAYS_OUT = [
  "claimed",
  "assigned",
  "invalidated",
  "moved_out",
] as const satisfies readonly StatExit[];

/** The four series of the bars: back from somebody's hands, new; taken by somebody, gone for good. */
const SERIES = {
  back: ["reclaimed", "released", "departed"],
  fresh: ["imported", "created", "restored", "moved_in"],
  taken: ["claimed", "assigned"],
  gone: ["invalidated", "moved_out"],
} as const satisfies Record<string, readonly StatMeasure[]>;
export type Series = keyof typeof SERIES;

export type InOutDay = Record<Series, number> & { day: string; off: boolean; counts: Counts };

const sum = (counts: Counts, measures: readonly StatMeasure[]): number =>
  measures.reduce((total, measure) => total + (counts[measure] ?? 0), 0);

export const allIn = (counts: Counts): number => sum(counts, WAYS_IN);
export const allOut = (counts: Counts): number => sum(counts, WAYS_OUT);

/** The days as the bars draw them; what leaves is counted downwards. */
export const inOutDays = (days: readonly CountedDay[]): InOutDay[] =>
  days.map(({ day, counts }) => ({
    ...{ day, counts, off: isDayOff(day) },
    back: sum(counts, SERIES.back),
    fresh: sum(counts, SERIES.fresh),
    taken: -sum(counts, SERIES.taken),
    gone: -sum(counts, SERIES.gone),
  }));

/** The counts of some days together. */
export function addDays(days: readonly { counts: Counts }[]): Counts {
  const total: Counts = {};
  for (const { counts } of days)
    for (const measure of [...WAYS_IN, ...WAYS_OUT])
      if (counts[measure]) total[measure] = (total[measure] ?? 0) + (counts[measure] ?? 0);
  return total;
}

/** Which of these ways anything came or went, so that a table has no empty columns. */
export const usedWays = <T extends StatMeasure>(ways: readonly T[], counts: Counts): T[] =>
  ways.filter((way) => (counts[way] ?? 0) > 0);

/** Stretches of days off, by their first and last day. */
export function daysOffIn(days: readonly InOutDay[]): { from: string; to: string }[] {
  const stretches: { from: string; to: string }[] = [];
  for (const [index, { day, off }] of days.entries()) {
    if (!off) continue;
    const last = stretches.at(-1);
    if (last && days[index - 1]?.off) last.to = day;
    else stretches.push({ from: day, to: day });
  }
  return stretches;
}

const highestOf = (day: InOutDay): number => Math.max(day.back + day.fresh, -day.taken - day.gone);

/** A day stands out of the drawing when it is so many times as high as nearly all others. */
const TOWERING = 3;

/** How high the axis has to reach: not for the one day of a great import, which would flatten all others. */
function heightOf(days: readonly InOutDay[]): number {
  const heights = days.map(highestOf).sort((a, b) => a - b);
  const highest = heights.at(-1) ?? 0;
  const usual = heights[Math.floor((heights.length - 1) * 0.95)] ?? 0;
  return usual > 0 && highest > usual * TOWERING ? usual * 1.25 : highest;
}

/** The days whose bars are cut off at the end of the axis, with what came in or went out, and whether they lie in the later half. */
export const toweringDays = (days: readonly InOutDay[], end: number) =>
  days.flatMap((day, at) => {
    const [inside, outside] = [day.back + day.fresh, -day.taken - day.gone];
    const late = at >= days.length / 2;
    return [
      ...(inside > end ? [{ day: day.day, count: inside, up: true, late }] : []),
      ...(outside > end ? [{ day: day.day, count: outside, up: false, late }] : []),
    ];
  });

/** A round number that the axis can end with. */
export function niceMax(days: readonly InOutDay[]): number {
  const highest = Math.max(1, heightOf(days));
  const magnitude = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * magnitude >= highest) ?? 10;
  return Math.max(2, step * magnitude);
}

/** Some Mondays, and the first day where there is room for it. */
export function tickDays(days: readonly { day: string }[]): string[] {
  const every = Math.max(7, Math.ceil(days.length / 7 / 6) * 7);
  const isMonday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
  const first = days.findIndex(({ day }) => isMonday(day));
  const mondays = days.filter((_, index) => first >= 0 && index >= first && (index - first) % every === 0);
  const [start] = days;
  return [...(start && first * 9 >= days.length ? [start.day] : []), ...mondays.map(({ day }) => day)];
}
