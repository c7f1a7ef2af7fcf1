import { sql } from "drizzle-orm";
import { isTx } from "@/db/client";
import type { Ctx } from "@/lib/context";
import { log } from "@/lib/log";

/** On which jobs are asked for at once; what is lost here comes with the next minute. */
export const JOB_CHANNEL = "gonghai_jobs";

/** Asks the worker to run a job now. A hint: the tables say what there is to do. */
export async function kick(ctx: Ctx, job: string): Promise<void> {
  if (isTx(ctx.db)) return;
  await ctx.db
    .execute(sql`select pg_notify(${JOB_CHANNEL}, ${job})`)
    .catch((error: unknown) => log.warn({ err: error }, "the worker was not asked"));
}
