import { eq, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { deals } from "@/db/schema/activity";
import { customers } from "@/db/schema/customers";
import { organizations } from "@/db/schema/people";
import type { Ctx, TxCtx } from "@/lib/context";
import { readFields } from "@/lib/custom-fields/read-defs";
import { requireFields } from "@/lib/custom-fields/rules";
import { instantOn, restartClock } from "@/lib/deadlines/restart-clock";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { openTenureId } from "@/lib/ownership/open-tenure";
import { requireHeldFacts } from "@/lib/ownership/require-held-facts";
import { authorize } from "@/lib/permissions";
import type { RecordDealInput } from "./schema";

async function currencyOf(ctx: TxCtx, asked: string | undefined): Promise<string> {
  if (asked) return asked;
  const [organization] = await ctx.db
    .select({ currency: organizations.currency })
    .from(organizations)
    .limit(1);
  return organization?.currency ?? "CNY";
}

async function requireFieldsOfWon(ctx: TxCtx, customerId: string): Promise<void> {
  const [before] = await ctx.db
    .select({ stage: customers.stage, custom: customers.custom })
    .from(customers)
    .where(eq(customers.id, customerId));
  if (before && before.stage !== "won") requireFields(await readFields(ctx.db), "won", before.custom);
}

/**
 * Records a won deal: it is credited to whoever holds the customer now, for ever; the rules that concern won customers
 * run from here. Against a sweep that comes at the same time one wins; the loser gets STALE_OWNERSHIP and nothing is
 * written. The stage of the won may need fields: REQUIRED_FIELD_MISSING.
 */
export async function recordDeal(
  ctx: Ctx,
  input: RecordDealInput,
): Promise<{ dealId: string; customerId: string }> {
  authorize(ctx.actor, "deals.record");
  return once(ctx, "recordDeal", input, async (ctx) => {
    const facts = await requireHeldFacts(ctx, input.customerId, input.version);
    await requireFieldsOfWon(ctx, input.customerId);
    const at = instantOn(ctx, facts);
    const clock = await restartClock(ctx, facts, {
      ...{ wonAt: at, stage: "won", followUpsSinceProgress: 0 },
      // One that came with a merge may be of a clock that is ahead.
      lastDealAt: sql`greatest(${customers.lastDealAt}, ${at.toISOString()}::timestamptz)`,
      stageChangedAt: sql`case when ${customers.stage} = 'won' then ${customers.stageChangedAt} else ${at.toISOString()}::timestamptz end`,
    });
    if (!clock || !facts.ownerId) throw new DomainError("STALE_OWNERSHIP");
    const dealId = newId();
    const { customerId, title, amount } = input;
    const tenureId = await openTenureId(ctx, customerId);
    const currency = await currencyOf(ctx, input.currency);
    await ctx.db
      .insert(deals)
      .values({ id: dealId, customerId, tenureId, userId: facts.ownerId, title, amount, currency, at });
    announce(ctx, {
      kind: "deal_recorded",
      customers: [customerId],
      owners: [facts.ownerId],
      pools: [],
    });
    return { dealId, customerId };
  });
}
