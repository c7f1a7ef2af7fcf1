import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { capOf } from "@/lib/ownership/rules";
import { PolicyDocument } from "@/lib/policies/schema";
import { instant, readInstant } from "@/lib/sql-values";
import { DAY, startOfDay } from "@/lib/time";
import type { Period } from "./rules";
import { amongPeople, inPools, type Scope } from "./scope";
import type { PeopleStats, PersonRow } from "./types";

type Person = {
  id: string;
  name: string;
  team_name: string | null;
  active: boolean;
  role: string;
  holding_cap: number | null;
  pools: string[];
};
type Holding = { user_id: string; pool_id: string; held: string; won: string; idle_since: string | null };
type Done = { user_id: string; qualified: string; reclaimed: string; won: string };
type Taken = { user_id: string; taken: string; followed: string };

const number = (value: unknown) => Number(value ?? 0);

/** Everybody whose figures may be shown, with the pools he belongs to among those that count here. */
const readPersons = (ctx: Ctx, scope: Scope) =>
  ctx.db.execute<Person>(sql`
    select u.id, u.name, t.name as team_name, u.deactivated_at is null as active, u.role, u.holding_cap,
      array(select m.pool_id::text from pool_members m join pools p on p.id = m.pool_id and p.archived_at is null
        where m.user_id = u.id and ${inPools(scope.workPoolIds, "m.pool_id")}) as pools
    from users u left join teams t on t.id = u.team_id where ${amongPeople(scope, "u.id")} order by u.name, u.id`);

const readHoldings = (ctx: Ctx, scope: Scope) =>
  ctx.db.execute<Holding>(sql`
    select owner_id as user_id, pool_id, count(*) as held, count(won_at) as won,
      min(coalesce(qualified_at, held_since)) filter (where won_at is null) as idle_since
    from customers where state = 'owned' and ${inPools(scope.workPoolIds, "pool_id")} and ${amongPeople(scope, "owner_id")}
    group by owner_id, pool_id`);

const readToday = (ctx: Ctx, scope: Scope, timeZone: string) =>
  ctx.db.execute<{ user_id: string; claimed: string }>(sql`
    select user_id, count(*) as claimed from tenures
    where started_at >= ${instant(startOfDay(ctx.now, timeZone))} and user_id = any (array(select id from users where ${amongPeople(scope, "id")}))
      and start_kind = 'claimed' and end_kind is distinct from 'claim_undone' and ${inPools(scope.workPoolIds, "pool_id")}
    group by user_id`);

const readDone = (ctx: Ctx, scope: Scope, period: Period) =>
  ctx.db.execute<Done>(sql`
    select user_id, sum(count) filter (where measure = 'qualified') as qualified,
      sum(count) filter (where measure = 'reclaimed') as reclaimed, sum(count) filter (where measure = 'won') as won
    from stats_days where not is_total and day_on between ${period.from} and ${period.to}
      and ${inPools(scope.workPoolIds, "pool_id")} and ${amongPeople(scope, "user_id")} group by user_id`);

const readFirstContacts = (ctx: Ctx, scope: Scope, period: Period) =>
  ctx.db.execute<{ user_id: string | null; seconds: number | null }>(sql`
    select user_id, percentile_disc(0.5) within group (order by s) as seconds
    from stats_days cross join lateral unnest(seconds) s
    where not is_total and measure = 'first_contact' and day_on between ${period.from} and ${period.to}
      and ${inPools(scope.workPoolIds, "pool_id")} and ${amongPeople(scope, "user_id")} group by grouping sets ((user_id), ())`);

const readTaken = (ctx: Ctx, scope: Scope, period: Period) =>
  ctx.db.execute<Taken>(sql`
    select taker_id as user_id, sum(count) as taken, coalesce(sum(count) filter (where followed), 0) as followed
    from stats_flows where not is_total and cohort = 'taken' and day_on between ${period.from} and ${period.to}
      and ${inPools(scope.workPoolIds, "pool_id")} and ${amongPeople(scope, "taker_id")} group by taker_id`);

