import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { cleanUpPools } from "@/lib/clean-up/clean-up-pools";

export const definition = scheduledJob({
  id: "clean-up-pools",
  cron: { pattern: "17 * * * *", timezone: cronTimeZone() },
  queue: { name: "clean-up-pools", concurrencyLimit: 1 },
  maxDuration: 600,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => cleanUpPools(systemContext("clean-up-pools", timestamp)),
});

export const task = schedules.task(definition);
