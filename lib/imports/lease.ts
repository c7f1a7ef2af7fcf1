import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import type { ImportState } from "@/db/enums";
import type { Ctx, TxCtx } from "@/lib/context";

/** The right to work on an import. Whoever has it says so again and again; who is killed loses it after a while. */
export type Lease = { importId: string; leaseId: string; seconds: number; state: ImportState };

/** The import has another owner now, or another state: whoever works on it stops, and what he has not committed is gone. */
export class Stopped extends Error {
  constructor() {
    super("the import is no longer ours to work on");
  }
}

const until = (seconds: number) => sql`clock_timestamp() + make_interval(secs => ${seconds})`;

/** Takes the oldest import that waits for work, or whose worker has fallen silent; null when there is none. */
export async function takeImport(
  ctx: Ctx,
  input: { seconds: number; importId?: string },
): Promise<Lease | null> {
  const leaseId = newId();
  const only = input.importId ? sql`and id = ${input.importId}::uuid` : sql``;
  const [row] = await ctx.db.execute<{ id: string; state: ImportState }>(sql`
    update imports set lease_id = ${leaseId}::uuid, leased_until = ${until(input.seconds)},
      state = case when state = 'waiting' then 'running' else state end
    where id = (select id from imports where state in ('checking', 'waiting', 'running', 'undoing')
      and (leased_until is null or leased_until < clock_timestamp()) ${only} order by id limit 1 for update skip locked)
    returning id, state`);
  return row ? { importId: row.id, leaseId, seconds: input.seconds, state: row.state } : null;
}

/** Says that the work goes on. Throws Stopped. */
export async function renew(ctx: Ctx, lease: Lease): Promise<void> {
  const rows = await ctx.db.execute(sql`
    update imports set leased_until = ${until(lease.seconds)}
    where id = ${lease.importId}::uuid and lease_id = ${lease.leaseId}::uuid and state = ${lease.state} returning id`);
  if (rows.length === 0) throw new Stopped();
}

/** Locks the import for a step that commits with it. Throws Stopped when it is no longer ours, was paused or cancelled. */
export async function holdImport(ctx: TxCtx, lease: Lease): Promise<void> {
  const rows = await ctx.db.execute(sql`
    select id from imports where id = ${lease.importId}::uuid and lease_id = ${lease.leaseId}::uuid
      and state = ${lease.state} for no key update`);
  if (rows.length === 0) throw new Stopped();
}

/** Gives the lease back, so that the next worker need not wait. */
export async function letGo(ctx: Ctx, lease: Lease): Promise<void> {
  await ctx.db.execute(sql`
    update imports set lease_id = null, leased_until = null where id = ${lease.importId}::uuid and lease_id = ${lease.leaseId}::uuid`);
}

/** Runs the work, and says meanwhile that it goes on. */
export async function underLease<T>(ctx: Ctx, lease: Lease, work: () => Promise<T>): Promise<T> {
  const beat = setInterval(
    // Whoever has lost it finds out at the next step that commits.
    () => void renew(ctx, lease).catch(() => {}),
    (lease.seconds * 1000) / 3,
  );
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await letGo(ctx, lease).catch(() => {});
  }
}
