import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { deliverWebhooks } from "@/lib/webhooks/deliver-webhooks";

export const definition = scheduledJob({
  id: "deliver-webhooks",
  cron: { pattern: "* * * * *", timezone: cronTimeZone() },
  queue: { name: "deliver-webhooks", concurrencyLimit: 1 },
  maxDuration: 120,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => deliverWebhooks(systemContext("deliver-webhooks", timestamp)),
});

export const task = schedules.task(definition);
