import { newId } from "@/db/columns";
import type { ExportState } from "@/db/enums";
import { exports } from "@/db/schema/views";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { countExpected } from "./count-expected";
import { readApprovalAbove } from "./read-approval-above";
import type { RequestExportInput } from "./schema";
import { tellDeciders } from "./tell-deciders";

/**
 * Asks for a list as a file, as it stands and as the asker sees it. It is written down whatever becomes of it. Above the
 * number that the organisation sets, somebody else has to agree first: all who may are told. EXPORT_EMPTY for a list of nobody.
 */
export async function requestExport(
  ctx: Ctx,
  input: RequestExportInput,
): Promise<{ exportId: string; state: ExportState; expected: number }> {
  authorize(ctx.actor, "customers.export");
  const userId = requirePerson(ctx.actor);
  return once(ctx, "requestExport", input, async (ctx) => {
    const { list, search, format, locale } = input;
    const above = await readApprovalAbove(ctx, userId);
    const expected = await countExpected(ctx, { list, search }, above);
    if (expected === 0) throw new DomainError("EXPORT_EMPTY");
    const state: ExportState = above !== null && expected > above ? "asked" : "queued";
    const { cursor: _cursor, limit: _limit, saved: _saved, ...kept } = search;
    const row = {
      id: newId(),
      userId,
      list,
      search: kept,
      format,
      locale,
      state,
      expected,
      askedAt: ctx.now,
    };
    await ctx.db.insert(exports).values(row);
    if (state === "asked") await tellDeciders(ctx, { exportId: row.id, userId, list, expected });
    return { exportId: row.id, state, expected };
  });
}
