import type { Ctx } from "@/lib/context";
import { readCustomer } from "@/lib/customers/read-customer";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { readQuality } from "./read-quality";
import type { ReadCompletenessInput } from "./schema";
import type { CustomerQuality } from "./types";

/** How complete a customer is, for anybody who sees it: also before a claim, and without the evidence of its issues. */
export async function readCompleteness(ctx: Ctx, input: ReadCompletenessInput): Promise<CustomerQuality> {
  authorize(ctx.actor, "customers.read");
  const { sight } = await readCustomer(ctx, input.customerId);
  if (sight === "taken") throw new DomainError("NOT_FOUND");
  return readQuality(ctx.db, ctx.actor, input.customerId);
}
