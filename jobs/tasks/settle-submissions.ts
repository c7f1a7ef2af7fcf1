import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { settleSubmissions } from "@/lib/forms/settle-submissions";

export const definition = scheduledJob({
  id: "settle-submissions",
  cron: { pattern: "* * * * *", timezone: cronTimeZone() },
  queue: { name: "settle-submissions", concurrencyLimit: 1 },
  maxDuration: 120,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => settleSubmissions(systemContext("settle-submissions", timestamp)),
});

export const task = schedules.task(definition);
