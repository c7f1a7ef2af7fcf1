import { sql } from "drizzle-orm";
import { knownFields } from "@/lib/conditions/known-fields";
import type { Ctx } from "@/lib/context";
import { conditionsOf } from "@/lib/policies/return-rule";
import { poolRuleBrief } from "@/lib/policies/rule-brief";
import { readInstant } from "@/lib/sql-values";
import { later } from "@/lib/time";
import { readActing } from "./acting-rules";
import { concerned, stayEnd } from "./clean-up-sql";
import { endOf } from "./read-taken";
import type { Stay } from "./types";

/** What the rules of its pool do with a pooled customer that nobody takes; null when none concerns it as it is now. */
export async function readStay(
  ctx: Ctx,
  { customerId, poolId, timeZone }: { customerId: string; poolId: string; timeZone: string },
): Promise<Stay | null> {
  const [pool] = await readActing(ctx.db, { now: ctx.now, poolId });
  if (!pool) return null;
  const { acting } = pool;
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
  return { endsAt: first.endsAt, rule: poolRuleBrief(first.rule), end: await endOf(ctx.db, first.rule) };
}
