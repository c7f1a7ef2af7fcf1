import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { countTakenOut } from "@/lib/clean-up/count-overstayed";
import { readSteady } from "@/lib/conditions/steady-offset";
import type { Ctx } from "@/lib/context";
import { knownTo } from "@/lib/deadlines/known";
import type { InForce } from "@/lib/deadlines/on-the-clock";
import { type Situation, situationOf } from "@/lib/deadlines/situation";
import { runsOverCap, wouldBeOver } from "@/lib/deadlines/too-many-sql";
import { addDays, addMs, startOfDay } from "@/lib/time";
import type { Compared, CountedHit } from "./preview-sql";
import { getPolicy } from "./queries";
import { NOTICE_MS, noticeFor } from "./rules";
import type { PreviewPolicyInput } from "./schema";

/** For how many days a preview says what goes back. */
export const FORECAST_DAYS = 14;

/** What the rules of the pool itself would take out of it by the end of the notice. */
export const countCleared = (
  db: Executor,
  { poolId, timeZone, noticeUntil, draft, inForce }: Compared,
): Promise<CountedHit> =>
  countTakenOut(
    db,
    { draft: draft.document.poolRules, inForce: inForce.document.poolRules },
    { poolId, timeZone, now: noticeUntil },
  );

/** What is taken from those who hold and out of the pool: what an approval is about. */
export const withPool = (held: CountedHit, pooled: CountedHit): CountedHit => ({
  hit: held.hit + pooled.hit,
  added: held.added + pooled.added,
});

/** The situation in which a draft is tried on single customers: who would be too many under it is. */
export function triedOn(
  { draft, poolId, timeZone, now }: Compared,
  customerIds: readonly string[],
): Situation {
  const crowds = runsOverCap(draft.document);
  return situationOf(
    { timeZone, now },
    crowds ? { overCapSince: wouldBeOver(draft.document, { poolId, now }, customerIds) } : {},
  );
}

/** What is compared: the version in force with its notice, and the draft with the notice that it would get. */
export async function readCompared(
  ctx: Ctx,
  input: PreviewPolicyInput,
): Promise<Compared & { baseVersion: number }> {
  const inForce = await getPolicy(ctx, { poolId: input.poolId });
  const [org] = await ctx.db.execute<{ time_zone: string }>(sql`select time_zone from organizations limit 1`);
  const timeZone = org?.time_zone ?? "UTC";
  const { id, document, grace, version: baseVersion } = inForce;
  const before = { document, grace };
  const after = { document: input.document, grace: noticeFor(inForce, input.document, ctx.now) };
  return {
    ...{ poolId: input.poolId, baseVersion, now: ctx.now, timeZone },
    steady: await readSteady(ctx.db, timeZone, ctx.now),
    noticeUntil: addMs(ctx.now, NOTICE_MS),
    inForce: { id, ...before, timeZone, known: await knownTo(ctx.db, before) } satisfies InForce,
    draft: { ...after, known: await knownTo(ctx.db, after) },
    days: Array.from({ length: FORECAST_DAYS + 1 }, (_, n) =>
      startOfDay(addDays(ctx.now, n, timeZone), timeZone),
    ),
  };
}
