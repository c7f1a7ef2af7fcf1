import { eq, sql } from "drizzle-orm";
import { selections } from "@/db/schema/views";
import { actorId, type Ctx } from "@/lib/context";
import { DomainError, type ErrorCode, type ErrorParams } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { progressOf } from "./lock-selection";
import type { SelectionInput } from "./schema";
import type { BulkReport } from "./types";
import { isUndoable } from "./undo-windows";

const SHOWN_OF_EACH = 20;

type Row = {
  outcome: "failed" | "kept";
  error: ErrorCode | null;
  count: string;
  customers: { id: string; name: string; params: ErrorParams | null }[];
};

/** What became of a selection of the reader's own: how far it is, and who was left, by reason. */
export async function readBulk(ctx: Ctx, { selectionId }: SelectionInput): Promise<BulkReport> {
  authorize(ctx.actor, "selections.make");
  const [selection] = await ctx.db.select().from(selections).where(eq(selections.id, selectionId));
  if (!selection || selection.userId !== actorId(ctx.actor)) throw new DomainError("NOT_FOUND");
  const rows = await ctx.db.execute<Row>(sql`
    select outcome, error, count(*) as count,
      json_agg(json_build_object('id', customer_id, 'name', name, 'params', params) order by position)
        filter (where place <= ${sql.raw(String(SHOWN_OF_EACH))}) as customers
    from (select i.*, c.name, row_number() over (partition by i.outcome, i.error order by i.position) as place
      from selection_items i join customers c on c.id = i.customer_id
      where i.selection_id = ${selectionId}::uuid and i.outcome in ('failed', 'kept')) i
    group by outcome, error order by count(*) desc, error`);
  const failed = rows.filter((row) => row.outcome === "failed");
  const kept = rows.filter((row) => row.outcome === "kept");
  return {
    ...progressOf(selection),
    failures: failed.map((row) => ({
      error: row.error ?? "INTERNAL",
      count: Number(row.count),
      customers: row.customers.map(({ id, name, params }) => ({ id, name, params: params ?? {} })),
    })),
    kept: {
      count: kept.reduce((sum, row) => sum + Number(row.count), 0),
      customers: kept
        .flatMap((row) => row.customers)
        .map(({ id, name, params }) => ({ id, name, fields: String(params?.fields ?? "") })),
    },
    canUndo: selection.okCount > 0 && isUndoable(selection, ctx.now),
  };
}

export type FailedItem = { id: string; name: string; error: ErrorCode; params: ErrorParams };

/** Everybody who was left, in the order of the selection: for a file. */
export async function listFailed(ctx: Ctx, { selectionId }: SelectionInput): Promise<FailedItem[]> {
  authorize(ctx.actor, "selections.make");
  const rows = await ctx.db.execute<FailedItem>(sql`
    select i.customer_id as id, c.name, coalesce(i.error, 'CONFLICT') as error, coalesce(i.params, '{}') as params
    from selection_items i join selections s on s.id = i.selection_id join customers c on c.id = i.customer_id
    where i.selection_id = ${selectionId}::uuid and s.user_id = ${actorId(ctx.actor)}::uuid and i.outcome in ('failed', 'kept')
    order by i.position`);
  return [...rows];
}
