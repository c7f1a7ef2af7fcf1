import type { ListName } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { countMine } from "@/lib/customers/count-mine";
import { countPool, EXACT_UP_TO } from "@/lib/customers/count-pool";
import { readMineParams, readPoolParams } from "@/lib/customers/list-schema";

const ALL = 1_000_000_000;

/**
 * How many customers a list holds, refused as the list itself would be: to the last one where somebody has to agree above
 * a number, because he agrees to what he is told; else a long list is estimated.
 */
export async function countExpected(
  ctx: Ctx,
  { list, search }: { list: ListName; search: Record<string, string> },
  above: number | null,
): Promise<number> {
  if (list === "pool") {
    return (await countPool(ctx, readPoolParams(search), above === null ? EXACT_UP_TO : ALL)).count;
  }
  const params = readMineParams(search);
  return (await countMine(ctx, params))[params.view];
}
