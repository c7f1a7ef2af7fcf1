import { and, eq, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { customers } from "@/db/schema/customers";
import type { TxCtx } from "@/lib/context";
import type { OwnershipFacts } from "@/lib/ownership/read-facts";
import { later } from "@/lib/time";
import type { InForce } from "./on-the-clock";
import { type WrittenDeadline, writeDeadlines } from "./write-deadlines";

/** What somebody did with a held customer, as its columns keep it. */
export type Progress = PgUpdateSetSource<typeof customers>;

/** The policy under which the facts were read. */
export const inForceOf = (facts: {
  policyId: string;
  policy: InForce["document"];
  grace: InForce["grace"];
  known: InForce["known"];
  timeZone: string;
}): InForce => ({
  id: facts.policyId,
  document: facts.policy,
  grace: facts.grace,
  known: facts.known,
  timeZone: facts.timeZone,
});

/**
 * Writes what was done with a held customer, and the deadline that follows from it. Null when the customer has changed
 * hands since the facts were read: then the sweep, or whoever it was, has won.
 */
export async function restartClock(
  ctx: TxCtx,
  facts: OwnershipFacts,
  progress: Progress,
): Promise<WrittenDeadline | null> {
  const held = and(
    eq(customers.id, facts.id),
    eq(customers.version, facts.version),
    eq(customers.ownerId, facts.ownerId ?? ""),
  );
  const rows = await ctx.db.update(customers).set(progress).where(held).returning({ id: customers.id });
  if (rows.length === 0) return null;
  const [written] = await writeDeadlines(ctx, inForceOf(facts), sql`c.id = ${facts.id}::uuid`);
  return written ?? null;
}

/** The instant to record for something done now on a customer: never before its last move. */
export const instantOn = (ctx: TxCtx, facts: OwnershipFacts): Date => later(ctx.now, facts.movedAt);
