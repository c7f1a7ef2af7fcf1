import { and, eq } from "drizzle-orm";
import type { ListName } from "@/db/enums";
import { exports } from "@/db/schema/views";
import { type Ctx, inTx } from "@/lib/context";
import type { Actor } from "@/lib/permissions";
import { countExpected } from "./count-expected";
import { readApprovalAbove } from "./read-approval-above";
import { tellDeciders } from "./tell-deciders";

type Begun = { id: string; user_id: string; list: ListName; search: Record<string, string> };
type Agreed = { expected: number; decided: boolean };

/**
 * Whether an export that is about to be written has to wait for a yes, because its list has grown since it was asked for:
 * beyond the threshold where nobody has agreed, beyond what was agreed to and the threshold more where somebody has. It
 * waits then with the number of now.
 */
export function askAgain(ctx: Ctx, asker: Actor, begun: Begun & Agreed): Promise<boolean> {
  const { id: exportId, user_id: userId, list, search } = begun;
  return inTx(ctx, async (ctx) => {
    const above = await readApprovalAbove(ctx, userId);
    if (above === null) return false;
    const expected = await countExpected({ ...ctx, actor: asker, counted: true }, { list, search }, above);
    if (expected <= (begun.decided ? begun.expected + above : above)) return false;
    const waits = { state: "asked" as const, expected, decidedById: null, decidedAt: null, startedAt: null };
    await ctx.db
      .update(exports)
      .set(waits)
      .where(and(eq(exports.id, exportId), eq(exports.state, "running")));
    await tellDeciders(ctx, { exportId, userId, list, expected });
    return true;
  });
}
