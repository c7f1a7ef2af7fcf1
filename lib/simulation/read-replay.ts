import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { knownTo } from "@/lib/deadlines/known";
import { DomainError } from "@/lib/errors";
import { getPolicy } from "@/lib/policies/queries";
import { policyOf } from "@/lib/policies/read-policy";
import { isForLeavers } from "@/lib/policies/return-rule";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { Policy } from "@/lib/policies/types";
import { addDays, startOn } from "@/lib/time";
import { countsSql, type InForceThen, qualifiesSql } from "./qualifies-sql";
import type { Replay } from "./replay";
import { daysInside, stepDays } from "./rules";

type Period = { poolId: string; from: string; until: string };

/** What every replay of a period shares, and what makes one of a document. */
export type Stage = Omit<Replay, "rules" | "qualifies" | "counts" | "leavers"> & {
  inForce: Policy;
  /** The beginnings of the stretches of the period, and its end. */
  bounds: Date[];
  replayOf: (document: PolicyDocument) => Promise<Replay>;
};

/** Every version of a pool's rules and when it was in force; the first from ever. */
export async function versionsOf(ctx: Pick<Ctx, "db">, poolId: string): Promise<InForceThen[]> {
  const rows = await ctx.db.execute<{ id: string; document: unknown; published_at: string }>(sql`
    select id, document, published_at from policies where pool_id = ${poolId}::uuid order by version`);
  return rows.map(({ id, document, published_at }, index) => {
    const next = rows[index + 1];
    return {
      ...{ document: policyOf(id, document), from: new Date(index === 0 ? 0 : published_at) },
      until: next ? new Date(next.published_at) : null,
    };
  });
}

/** Cuts the period into days or weeks; the last stretch ends with it. */
function boundsOf(from: Date, until: Date, days: number, timeZone: string): Date[] {
  const bounds: Date[] = [];
  for (let at = from; at < until; at = addDays(at, stepDays(days), timeZone)) bounds.push(at);
  return [...bounds, until];
}

/** Sets the stage for replays of a pool in a period: NOT_FOUND without the pool, INVALID_INPUT for a period yet to come. */
export async function readStage(ctx: Ctx, { poolId, from, until }: Period): Promise<Stage> {
  const inForce = await getPolicy(ctx, { poolId });
  const [org] = await ctx.db.execute<{ time_zone: string }>(sql`select time_zone from organizations limit 1`);
  const timeZone = org?.time_zone ?? "UTC";
  const begins = startOn(from, timeZone);
  if (begins >= ctx.now) throw new DomainError("INVALID_INPUT", { field: "from" });
  const over = addDays(startOn(until, timeZone), 1, timeZone);
  const ends = over < ctx.now ? over : ctx.now;
  const versions = await versionsOf(ctx, poolId);
  const shared = { poolId, timeZone, from: begins, until: ends, now: ctx.now };
  return {
    ...shared,
    inForce,
    bounds: boundsOf(begins, ends, daysInside(from, until), timeZone),
    replayOf: async (given) => {
      const document = { ...given, returnRules: given.returnRules.filter((rule) => !isForLeavers(rule)) };
      const rules = { document, grace: {} };
      return {
        ...shared,
        leavers: given.returnRules.filter((rule) => rule.on && isForLeavers(rule)),
        rules: { ...rules, known: await knownTo(ctx.db, { document: given, grace: {} }) },
        qualifies: qualifiesSql(document, versions),
        counts: countsSql(document),
      };
    },
  };
}
