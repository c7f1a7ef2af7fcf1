import { sql } from "drizzle-orm";
import type postgres from "postgres";
import type { Db } from "@/db/client";
import { isTx } from "@/db/client";
import type { FieldType } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { fieldIndex } from "./field-sql";

/** `there` already, `made` now, `building` in another session, or `postponed` because a transaction is open. */
export type IndexOutcome = "there" | "made" | "building" | "postponed";

type Found = { valid: boolean; building: boolean };
type Reserving = Db & { $client: postgres.Sql };

const canReserve = (db: Ctx["db"]): db is Reserving => "$client" in db;

/** The index of a field: one a key, for the type of a field never changes. */
export const fieldIndexName = (key: string): string => `customers_${key}`;

async function findIndex(ctx: Ctx, name: string): Promise<Found | undefined> {
  const [found] = await ctx.db.execute<Found>(sql`
    select i.indisvalid as valid, exists (select from pg_stat_progress_create_index p where p.index_relid = i.indexrelid) as building
    from pg_index i where i.indexrelid = to_regclass(${name})`);
  return found;
}

/**
 * Makes the index by which a rule finds customers by a field, unless it is there. It is built CONCURRENTLY, for on a
 * big table a plain one would keep every claim waiting; that can't be done in a transaction, so a verb calls this after
 * its own has committed, and inside of one nothing happens: a missing index costs time, never truth. What an
 * interrupted build left behind is replaced. Customers without the field are not in it.
 */
export async function ensureFieldIndex(ctx: Ctx, key: string, type: FieldType): Promise<IndexOutcome> {
  authorize(ctx.actor, "fields.manage");
  if (isTx(ctx.db) || !canReserve(ctx.db)) return "postponed";
  const name = fieldIndexName(key);
  const { on, method } = fieldIndex(key, type);
  const found = await findIndex(ctx, name);
  if (found?.valid) return "there";
  if (found?.building) return "building";
  // A connection of its own, or other statements would queue up behind the building.
  const session = await ctx.db.$client.reserve();
  try {
    if (found) await session.unsafe(`drop index concurrently if exists ${name}`);
    await session.unsafe(
      `create index concurrently if not exists ${name} on customers using ${method} (${on}) where ${on} is not null`,
    );
  } finally {
    session.release();
  }
  return "made";
}
