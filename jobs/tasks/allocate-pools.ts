import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { allocatePools } from "@/lib/allocation/allocate-pools";

export const definition = scheduledJob({
  id: "allocate-pools",
  cron: { pattern: "* * * * *", timezone: cronTimeZone() },
  queue: { name: "allocate-pools", concurrencyLimit: 1 },
  maxDuration: 600,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => allocatePools(systemContext("allocate-pools", timestamp)),
});

export const task = schedules.task(definition);
