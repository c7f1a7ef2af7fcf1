import { sql } from "drizzle-orm";
import { knownFields } from "@/lib/conditions/known-fields";
import type { Ctx } from "@/lib/context";
import type { PoolRule } from "@/lib/policies/pool-rule";
import { policyOf } from "@/lib/policies/read-policy";
import { conditionsOf, sameRule } from "@/lib/policies/return-rule";
import { poolRuleBrief } from "@/lib/policies/rule-brief";
import { instant, readInstant } from "@/lib/sql-values";
import { addMs, DAY, later } from "@/lib/time";
import { concerned, stayEnd } from "./clean-up-sql";
import type { Stay } from "./types";

/** A running rule of the pool, and from when it acts: a day after it became what it is. */
type Acting = { rule: PoolRule; from: Date };
type Version = { id: string; document: unknown; published_at: string };

async function readActing(ctx: Ctx, poolId: string): Promise<Acting[]> {
  const dayAgo = instant(addMs(ctx.now, -DAY));
  const rows = await ctx.db.execute<Version>(sql`
    select id, document, published_at from policies where pool_id = ${poolId}::uuid and (published_at > ${dayAgo}
      or version = (select max(version) from policies where pool_id = ${poolId}::uuid and published_at <= ${dayAgo}))
    order by version`);
  const versions = rows.map(({ id, document, published_at }) => ({
    rules: policyOf(id, document).poolRules,
    from: addMs(new Date(published_at), DAY),
  }));
  const inForce = versions.at(-1)?.rules.filter(({ on }) => on) ?? [];
  return inForce.flatMap((rule) => {
    const since = versions.find(({ rules }) => rules.some((one) => sameRule(one, rule)));
    return since ? [{ rule, from: since.from }] : [];
  });
}

/** What the rules of its pool do with a pooled customer that nobody takes; null when none concerns it as it is now. */
export async function readStay(
  ctx: Ctx,
  { customerId, poolId, timeZone }: { customerId: string; poolId: string; timeZone: string },
): Promise<Stay | null> {
  const acting = await readActing(ctx, poolId);
  if (acting.length === 0) return null;
  const rules = acting.map(({ rule }) => rule);
  const known = await knownFields(ctx.db, conditionsOf(rules));
  const cleanUp = { poolId, timeZone, now: ctx.now, known };
  const ends = rules.map(
    (rule, place) =>
      sql`(${place}::int, case when ${concerned(rule, cleanUp)} then ${stayEnd(rule, cleanUp)} end)`,
  );
  const rows = await ctx.db.execute<{ place: number; ends_at: string }>(sql`
    select e.place, e.ends_at from customers c cross join lateral (values ${sql.join(ends, sql`, `)}) e(place, ends_at)
    where c.id = ${customerId}::uuid and c.state = 'pooled' and e.ends_at is not null`);
  const stays = rows.flatMap(({ place, ends_at }) => {
    const [one, endsAt] = [acting[place], readInstant(ends_at)];
    return one && endsAt ? [{ place, rule: one.rule, endsAt: later(endsAt, one.from) }] : [];
  });
  const [first] = stays.sort((a, b) => a.endsAt.getTime() - b.endsAt.getTime() || a.place - b.place);
  if (!first) return null;
  return { endsAt: first.endsAt, rule: poolRuleBrief(first.rule), end: await endOf(ctx, first.rule) };
}

async function endOf(ctx: Ctx, { end }: PoolRule): Promise<Stay["end"]> {
  if (end.kind === "invalidate") return end;
  const [pool] = await ctx.db.execute<{ name: string }>(
    sql`select name from pools where id = ${end.poolId}::uuid`,
  );
  return { kind: "move", poolName: pool?.name ?? "" };
}
