import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { writeExports } from "@/lib/exports/write-exports";

export const definition = scheduledJob({
  id: "write-exports",
  cron: { pattern: "* * * * *", timezone: cronTimeZone() },
  queue: { name: "write-exports", concurrencyLimit: 1 },
  maxDuration: 900,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => writeExports(systemContext("write-exports", timestamp)),
});

export const task = schedules.task(definition);
