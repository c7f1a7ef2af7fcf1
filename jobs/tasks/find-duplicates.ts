import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { findDuplicates } from "@/lib/duplicates/find-duplicates";

export const definition = scheduledJob({
  id: "find-duplicates",
  cron: { pattern: "*/10 * * * *", timezone: cronTimeZone() },
  queue: { name: "find-duplicates", concurrencyLimit: 1 },
  maxDuration: 3_600,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => findDuplicates(systemContext("find-duplicates", timestamp)),
});

export const task = schedules.task(definition);
