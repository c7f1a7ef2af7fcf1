import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { log } from "@/lib/log";
import { authorize } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";
import { addMs } from "@/lib/time";
import { settleSubmission } from "./settle-submission";

/** Who took it in settles it at once; what is older was left by one that died. */
const LEFT_AFTER_MS = 20_000;
const AT_ONCE = 500;

/** Makes customers and enquiries of what was stored and not settled, the oldest first. One that fails doesn't stop the others. */
export async function settleSubmissions(ctx: Ctx): Promise<{ settled: number; failed: number }> {
  authorize(ctx.actor, "jobs.run");
  const left = await ctx.db.execute<{ id: string }>(sql`
    select id from submissions where state = 'received' and received_at < ${instant(addMs(ctx.now, -LEFT_AFTER_MS))}
    order by received_at, id limit ${AT_ONCE}`);
  const done = { settled: 0, failed: 0 };
  for (const { id } of left) {
    try {
      await settleSubmission(ctx, id);
      done.settled += 1;
    } catch (error) {
      done.failed += 1;
      log.warn({ err: error, submission: id }, "a submission could not be settled");
    }
  }
  return done;
}
