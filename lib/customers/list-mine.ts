import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { cursorOf, orderByKeys } from "./keyset";
import { type MineListInput, MineListParams } from "./list-schema";
import { MINE_ORDERS, mineConditions, mineView } from "./mine-conditions";
import { pageIds } from "./page-ids";
import { readMineRows } from "./read-mine-rows";
import type { MinePage } from "./types";

/**
 * One page of customers in hands: the viewer's own, or for those who lead his team's, one person's or everybody's;
 * each with its deadline. NOT_YOURS for somebody whose customers he may not see.
 */
export async function listMine(ctx: Ctx, input: MineListInput): Promise<MinePage> {
  authorize(ctx.actor, "customers.read");
  requirePerson(ctx.actor);
  const params = MineListParams.parse(input);
  const { where, timeZone } = await mineConditions(ctx, params, params.limit);
  const order = MINE_ORDERS[params.sort];
  const page = pageIds({
    ...{ order, cursor: params.cursor, limit: params.limit },
    where: [...where, mineView(params.view, ctx.now, timeZone)],
  });
  const read = await readMineRows(ctx, page, orderByKeys(order));
  const shown = read.slice(0, params.limit);
  const last = read.length > params.limit ? shown.at(-1) : undefined;
  return { rows: shown.map(({ row }) => row), nextCursor: last ? cursorOf(order, last.key) : null };
}
