import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { instant } from "@/lib/sql-values";
import { addMs, DAY } from "@/lib/time";
import { LIMIT_WINDOW } from "./rules";

/** Counts knocks; TOO_MANY_REQUESTS above the limit of the window (a day at most), whichever process of ours was knocked at. */
export async function countHit(
  ctx: Ctx,
  key: string,
  limit: number,
  knocks = 1,
  window = LIMIT_WINDOW,
): Promise<void> {
  const windowAt = new Date(Math.floor(ctx.now.getTime() / window) * window);
  const [row] = await ctx.db.execute<{ hits: number }>(sql`
    with forgotten as (delete from submission_limits where ctid in (
      select ctid from submission_limits where window_at < ${instant(addMs(ctx.now, -DAY))} limit 20 for update skip locked))
    insert into submission_limits (key, window_at, hits) values (${key}, ${instant(windowAt)}, ${knocks})
    on conflict (key, window_at) do update set hits = submission_limits.hits + excluded.hits returning hits`);
  if ((row?.hits ?? 0) <= limit) return;
  const retryAfterSeconds = Math.ceil((windowAt.getTime() + window - ctx.now.getTime()) / 1000);
  throw new DomainError("TOO_MANY_REQUESTS", { retryAfterSeconds });
}
