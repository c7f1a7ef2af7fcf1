import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { indexUnreadNames } from "@/lib/customers/index-names";

export const definition = scheduledJob({
  id: "index-names",
  cron: { pattern: "* * * * *", timezone: cronTimeZone() },
  queue: { name: "index-names", concurrencyLimit: 1 },
  maxDuration: 900,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => indexUnreadNames(systemContext("index-names", timestamp)),
});

export const task = schedules.task(definition);
