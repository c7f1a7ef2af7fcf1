import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { runImports } from "@/lib/imports/run-imports";
import { addMs, MINUTE } from "@/lib/time";

const clock = () => new Date();

export const definition = scheduledJob({
  id: "run-imports",
  cron: { pattern: "* * * * *", timezone: cronTimeZone() },
  queue: { name: "run-imports", concurrencyLimit: 1 },
  maxDuration: 3_600,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) =>
    // What is left after that the next minute goes on with.
    runImports(systemContext("run-imports", timestamp), { clock, until: addMs(clock(), 50 * MINUTE) }),
});

export const task = schedules.task(definition);