/** The rules in force, by pool. */
async function readPolicies(ctx: Ctx): Promise<Map<string, PolicyDocument>> {
  const rows = await ctx.db.execute<{ pool_id: string; document: unknown }>(sql`
    select distinct on (pool_id) pool_id, document from policies order by pool_id, version desc`);
  return new Map(rows.map((row) => [row.pool_id, PolicyDocument.parse(row.document)]));
}

type Policies = ReadonlyMap<string, PolicyDocument>;

/** The sum of the limits of all pools somebody belongs to; null when one of them has none, or there is no pool. */
const sumOrNone = ([first = null, ...others]: readonly (number | null)[]): number | null =>
  others.reduce((sum, limit) => (sum === null || limit === null ? null : sum + limit), first);

function quotasOf(person: Person, policies: Policies): Pick<PersonRow, "cap" | "dailyLimit"> {
  const mine = person.pools.flatMap((id) => policies.get(id) ?? []);
  const usage = { held: 0, claims: [], ownCap: person.holding_cap };
  return {
    cap: sumOrNone(mine.map((policy) => capOf(policy, usage))),
    dailyLimit: sumOrNone(mine.map((policy) => policy.claimLimits.perDay)),
  };
}

function holdingOf(rows: readonly Holding[], policies: Policies, now: Date) {
  const held = rows.reduce((sum, row) => sum + number(row.held), 0);
  const counts = (row: Holding) => policies.get(row.pool_id)?.won.countsTowardsCap ?? true;
  const free = rows.reduce((sum, row) => sum + (counts(row) ? 0 : number(row.won)), 0);
  const waits = rows.flatMap((row) => readInstant(row.idle_since)?.getTime() ?? []);
  const longestIdleDays =
    waits.length > 0 ? Math.max(0, Math.floor((now.getTime() - Math.min(...waits)) / DAY)) : null;
  return { held, free, longestIdleDays };
}

/**
 * A row for each person who works with these pools: who belongs to one, holds something of them or did something in
 * the period. Whoever only looks (no pool, nothing held, nothing done) has no row.
 */
export async function readPeople(
  ctx: Ctx,
  scope: Scope,
  period: Period,
  timeZone: string,
): Promise<PeopleStats> {
  const [persons, holdings, today, done, contacts, taken, policies] = await Promise.all([
    readPersons(ctx, scope),
    readHoldings(ctx, scope),
    readToday(ctx, scope, timeZone),
    readDone(ctx, scope, period),
    readFirstContacts(ctx, scope, period),
    readTaken(ctx, scope, period),
    readPolicies(ctx),
  ]);
  const byUser = <T extends { user_id: string | null }>(rows: readonly T[]) =>
    new Map(rows.map((row) => [row.user_id, row]));
  const [claims, works, medians, takings] = [byUser(today), byUser(done), byUser(contacts), byUser(taken)];
  const people = persons.flatMap((person) => {
    const { id, name, active } = person;
    const held = holdings.filter((row) => row.user_id === id);
    const work = works.get(id);
    const taking = takings.get(id);
    const belongs = active && person.role === "rep" && person.pools.length > 0;
    if (!belongs && held.length === 0 && !work && !taking) return [];
    return [
      {
        ...{ id, name, active, teamName: person.team_name },
        ...quotasOf(person, policies),
        ...holdingOf(held, policies, ctx.now),
        claimedToday: number(claims.get(id)?.claimed),
        taken: number(taking?.taken),
        followed: number(taking?.followed),
        firstContactSeconds: medians.get(id)?.seconds ?? null,
        qualified: number(work?.qualified),
        reclaimed: number(work?.reclaimed),
        won: number(work?.won),
      },
    ];
  });
  return { people, firstContactSeconds: medians.get(null)?.seconds ?? null };
}
