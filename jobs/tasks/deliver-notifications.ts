import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { deliverNotifications } from "@/lib/notifications/deliver-notifications";

export const definition = scheduledJob({
  id: "deliver-notifications",
  cron: { pattern: "* * * * *", timezone: cronTimeZone() },
  queue: { name: "deliver-notifications", concurrencyLimit: 1 },
  maxDuration: 300,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => deliverNotifications(systemContext("deliver-notifications", timestamp), {}),
});

export const task = schedules.task(definition);
