import { randomBytes } from "node:crypto";
import { newId } from "@/db/columns";
import { inboxes } from "@/db/schema/forms";
import { actorId, type Ctx, inTx } from "@/lib/context";
import { newKey, requireTargets } from "@/lib/forms/source-facts";
import { authorize } from "@/lib/permissions";
import { seal } from "@/lib/secret-box";
import { INBOX_SECRETS } from "./receive-post";
import type { CreateInboxInput } from "./schema";

/** Makes an inbox, open at once; its secret, if posts are to be signed, is shown in this answer and never again. */
export async function createInbox(
  ctx: Ctx,
  input: CreateInboxInput,
): Promise<{ inboxId: string; key: string; secret: string | null }> {
  authorize(ctx.actor, "sources.manage");
  const { signed, ...facts } = input;
  const row = { id: newId(), key: newKey() };
  const secret = signed ? randomBytes(32).toString("base64url") : null;
  await inTx(ctx, async (ctx) => {
    await requireTargets(ctx, facts);
    await ctx.db.insert(inboxes).values({
      ...{ ...facts, ...row, mapping: {}, createdAt: ctx.now, createdById: actorId(ctx.actor) },
      secret: secret ? seal(INBOX_SECRETS, row.id, secret) : null,
    });
  });
  return { inboxId: row.id, key: row.key, secret };
}
