import { and, eq, isNull } from "drizzle-orm";
import { tenures } from "@/db/schema/ledger";
import type { TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";

/** The id of the customer's open tenure; STALE_OWNERSHIP when nobody holds it any more. */
export async function openTenureId(ctx: TxCtx, customerId: string): Promise<string> {
  const [tenure] = await ctx.db
    .select({ id: tenures.id })
    .from(tenures)
    .where(and(eq(tenures.customerId, customerId), isNull(tenures.endedAt)));
  if (!tenure) throw new DomainError("STALE_OWNERSHIP");
  return tenure.id;
}
