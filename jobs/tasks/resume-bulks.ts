import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { resumeBulks } from "@/lib/selections/resume-bulks";

export const definition = scheduledJob({
  id: "resume-bulks",
  cron: { pattern: "* * * * *", timezone: cronTimeZone() },
  queue: { name: "resume-bulks", concurrencyLimit: 1 },
  maxDuration: 900,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => resumeBulks(systemContext("resume-bulks", timestamp)),
});

export const task = schedules.task(definition);
