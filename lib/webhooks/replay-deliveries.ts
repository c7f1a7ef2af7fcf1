import { sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";
import { requireEndpoint } from "./require-endpoint";
import type { ReplayInput } from "./schema";

const AT_ONCE = 10_000;

async function makeDue(ctx: TxCtx, { endpointId, deliveryId, failedSince }: ReplayInput): Promise<number> {
  const which = deliveryId
    ? sql`d.id = ${deliveryId}::uuid and d.state <> 'due'`
    : sql`d.state = 'failed' and d.ended_at >= ${instant(failedSince ?? null)}`;
  const [row] = await ctx.db.execute<{ replayed: number }>(sql`
    with again as (
      update webhook_deliveries d set state = 'due', attempts = 0, ended_at = null
      from (select d.id from webhook_deliveries d join webhook_messages m on m.id = d.message_id and m.only_for is null
        where d.endpoint_id = ${endpointId}::uuid and ${which} order by d.seq limit ${AT_ONCE} for update of d) chosen
      where d.id = chosen.id returning d.subject),
    lanes as (
      insert into webhook_lanes (endpoint_id, subject, due_at, queued_at)
      select distinct ${endpointId}::uuid, subject, ${instant(ctx.now)}, ${instant(ctx.now)} from again order by 2
      on conflict (endpoint_id, subject) do update set due_at = least(webhook_lanes.due_at, excluded.due_at), queued_at = excluded.queued_at)
    select count(*)::int as replayed from again`);
  return row?.replayed ?? 0;
}

/**
 * Sends again, under the same ids, one delivery or all that were given up since an instant (at most 10,000 at a time). A
 * message that is sent again comes after those of its customer that came later: receivers go by the version.
 */
export async function replayDeliveries(ctx: Ctx, input: ReplayInput): Promise<{ replayed: number }> {
  authorize(ctx.actor, "webhooks.manage");
  if (!input.deliveryId && !input.failedSince)
    throw new DomainError("INVALID_INPUT", { field: "failedSince" });
  return once(ctx, "replayDeliveries", input, async (ctx) => {
    await requireEndpoint(ctx, input.endpointId);
    return { replayed: await makeDue(ctx, input) };
  });
}
