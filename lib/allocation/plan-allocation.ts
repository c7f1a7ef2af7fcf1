import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { Actor } from "@/lib/permissions";
import { allocationBrief } from "@/lib/policies/allocation-rule";
import { awaitingSql, inPool, placeSql } from "./allocation-sql";
import { decide, type Planned, unknown } from "./decide";
import type { Deal } from "./read-deal";
import { readHands, readMeant } from "./read-hands";
import { type Cursor, readCooling, readPage, readWaiting } from "./read-waiting";
import { type Hand, openPlaces } from "./rules";
import { BATCH, MOST_CUSTOMERS } from "./schema";
import type { Allocation, AllocationOutcome, Concerned, Given } from "./types";

/** How many of the pool each running rule decides about, and what lies there besides. */
export async function countConcerned(db: Executor, deal: Deal): Promise<Concerned> {
  const rows = await db.execute<{ place: number | null; awaiting: boolean; count: number }>(sql`
    select place, awaiting, count(*)::int as count from (
      select ${awaitingSql(deal)} as awaiting, ${placeSql(deal)} as place from customers c where ${inPool(deal)}) c group by 1, 2`);
  const sum = (which: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(which).reduce((total, { count }) => total + count, 0);
  return {
    byRule: deal.rules.map((rule, place) => ({
      ...{ rule: allocationBrief(rule), count: sum((row) => !row.awaiting && row.place === place) },
    })),
    noRule: sum((row) => !row.awaiting && row.place === null),
    awaiting: sum((row) => row.awaiting),
  };
}

const asPlanned = ({ customer, rule, hand, why }: Planned): Given => ({
  ...{ customerId: customer.id, name: customer.name, ok: true, rule: allocationBrief(rule), why },
  ...{ userId: hand.userId, userName: hand.name, version: null, dueAt: null },
});

type Planning = { deal: Deal; hands: readonly Hand[]; people: readonly string[] };

async function planSome(
  db: Executor,
  { deal, hands, people }: Planning,
  ids: readonly string[],
): Promise<AllocationOutcome[]> {
  const waiting = await readWaiting(db, deal, ids);
  const decisions = decide(deal, hands, waiting, await readCooling(db, deal, ids, people));
  const known = new Set(waiting.map(({ id }) => id));
  return [
    ...decisions.map((one) => ("ok" in one ? one : asPlanned(one))),
    ...ids.filter((id) => !known.has(id)).map(unknown),
  ];
}

async function planPool(db: Executor, planning: Planning): Promise<Omit<Allocation, "concerned" | "runId">> {
  const { deal, hands } = planning;
  const outcomes: AllocationOutcome[] = [];
  for (let after: Cursor | null = null; outcomes.length < MOST_CUSTOMERS; ) {
    const places = openPlaces(deal.rules, hands);
    if (places.length === 0) return { outcomes, more: false };
    const page = await readPage(db, deal, { since: null, places, after, sparing: false }, BATCH);
    outcomes.push(...(await planSome(db, planning, page.ids)));
    if (page.ids.length < BATCH) return { outcomes, more: false };
    after = page.last;
  }
  return { outcomes, more: true };
}

/**
 * Who would get what under the rules of the deal: these customers, or without any all of the pool that somebody can take,
 * the oldest first. By the same choices as the real thing; nothing is locked or written.
 */
export async function planAllocation(
  db: Executor,
  deal: Deal,
  actor: Actor,
  ids: readonly string[] | null,
): Promise<Allocation> {
  const people = await readMeant(db, deal);
  const planning: Planning = { deal, people, hands: await readHands(db, deal, people, actor) };
  if (ids) return { outcomes: await planSome(db, planning, ids), more: false, concerned: null, runId: null };
  const concerned = await countConcerned(db, deal);
  return { ...(await planPool(db, planning)), concerned, runId: null };
}
