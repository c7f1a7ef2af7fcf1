import type { PgBoss } from "pg-boss";
import { JOB_CHANNEL } from "@/lib/imports/kick";
import { LIVE_CHANNEL } from "@/lib/live/tell";
import { nextDueAt } from "@/lib/webhooks/lanes";
import { jobs } from "./define";
import type { EngineLog } from "./embedded";
import { systemPool } from "./system-context";

const KICKED = "deliver-webhooks";
/** What is told in a burst asks once. */
const SETTLE_MS = 150;

/**
 * Runs the delivery of webhooks as soon as something was committed that has one, and a job that a verb asks for by its
 * name, rather than at the next minute. Whatever goes wrong with it costs that minute.
 */
export async function kickOnChange(boss: PgBoss, log: EngineLog): Promise<() => Promise<void>> {
  const { sql, db } = systemPool();
  let waiting: NodeJS.Timeout | undefined;
  const kick = async () => {
    waiting = undefined;
    try {
      const due = await nextDueAt(db);
      if (due && due <= new Date()) await boss.send(KICKED, {});
    } catch (error) {
      log.warn({ err: error }, "the delivery of webhooks was not kicked");
    }
  };
  const { unlisten } = await sql.listen(LIVE_CHANNEL, () => {
    waiting ??= setTimeout(() => void kick(), SETTLE_MS);
  });
  const asked = await sql.listen(JOB_CHANNEL, (job) => {
    if (!jobs.has(job)) return;
    boss.send(job, {}).catch((error: unknown) => log.warn({ err: error, job }, "a job was not kicked"));
  });
  return async () => {
    clearTimeout(waiting);
    await Promise.all([unlisten(), asked.unlisten()]).catch(() => {});
  };
}
