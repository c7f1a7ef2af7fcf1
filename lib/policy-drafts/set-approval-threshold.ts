import { organizations } from "@/db/schema/people";
import { type Ctx, inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import type { SetApprovalThresholdInput } from "./schema";

/** Says from how many customers on, taken within the notice, new rules need a second admin; null switches it off. */
export async function setApprovalThreshold(
  ctx: Ctx,
  input: SetApprovalThresholdInput,
): Promise<{ threshold: number | null }> {
  authorize(ctx.actor, "organization.edit");
  await inTx(ctx, (ctx) => ctx.db.update(organizations).set({ approvalThreshold: input.threshold }));
  return { threshold: input.threshold };
}
