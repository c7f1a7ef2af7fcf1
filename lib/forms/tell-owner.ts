import { eq } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import type { TxCtx } from "@/lib/context";
import { notify } from "@/lib/notifications/notify";

/** Tells whoever holds the customer that it sent an enquiry through this source; once for each. */
export async function tellOwner(
  ctx: TxCtx,
  { submissionId, customerId, source }: { submissionId: string; customerId: string; source: string },
): Promise<void> {
  const [customer] = await ctx.db
    .select({ name: customers.name, ownerId: customers.ownerId })
    .from(customers)
    .where(eq(customers.id, customerId));
  if (!customer?.ownerId) return;
  await notify(ctx, [
    {
      ...{ userId: customer.ownerId, kind: "enquiry_received", customerId },
      ...{ params: { name: customer.name, from: source }, dedupeKey: `enquiry:${submissionId}` },
    },
  ]);
}
