import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { coolingSql } from "@/lib/ownership/last-loss";
import { coolingUntil } from "@/lib/ownership/rules";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { readStandings, type Standing } from "./read-standing";
import { quotaFrom } from "./rules";
import type { CoolDown, Quotas } from "./types";

const MOST_COOL_DOWNS = 50;

type Lost = { id: string; name: string; pool_id: string; lost_at: string; days: number | null };

/** What the person has to leave to others and still lies in one of these pools, by pool. */
async function readCoolDowns(
  ctx: Ctx,
  me: string,
  standings: readonly Standing[],
): Promise<Map<string, CoolDown[]>> {
  const found = new Map<string, CoolDown[]>();
  const [one] = standings;
  if (!one) return found;
  const days = Math.max(...standings.map(({ policy }) => policy.coolDownDays));
  const rows = await ctx.db.execute<Lost>(sql`
    select c.id, c.name, c.pool_id, l.lost_at, l.days
    from (${coolingSql(me, ctx.now, days, one.timeZone)}) l join customers c on c.id = l.customer_id and c.state = 'pooled'
    order by l.lost_at desc limit ${MOST_COOL_DOWNS}`);
  const byPool = new Map(standings.map((one) => [one.pool.id, one]));
  for (const row of rows) {
    const standing = byPool.get(row.pool_id);
    const lostAt = new Date(row.lost_at);
    const loss = { at: lostAt, coolDownDays: row.days };
    const until = standing && coolingUntil(standing.policy, loss, ctx.now, standing.timeZone);
    if (!until) continue;
    const list = found.get(row.pool_id) ?? [];
    list.push({ customerId: row.id, name: row.name, lostAt, until });
    found.set(row.pool_id, list);
  }
  return found;
}

/** What the actor has and may still take: of all his pools, or of one. NOT_FOUND for a pool that isn't there. */
export async function quotaOf(ctx: Ctx, poolId?: string): Promise<Quotas> {
  authorize(ctx.actor, "customers.read");
  const me = requirePerson(ctx.actor);
  const standings = await readStandings(ctx, me, poolId);
  if (poolId && standings.length === 0) throw new DomainError("NOT_FOUND");
  const coolDowns = await readCoolDowns(ctx, me, standings);
  const pools = standings.map((standing) => ({
    ...quotaFrom(standing, ctx.now),
    coolDowns: coolDowns.get(standing.pool.id) ?? [],
  }));
  const [first] = pools;
  const main = first ? pools.reduce((most, one) => (one.held > most.held ? one : most), first) : null;
  return { pools, main };
}
