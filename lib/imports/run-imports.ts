import { setTimeout as sleep } from "node:timers/promises";
import { eq, inArray, sql } from "drizzle-orm";
import { importFileParts, imports } from "@/db/schema/imports";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError, type ErrorCode, type ErrorParams } from "@/lib/errors";
import { failure } from "@/lib/failure";
import { authorize } from "@/lib/permissions";
import { checkRows } from "./check-import";
import { enterImport } from "./enter-import";
import { holdImport, type Lease, Stopped, takeImport, underLease } from "./lease";
import { readTask, type Task } from "./task";
import { undoRows } from "./undo-rows";

export type RunOptions = {
  /** The instant of what is written; that of the context when absent. */
  clock?: () => Date;
  /** After so many seconds without a sign of life another worker goes on. */
  leaseSeconds?: number;
  /** One import alone. */
  importId?: string;
  /** At this instant by the clock no further import is begun. */
  until?: Date;
};

const LEASE_SECONDS = 15;
/** So many imports go on side by side; their batches commit in turn. */
const LANES = 3;
const LOOK_AGAIN_MS = 500;

async function fail(ctx: Ctx, lease: Lease, error: ErrorCode, params: ErrorParams): Promise<void> {
  await inTx(ctx, async (ctx) => {
    await holdImport(ctx, lease);
    const set = { state: "failed" as const, failure: error, failureParams: params, finishedAt: ctx.now };
    await ctx.db.update(imports).set(set).where(eq(imports.id, lease.importId));
  });
}

function work(ctx: Ctx, lease: Lease, task: Task, clock: () => Date): Promise<void> {
  if (lease.state === "checking") return checkRows(ctx, lease, task, clock);
  if (lease.state === "undoing") return undoRows(ctx, lease, task, clock);
  return enterImport(ctx, lease, task, clock);
}

/** Works on one import until it is done, was stopped by somebody, or can't go on; that is written down too. */
async function workOn(ctx: Ctx, lease: Lease, clock: () => Date): Promise<void> {
  try {
    await underLease(ctx, lease, async () => work(ctx, lease, await readTask(ctx, lease.importId), clock));
  } catch (error) {
    if (error instanceof Stopped) return;
    // What is refused stays refused; anything else may pass, and the next run tries it again.
    if (!(error instanceof DomainError)) throw error;
    const { error: code, params } = failure(error, "runImports");
    await regain(ctx, lease, (again) => fail({ ...ctx, now: clock() }, again, code, params ?? {}));
  }
}

async function regain(ctx: Ctx, lease: Lease, end: (lease: Lease) => Promise<void>): Promise<void> {
  const again = await takeImport(ctx, { seconds: lease.seconds, importId: lease.importId });
  if (again)
    await end(again).catch((error: unknown) =>
      error instanceof Stopped ? undefined : Promise.reject(error),
    );
}

/** Throws away the bytes of files that have expired; whatever still runs keeps its own. */
async function dropExpired(ctx: Ctx): Promise<number> {
  return inTx(ctx, async (ctx) => {
    const gone = await ctx.db.execute<{ id: string }>(sql`
      update import_files f set gone_at = ${ctx.now.toISOString()}::timestamptz
      where f.gone_at is null and f.expires_at <= ${ctx.now.toISOString()}::timestamptz
        and not exists (select from imports i where i.file_id = f.id and i.state in ('checking', 'waiting', 'running', 'paused'))
      returning f.id`);
    const ids = gone.map(({ id }) => id);
    if (ids.length > 0) await ctx.db.delete(importFileParts).where(inArray(importFileParts.fileId, ids));
    return ids.length;
  });
}

/**
 * Works on the imports that wait, several side by side, until none is left: dry runs, entering, undoing. It may be killed
 * at any point and run anywhere else: whoever comes next goes on where the last commit was.
 */
export async function runImports(
  ctx: Ctx,
  options: RunOptions = {},
): Promise<{ imports: number; expired: number }> {
  authorize(ctx.actor, "jobs.run");
  const clock = options.clock ?? (() => ctx.now);
  const take = {
    seconds: options.leaseSeconds ?? LEASE_SECONDS,
    ...(options.importId ? { importId: options.importId } : {}),
  };
  let done = 0;
  let busy = 0;
  const lane = async () => {
    for (;;) {
      const late = options.until !== undefined && clock() >= options.until;
      const lease = late ? null : await takeImport(ctx, take);
      if (!lease) {
        if (busy === 0 || late || options.importId) return;
        await sleep(LOOK_AGAIN_MS);
        continue;
      }
      busy += 1;
      try {
        await workOn(ctx, lease, clock);
      } finally {
        busy -= 1;
      }
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: options.importId ? 1 : LANES }, lane));
  return { imports: done, expired: options.importId ? 0 : await dropExpired(ctx) };
}
