import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";

/** The currency in which the organisation counts its money. */
export async function readCurrency(db: Executor): Promise<string> {
  const [row] = await db.execute<{ currency: string }>(sql`select currency from organizations limit 1`);
  return row?.currency ?? "CNY";
}
