import type { ListName } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { listMine } from "@/lib/customers/list-mine";
import { listPool } from "@/lib/customers/list-pool";
import { readMineParams, readPoolParams } from "@/lib/customers/list-schema";
import { type Cell, mineColumns, poolColumns } from "./columns";
import type { ExportWords } from "./words";

const AT_A_TIME = 100;

/**
 * The list row by row as its reader sees it on the screen, heading first: the very pages of the screen, so that what is
 * masked there is masked here.
 */
export async function* exportedRows(
  ctx: Ctx,
  list: ListName,
  search: Record<string, string>,
  words: ExportWords,
): AsyncGenerator<Cell[]> {
  if (list === "pool") {
    const params = { ...readPoolParams(search), limit: AT_A_TIME };
    const columns = poolColumns(words, params);
    yield columns.map(({ heading }) => heading);
    for (let cursor: string | undefined; ; ) {
      const page = await listPool(ctx, { ...params, cursor });
      for (const row of page.rows) yield columns.map(({ cell }) => cell(row));
      if (!page.nextCursor) return;
      cursor = page.nextCursor;
    }
  }
  const params = { ...readMineParams(search), limit: AT_A_TIME };
  const columns = mineColumns(words, params);
  yield columns.map(({ heading }) => heading);
  for (let cursor: string | undefined; ; ) {
    const page = await listMine(ctx, { ...params, cursor });
    for (const row of page.rows) yield columns.map(({ cell }) => cell(row));
    if (!page.nextCursor) return;
    cursor = page.nextCursor;
  }
}
