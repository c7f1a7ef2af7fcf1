import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { publishScheduled } from "@/lib/policy-drafts/publish-scheduled";

export const definition = scheduledJob({
  id: "publish-scheduled",
  cron: { pattern: "* * * * *", timezone: cronTimeZone() },
  queue: { name: "publish-scheduled", concurrencyLimit: 1 },
  maxDuration: 300,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => publishScheduled(systemContext("publish-scheduled", timestamp), {}),
});

export const task = schedules.task(definition);
