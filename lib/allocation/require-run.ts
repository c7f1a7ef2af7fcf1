import { eq } from "drizzle-orm";
import { sweeps } from "@/db/schema/sweeps";
import { actorId, type Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { may } from "@/lib/permissions";
import { JOB } from "./allocate-batch";

/** Refuses with NOT_FOUND unless it is a run of allocation that the actor started, or he may undo every one. */
export async function requireRun(ctx: Ctx, sweepId: string): Promise<void> {
  const [run] = await ctx.db
    .select({ job: sweeps.job, startedById: sweeps.startedById })
    .from(sweeps)
    .where(eq(sweeps.id, sweepId));
  const own = run !== undefined && run.startedById !== null && run.startedById === actorId(ctx.actor);
  if (run?.job !== JOB || !(own || may(ctx.actor, "sweeps.manage")))
    throw new DomainError("NOT_FOUND", { what: "run" });
}
