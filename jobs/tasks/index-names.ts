import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { countGrams } from "@/lib/customers/count-grams";
import { indexUnreadNames } from "@/lib/customers/index-names";

export const definition = scheduledJob({
  id: "index-names",
  cron: { pattern: "* * * * *", timezone: cronTimeZone() },
  queue: { name: "index-names", concurrencyLimit: 1 },
  maxDuration: 900,
  retry: SWEEP_RETRY,
  run: async ({ timestamp }) => {
    const ctx = systemContext("index-names", timestamp);
    return { ...(await indexUnreadNames(ctx)), ...(await countGrams(ctx)) };
  },
});

export const task = schedules.task(definition);
