import { keepSmall } from "./keep-small";
import { type OpenedImport, type StagedRow, stage } from "./open-import";

const BATCH_ROWS = 500;

/**
 * The rows of an opened file below the one that was reached, batch by batch, with the cells that somebody has set right.
 * Nothing of a batch is held once the next is asked for.
 */
export async function* stagedBatches(
  { table, read }: Pick<OpenedImport, "table" | "read">,
  reachedRow: number,
  fixes: ReadonlyMap<number, string[]>,
): AsyncGenerator<StagedRow[]> {
  let batch: StagedRow[] = [];
  for await (const { number, cells } of table.rows) {
    if (number <= reachedRow) continue;
    batch.push(stage(read, { number, cells: fixes.get(number) ?? cells }));
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
    keepSmall();
  }
  if (batch.length > 0) yield batch;
}
