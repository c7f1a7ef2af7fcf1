import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";
import { writeExport } from "./write-export";

const MOST_AT_ONCE = 20;

/** Writes the exports that wait or whose writer is gone, the oldest first, and throws away the files that have expired. */
export async function writeExports(ctx: Ctx): Promise<{ exports: number; expired: number }> {
  authorize(ctx.actor, "jobs.run");
  const waiting = await ctx.db.execute<{ id: string }>(sql`select id from exports
    where state = 'queued' or (state = 'running' and touched_at < clock_timestamp() - interval '2 minutes')
    order by asked_at limit ${sql.raw(String(MOST_AT_ONCE))}`);
  let written = 0;
  for (const { id } of waiting) if (await writeExport(ctx, { exportId: id })) written += 1;
  const expired = await ctx.db.execute(sql`delete from export_parts p using exports e
    where e.id = p.export_id and e.expires_at <= ${instant(ctx.now)} returning p.export_id`);
  return { exports: written, expired: expired.length };
}
