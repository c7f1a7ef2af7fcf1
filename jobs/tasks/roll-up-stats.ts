import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { foreseeCleanUps } from "@/lib/clean-up/foresee-clean-ups";
import { rollUpStats } from "@/lib/stats/roll-up-stats";
import { foreseeReclaims } from "@/lib/sweeps/foresee-reclaims";

export const definition = scheduledJob({
  id: "roll-up-stats",
  cron: { pattern: "*/5 * * * *", timezone: cronTimeZone() },
  queue: { name: "roll-up-stats", concurrencyLimit: 1 },
  maxDuration: 900,
  retry: SWEEP_RETRY,
  run: async ({ timestamp }) => {
    const ctx = systemContext("roll-up-stats", timestamp);
    const foreseen = { ...(await foreseeReclaims(ctx)), ...(await foreseeCleanUps(ctx)) };
    return { ...foreseen, ...(await rollUpStats(ctx, {})) };
  },
});

export const task = schedules.task(definition);
