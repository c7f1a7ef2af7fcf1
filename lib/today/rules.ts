import type { Outcome } from "@/db/enums";
import type { PoolRow } from "@/lib/customers/types";
import { DAY } from "@/lib/time";
import type { Why } from "./types";

/** Where a rep has won: how many customers of his, by region and by industry. */
export type Wins = { regions: ReadonlyMap<string, number>; industries: ReadonlyMap<string, number> };

const TALKED: readonly Outcome[] = ["interested", "quoted", "scheduled"];
const WEIGHT: Record<Why["code"], number> = {
  talked_before: 3,
  grade_a: 3,
  high_intent: 2,
  entered_today: 2,
  won_in_region: 2,
  won_in_industry: 2,
  never_held: 1,
};
/** Each return to the pool speaks against a customer, up to so many. */
const MOST_AGAINST = 3;

/** Why a pooled customer may be worth claiming, as facts, the weightiest first. */
export function whyOf(row: PoolRow, wins: Wins, now: Date, startOfToday: Date): Why[] {
  const whys: Why[] = [];
  if (row.grade === "A") whys.push({ code: "grade_a" });
  if (row.intent === "high") whys.push({ code: "high_intent" });
  if (row.lastOutcome && row.lastFollowUpAt && TALKED.includes(row.lastOutcome)) {
    const days = Math.floor((now.getTime() - row.lastFollowUpAt.getTime()) / DAY);
    whys.push({ code: "talked_before", outcome: row.lastOutcome, days });
  }
  if (row.enteredAt >= startOfToday) whys.push({ code: "entered_today" });
  const inRegion = row.region && wins.regions.get(row.region);
  if (row.region && inRegion) whys.push({ code: "won_in_region", region: row.region, count: inRegion });
  const inIndustry = row.industry && wins.industries.get(row.industry);
  if (row.industry && inIndustry) {
    whys.push({ code: "won_in_industry", industry: row.industry, count: inIndustry });
  }
  if (row.ownerCount === 0) whys.push({ code: "never_held" });
  return whys.sort((a, b) => WEIGHT[b.code] - WEIGHT[a.code]);
}

/** How much speaks for a customer: its reasons, less how often it came back. */
export const scoreOf = (row: PoolRow, why: readonly Why[]): number =>
  why.reduce((sum, one) => sum + WEIGHT[one.code], 0) - Math.min(row.bounceCount, MOST_AGAINST);
