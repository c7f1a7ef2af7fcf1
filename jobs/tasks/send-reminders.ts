import { schedules } from "@trigger.dev/sdk";
import { cronTimeZone, SWEEP_RETRY, scheduledJob } from "@/jobs/engine/define";
import { systemContext } from "@/jobs/engine/system-context";
import { sendReminders } from "@/lib/reminders/send-reminders";

export const definition = scheduledJob({
  id: "send-reminders",
  cron: { pattern: "* * * * *", timezone: cronTimeZone() },
  queue: { name: "send-reminders", concurrencyLimit: 1 },
  maxDuration: 300,
  retry: SWEEP_RETRY,
  run: ({ timestamp }) => sendReminders(systemContext("send-reminders", timestamp), {}),
});

export const task = schedules.task(definition);
