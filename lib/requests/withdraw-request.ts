import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { inForceOf } from "@/lib/deadlines/restart-clock";
import { writeDeadlines } from "@/lib/deadlines/write-deadlines";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { requireHeldFacts } from "@/lib/ownership/require-held-facts";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { endRequest, requireWaiting } from "./end-request";
import type { WithdrawRequestInput } from "./schema";

/** Whoever asked for protection takes it back: the clocks go on from now. It counts as one that was asked. */
export async function withdrawRequest(
  ctx: Ctx,
  input: WithdrawRequestInput,
): Promise<{ customerId: string }> {
  authorize(ctx.actor, "customers.protect");
  const me = requirePerson(ctx.actor);
  return once(ctx, "withdrawRequest", input, async (ctx) => {
    const request = await requireWaiting(ctx, input.requestId);
    if (request.userId !== me) throw new DomainError("NOT_YOURS");
    const facts = await requireHeldFacts(ctx, request.customerId);
    await endRequest(ctx, request, "withdrawn", "");
    await writeDeadlines(ctx, inForceOf(facts), sql`c.id = ${facts.id}::uuid`);
    announce(ctx, { kind: "edited", customers: [facts.id], owners: [me], pools: [] });
    return { customerId: facts.id };
  });
}
