import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { readFields } from "@/lib/custom-fields/read-defs";
import type { House } from "./open-import";

/** What a file is read by of the organisation. */
export async function readHouse(db: Executor): Promise<House> {
  const [org] = await db.execute<{ currency: string; time_zone: string }>(
    sql`select currency, time_zone from organizations limit 1`,
  );
  return {
    fields: await readFields(db),
    currency: org?.currency ?? "CNY",
    timeZone: org?.time_zone ?? "UTC",
  };
}
