import { type SQL, sql } from "drizzle-orm";
import type { CustomerState, StatFate, StatSource } from "@/db/enums";
import { organizations } from "@/db/schema/people";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { allOf, texts } from "@/lib/sql-values";
import { begunAt, firstContact, sameHolding } from "./holdings";
import { dayIn } from "./refresh-stays";
import type { BehindFilter, BehindKind } from "./schema";
import { amongPeople, inPools, type Scope, scopeOf } from "./scope";
import type { BehindRow } from "./types";

const PAGE = 50;

const stays = (day: string, person: string, seconds: string, where: SQL) => sql`
  select customer_id, entered_version::bigint as key, pool_id, ${sql.raw(day)} as day_on, ${sql.raw(person)} as person_id,
    ${sql.raw(seconds)} as seconds, source, left_measure as exit, fate, followed, bounce_count as bounces
  from stats_stays where ${where}`;

const noStay = sql`null as source, null as exit, null as fate, null::boolean as followed, null::smallint as bounces`;

/** What each kind of number counts, as rows of one shape. */
function countedBy(kind: BehindKind, { from, to }: BehindFilter["filter"], timeZone: string): SQL {
  const within = (column: string) => sql`${sql.raw(column)} between ${from} and ${to}`;
  const near = sql`at >= ${from}::date - interval '2 days' and at < ${to}::date + interval '3 days'`;
  const on = dayIn(sql`x.at`, timeZone);
  if (kind === "entered") return stays("entered_on", "taker_id", "null::int", within("entered_on"));
  if (kind === "returned")
    return stays(
      "entered_on",
      "from_user_id",
      "held_seconds",
      sql`${within("entered_on")} and held_seconds is not null`,
    );
  if (kind === "bounced") return stays("entered_on", "taker_id", "null::int", sql`is_latest`);
  if (kind === "left") return stays("left_on", "taker_id", "pooled_seconds", within("left_on"));
  if (kind === "taken")
    return stays(
      "left_on",
      "taker_id",
      "null::int",
      sql`${within("left_on")} and left_measure in ('claimed', 'assigned')`,
    );
  const table = kind === "won" ? "deals" : "follow_ups";
  const counts = {
    won: sql`not exists (select from deals o where o.customer_id = x.customer_id and o.tenure_id = x.tenure_id
      and (o.at, o.seq) < (x.at, x.seq)) and not exists (select from tenures o join deals od on od.tenure_id = o.id where ${sameHolding})`,
    contacted: sql`x.qualifies and x.at = t.first_contact_at and ${firstContact}`,
    qualified: sql`x.qualifies`,
  }[kind];
  const person = kind === "contacted" ? sql`t.user_id` : sql`x.user_id`;
  const seconds = kind === "qualified" ? sql`null::int` : sql`extract(epoch from x.at - ${begunAt})::int`;
  return sql`
    select x.customer_id, x.seq as key, t.pool_id, ${on} as day_on, ${person} as person_id, ${seconds} as seconds, ${noStay}
    from ${sql.raw(table)} x join tenures t on t.id = x.tenure_id
    where ${near} and ${on} between ${from} and ${to} and ${counts}`;
}

function conditions(scope: Scope, input: BehindFilter): SQL {
  const { sources, exits, fates, followed, personId, minBounces, maxBounces, after } = input;
  // A person's number counts his work in any pool, as his row does; a pool's number what happened in the pool.
  const poolIds = personId ? scope.workPoolIds : scope.poolIds;
  return allOf([
    inPools(poolIds, "b.pool_id"),
    // From one pool into another is a way in and a way out only for whoever looks at one of them.
    input.kind === "entered" && poolIds?.length !== 1 ? sql`b.source <> 'moved_in'` : undefined,
    input.kind === "left" && poolIds?.length !== 1 ? sql`b.exit <> 'moved_out'` : undefined,
    scope.teamId && input.kind !== "bounced"
      ? sql`b.person_id in (select id from users where team_id = ${scope.teamId}::uuid)`
      : undefined,
    sources.length > 0 ? sql`b.source = any (${texts(sources)})` : undefined,
    exits.length > 0 ? sql`b.exit = any (${texts(exits)})` : undefined,
    fates.length > 0 ? sql`b.fate = any (${texts(fates)})` : undefined,
    followed === null ? undefined : sql`b.followed = ${followed}`,
    personId ? sql`b.person_id = ${personId}::uuid and ${amongPeople(scope, "b.person_id")}` : undefined,
    minBounces === null ? undefined : sql`b.bounces >= ${minBounces}`,
    maxBounces === null ? undefined : sql`b.bounces <= ${maxBounces}`,
    after
      ? sql`(b.day_on, b.customer_id, b.key) < (${after.dayOn}::date, ${after.customerId}::uuid, ${after.key}::bigint)`
      : undefined,
  ]);
}

/** Whether the customer may be named: it is in no hands, or in hands that the actor reaches. */
function mayBeNamed({ actor }: Ctx): SQL {
  if (actor.kind === "system" || actor.role === "admin") return sql`true`;
  return sql`(c.owner_id is null or c.owner_id = ${actor.id}::uuid
    or c.owner_id in (select id from users where team_id = ${actor.teamId}::uuid))`;
}

function toRow(row: Record<string, unknown>): BehindRow {
  return {
    customerId: String(row.customer_id),
    key: Number(row.key),
    name: row.name as string | null,
    state: row.state as CustomerState,
    dayOn: String(row.day_on),
    personName: row.person_name as string | null,
    seconds: row.seconds as number | null,
    source: row.source as StatSource | null,
    fate: row.fate as StatFate | null,
    followed: row.followed as boolean | null,
    bounces: row.bounces as number | null,
  };
}

/**
 * The customers behind a number of the statistics, the latest day first, fifty a page; and how many there are. One
 * that is in hands the viewer doesn't reach is counted, but neither it nor its holder is named.
 */
export async function listBehind(
  ctx: Ctx,
  input: BehindFilter,
): Promise<{ rows: BehindRow[]; total: number; hasMore: boolean }> {
  authorize(ctx.actor, "stats.read");
  const scope = await scopeOf(ctx, input.filter);
  const [organization] = await ctx.db
    .select({ timeZone: organizations.timeZone })
    .from(organizations)
    .limit(1);
  if (!organization) return { rows: [], total: 0, hasMore: false };
  const behind = sql`(${countedBy(input.kind, input.filter, organization.timeZone)}) b`;
  const [[count], rows] = await Promise.all([
    ctx.db.execute<{ total: string }>(
      sql`select count(*) as total from ${behind} where ${conditions(scope, { ...input, after: null })}`,
    ),
    ctx.db.execute(sql`
      with page as (
        select b.* from ${behind} where ${conditions(scope, input)}
        order by b.day_on desc, b.customer_id desc, b.key desc limit ${PAGE + 1})
      select page.customer_id, page.key, page.day_on::text, page.seconds, page.source, page.fate, page.followed, page.bounces,
        case when ${mayBeNamed(ctx)} then c.name end as name, c.state, case when ${mayBeNamed(ctx)} then u.name end as person_name
      from page join customers c on c.id = page.customer_id left join users u on u.id = page.person_id
      order by page.day_on desc, page.customer_id desc, page.key desc`),
  ]);
  return {
    rows: rows.slice(0, PAGE).map(toRow),
    total: Number(count?.total ?? 0),
    hasMore: rows.length > PAGE,
  };
}
