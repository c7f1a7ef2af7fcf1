import type { z } from "zod";
import { type ListCustomersInput, type ListedCustomer, listCustomers } from "@/lib/customers/list-customers";
import type { MineRow, PoolRow } from "@/lib/customers/types";
import type { Answer, ApiCtx } from "./endpoint";
import type { CustomerSummary } from "./shapes/customers";

type Row = Answer<z.input<typeof CustomerSummary>>;
type Page = { data: Row[]; nextCursor: string | null };

const fromHands = (row: MineRow): Row => ({
  ...{ id: row.id, name: row.name, state: row.state, version: row.version, grade: row.grade },
  ...{ stage: row.stage, intent: row.intent, region: row.region, industry: row.industry },
  ...{ source: row.source, tags: row.tags, pool: row.pool, owner: row.owner, contact: row.contact },
  ...{ heldSince: row.heldSince, dueAt: row.dueAt, dueRule: row.dueRule, wonAt: row.wonAt },
  ...{ protectedUntil: row.protectedUntil, lastFollowUpAt: row.lastFollowUpAt, lastOutcome: row.lastOutcome },
  ...{ nextStep: row.nextStep, nextStepAt: row.nextStepAt },
  ...{ enteredAt: null, ownerCount: null, bounceCount: null, claim: null },
});

const fromPool = (pool: { id: string; name: string }, row: PoolRow): Row => ({
  ...{ id: row.id, name: row.name, state: "pooled", version: row.version, grade: row.grade },
  ...{ stage: row.stage, intent: row.intent, region: row.region, industry: row.industry },
  ...{ source: row.source, tags: row.tags, pool, owner: null, contact: row.contact },
  ...{ heldSince: null, dueAt: null, dueRule: null, wonAt: null, protectedUntil: null },
  ...{ lastFollowUpAt: row.lastFollowUpAt, lastOutcome: row.lastOutcome, nextStep: null, nextStepAt: null },
  ...{ enteredAt: row.enteredAt, ownerCount: row.ownerCount, bounceCount: row.bounceCount },
  claim: row.claim,
});

const toRow = ({ held, pooled, pool }: ListedCustomer): Row =>
  held ? fromHands(held) : fromPool(pool, pooled);

/** A page of customers as the API answers them. */
export async function pageOfCustomers(ctx: ApiCtx, asked: ListCustomersInput): Promise<Page> {
  const { rows, nextCursor } = await listCustomers(ctx, asked);
  return { data: rows.map(toRow), nextCursor };
}
