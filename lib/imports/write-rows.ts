import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";
import { instant } from "@/lib/sql-values";
import type { Outcome } from "./outcome";

/** Writes what became of rows; a row that was there before is accounted for anew. */
export async function writeRows(
  ctx: TxCtx,
  importId: string,
  outcomes: readonly Outcome[],
  fixed = false,
): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = outcomes.map((row) => ({
    row_number: row.number,
    outcome: row.outcome,
    reasons: row.reasons.length > 0 ? row.reasons : null,
    customer_id: row.customerId,
    cells: row.customerId === null ? row.cells : null,
    ...{ version: row.version, changes: row.changes },
  }));
  await ctx.db.execute(sql`
    insert into import_rows (import_id, row_number, outcome, reasons, customer_id, cells, version, changes, at, fixed)
    select ${importId}::uuid, r.row_number, r.outcome, nullif(r.reasons, 'null'), r.customer_id, nullif(r.cells, 'null'), r.version,
      nullif(r.changes, 'null'), ${instant(ctx.now)}, ${fixed}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (row_number integer, outcome text, reasons jsonb, customer_id uuid, cells jsonb, version integer, changes jsonb)
    on conflict (import_id, row_number) do update set outcome = excluded.outcome, reasons = excluded.reasons,
      customer_id = excluded.customer_id, cells = excluded.cells, version = excluded.version, changes = excluded.changes,
      at = excluded.at, fixed = excluded.fixed`);
}

/** How many rows became what. */
export function tally(outcomes: readonly Pick<Outcome, "outcome">[]) {
  const counts = { rows: outcomes.length, created: 0, updated: 0, duplicate: 0, rejected: 0 };
  for (const { outcome } of outcomes) counts[outcome] += 1;
  return counts;
}
