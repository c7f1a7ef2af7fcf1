import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";

export const definition = scheduledJob({
  id: "reclaim-due",
  cron: { pattern: "* * * * *", timezone: cronTimeZone() },
  queue: { name: "reclaim-due", concurrencyLimit: 1 },
  maxDuration: 300,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => reclaimDue(systemContext("reclaim-due", timestamp), {}),
});

export const task = schedules.task(definition);
