import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { auditData } from "@/lib/quality/audit-data";

export const definition = scheduledJob({
  id: "audit-data",
  cron: { pattern: "41 3 * * *", timezone: cronTimeZone() },
  queue: { name: "audit-data", concurrencyLimit: 1 },
  maxDuration: 1800,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => auditData(systemContext("audit-data", timestamp)),
});

export const task = schedules.task(definition);
