import { type SQL, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { type Ctx, inTx } from "@/lib/context";
import { orderBy } from "@/lib/customers/keyset";
import { narrowing } from "@/lib/customers/list-condition";
import { placeOf } from "@/lib/customers/list-pool";
import { readMineParams, readPoolParams } from "@/lib/customers/list-schema";
import { MINE_ORDERS, mineConditions, mineView } from "@/lib/customers/mine-conditions";
import { POOL_ORDERS, poolConditions } from "@/lib/customers/pool-conditions";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { requirePool } from "@/lib/quotas/require-pool";
import { requirePerson } from "@/lib/require-person";
import { allOf, instant, uuids } from "@/lib/sql-values";
import { addMs, DAY } from "@/lib/time";
import type { CreateSelectionInput } from "./schema";
import type { Progress } from "./types";

/** How many can be chosen at once. */
export const MOST_SELECTED = 100_000;
/** How long what was done with a selection can be read and taken back. */
const KEPT_MS = 7 * DAY;

type Chosen = { where: SQL; order: SQL };

/** The customers that an address of the list holds, in its order; refused as the list itself would be. */
async function chosenOf(ctx: Ctx, { list, search }: CreateSelectionInput): Promise<Chosen> {
  const me = requirePerson(ctx.actor);
  if (list === "mine") {
    const params = readMineParams(search);
    const { where, timeZone } = await mineConditions(ctx, params, MOST_SELECTED);
    const whole = allOf([...where, mineView(params.view, ctx.now, timeZone)]);
    return { where: whole, order: orderBy(MINE_ORDERS[params.sort]) };
  }
  const params = readPoolParams(search);
  const standing = await requirePool(ctx, params.pool);
  const narrowed = await narrowing(ctx, params, placeOf(ctx, standing), {
    rows: MOST_SELECTED,
    poolId: standing.pool.id,
  });
  const { where, driver } = poolConditions(params, standing, me, ctx.now, narrowed);
  const whole = allOf([...where, driver && sql`(${sql.join(driver, sql` or `)})`]);
  return { where: whole, order: orderBy(POOL_ORDERS[params.sort]) };
}

/**
 * Writes down which customers a list holds now, all of them or those named, in its order: what is done with them
 * afterwards is done with these, whatever comes into the list or leaves it. SELECTION_TOO_BIG beyond 100,000.
 */
export async function createSelection(ctx: Ctx, input: CreateSelectionInput): Promise<Progress> {
  authorize(ctx.actor, "selections.make");
  const userId = requirePerson(ctx.actor);
  return once(ctx, "createSelection", input, async (ctx) => {
    const { where, order } = await chosenOf(ctx, input);
    const only = input.only ? sql` and c.id = any (${uuids(input.only)})` : sql``;
    const id = newId();
    return inTx(ctx, async (ctx) => {
      await ctx.db.execute(sql`insert into selections (id, user_id, list, total, created_at, expires_at)
        values (${id}::uuid, ${userId}::uuid, ${input.list}, 0, ${instant(ctx.now)}, ${instant(addMs(ctx.now, KEPT_MS))})`);
      const [row] = await ctx.db.execute<{ total: string }>(sql`with item as (
          insert into selection_items (selection_id, position, customer_id)
          select ${id}::uuid, row_number() over (order by ${order}), c.id from customers c where ${where}${only}
          order by 2 limit ${sql.raw(String(MOST_SELECTED + 1))} returning 1),
        counted as (select count(*) as total from item)
        select total from counted`);
      const total = Number(row?.total ?? 0);
      if (total > MOST_SELECTED) throw new DomainError("SELECTION_TOO_BIG", { most: MOST_SELECTED });
      await ctx.db.execute(sql`update selections set total = ${total} where id = ${id}::uuid`);
      return { selectionId: id, state: "open", verb: null, total, ok: 0, failed: 0, undone: 0 };
    });
  });
}
