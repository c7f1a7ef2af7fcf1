import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { observeDrafts } from "@/lib/policy-drafts/observe-drafts";

export const definition = scheduledJob({
  id: "observe-drafts",
  cron: { pattern: "*/15 * * * *", timezone: cronTimeZone() },
  queue: { name: "observe-drafts", concurrencyLimit: 1 },
  maxDuration: 600,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => observeDrafts(systemContext("observe-drafts", timestamp), {}),
});

export const task = schedules.task(definition);
