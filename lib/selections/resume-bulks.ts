import { sql } from "drizzle-orm";
import type { Role } from "@/db/enums";
import { type Ctx, inTx } from "@/lib/context";
import { log } from "@/lib/log";
import { authorize } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";
import { addMs, MINUTE } from "@/lib/time";
import { advanceBulk } from "./advance-bulk";

const STANDS_STILL_MS = MINUTE;
const MOST_CHUNKS = 200;
const MOST_AT_ONCE = 20;
const MOST_FORGOTTEN = 50;

type Left = { id: string; user_id: string; role: Role; team_id: string | null; gone: boolean };

/** Who has left does nothing more: what is left of his selection fails. */
async function abandon(ctx: Ctx, id: string): Promise<void> {
  await inTx(ctx, async (ctx) => {
    await ctx.db.execute(sql`with failed as (
        update selection_items set outcome = 'failed', error = 'USER_INACTIVE', params = '{}'
        where selection_id = ${id}::uuid and outcome is null returning 1)
      update selections s set state = case when s.state = 'undoing' then 'undone' else 'finished' end,
        failed_count = failed_count + (select count(*) from failed), finished_at = ${instant(ctx.now)}
      where id = ${id}::uuid and state in ('running', 'undoing')`);
  });
}

async function finish(ctx: Ctx, left: Left): Promise<number> {
  const actor = { kind: "user" as const, id: left.user_id, role: left.role, teamId: left.team_id };
  for (let chunks = 1; chunks <= MOST_CHUNKS; chunks += 1) {
    const { state } = await advanceBulk({ ...ctx, actor }, { selectionId: left.id });
    if (state !== "running" && state !== "undoing") return chunks;
  }
  return MOST_CHUNKS;
}

/** One that can't go on stops none of the others, and waits behind them. */
async function goOn(ctx: Ctx, left: Left): Promise<number> {
  try {
    if (!left.gone) return await finish(ctx, left);
    await abandon(ctx, left.id);
  } catch (error) {
    log.warn({ err: error, selection: left.id }, "a selection could not be gone on with");
    await ctx.db.execute(
      sql`update selections set touched_at = ${instant(ctx.now)} where id = ${left.id}::uuid and touched_at < ${instant(ctx.now)}`,
    );
  }
  return 0;
}

/**
 * Goes on with what somebody began to do with a selection and whose browser went away, as himself, with all that may be
 * refused to him; and forgets selections that have expired.
 */
export async function resumeBulks(ctx: Ctx): Promise<{ chunks: number; forgotten: number }> {
  authorize(ctx.actor, "jobs.run");
  const rows = await ctx.db.execute<Left>(sql`
    select s.id, s.user_id, u.role, u.team_id, u.deactivated_at is not null as gone from selections s join users u on u.id = s.user_id
    where s.state in ('running', 'undoing') and s.touched_at <= ${instant(addMs(ctx.now, -STANDS_STILL_MS))}
      and s.expires_at > ${instant(ctx.now)}
    order by s.touched_at limit ${sql.raw(String(MOST_AT_ONCE))}`);
  let chunks = 0;
  for (const left of rows) chunks += await goOn(ctx, left);
  const forgotten = await ctx.db.execute(sql`delete from selections where id in (
    select id from selections where expires_at <= ${instant(ctx.now)} order by expires_at limit ${sql.raw(String(MOST_FORGOTTEN))}
    for update skip locked) returning id`);
  return { chunks, forgotten: forgotten.length };
}
