import { asc, isNull } from "drizzle-orm";
import { organizations, teams } from "@/db/schema/people";
import { pools } from "@/db/schema/pools";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { readMedians } from "./read-medians";
import {
  addUp,
  readAsOf,
  readBounces,
  readCounts,
  readFlow,
  readTakings,
  readUtilisation,
} from "./read-overview";
import { readPeople } from "./read-people";
import { daysOf, previousPeriod } from "./rules";
import type { StatsFilter } from "./schema";
import { scopeOf, visiblePools } from "./scope";
import type { Overview, PeopleStats } from "./types";

/** What the statistics can be narrowed to, as the actor may: his pools, and his team; an admin all. */
export async function getStatsChoices(ctx: Ctx) {
  authorize(ctx.actor, "stats.read");
  const { actor } = ctx;
  const visible = await visiblePools(ctx);
  const allPools = await ctx.db
    .select({ id: pools.id, name: pools.name })
    .from(pools)
    .where(isNull(pools.archivedAt))
    .orderBy(asc(pools.position), asc(pools.name));
  const allTeams = await ctx.db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .orderBy(asc(teams.name));
  const unlimited = actor.kind === "system" || actor.role === "admin";
  return {
    pools: allPools.filter((pool) => visible === null || visible.includes(pool.id)),
    teams: unlimited ? allTeams : allTeams.filter((team) => team.id === actor.teamId),
  };
}

/** The charts and numbers of a period, each with the same of the period before. */
export async function getOverview(ctx: Ctx, filter: StatsFilter): Promise<Overview> {
  authorize(ctx.actor, "stats.read");
  const scope = await scopeOf(ctx, filter);
  const period = { from: filter.from, to: filter.to };
  const previous = previousPeriod(period);
  const [asOf, levelNow, levelBefore, counts, medians, takings, flow, bounces] = await Promise.all([
    readAsOf(ctx),
    readUtilisation(ctx, scope, period),
    readUtilisation(ctx, scope, previous),
    readCounts(ctx, scope, period),
    readMedians(ctx, scope, period),
    readTakings(ctx, scope, period),
    readFlow(ctx, scope, period),
    readBounces(ctx, scope),
  ]);
  return {
    ...{ asOf, period, previous, medians, takings, flow, bounces },
    utilisation: { now: levelNow, before: levelBefore },
    days: daysOf(period).map((day) => ({ day, counts: addUp(counts.filter((row) => row.day === day)) })),
    counts: {
      now: addUp(counts.filter((row) => row.day >= period.from)),
      before: addUp(counts.filter((row) => row.day < period.from)),
    },
  };
}

/** One row for each person whose work the actor may see: a manager his team's, an admin everybody's. */
export async function listPeopleStats(ctx: Ctx, filter: StatsFilter): Promise<PeopleStats> {
  authorize(ctx.actor, "stats.read");
  const scope = await scopeOf(ctx, filter);
  const [organization] = await ctx.db
    .select({ timeZone: organizations.timeZone })
    .from(organizations)
    .limit(1);
  if (!organization) return { people: [], firstContactSeconds: null };
  return readPeople(ctx, scope, { from: filter.from, to: filter.to }, organization.timeZone);
}
