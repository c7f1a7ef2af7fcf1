import { describe, expect, it, vi } from "vitest";
import { jobs, SWEEP_RETRY, scheduledJob } from "./define";

function probe(id: string) {
  const seen: Date[] = [];
  const definition = scheduledJob({
    id,
    cron: { pattern: "* * * * *", timezone: "Asia/Shanghai" },
    queue: { name: id, concurrencyLimit: 1 },
    maxDuration: 60,
    retry: SWEEP_RETRY,
    run: async ({ timestamp }) => {
      seen.push(timestamp);
      return { seen: seen.length };
    },
  });
  return { definition, seen };
}

describe("a scheduled job", () => {
  it("runs at its scheduled instant, however late and however often", async () => {
    const { definition, seen } = probe("probe-late");
    const scheduled = new Date("2026-01-01T00:00:00Z");
    await definition.run({ timestamp: scheduled });
    await definition.run({ timestamp: scheduled });
    expect(seen).toEqual([scheduled, scheduled]);
  });

  it("never runs at an instant still to come, unless a person asks for it", async () => {
    vi.useFakeTimers({ now: new Date("2026-06-01T00:00:00Z") });
    const { definition, seen } = probe("probe-early");
    const future = new Date("2026-06-01T00:01:30Z");
    await definition.run({ timestamp: future });
    await jobs.get("probe-early")?.runAt(future);
    expect(seen).toEqual([new Date("2026-06-01T00:00:00Z"), future]);
    vi.useRealTimers();
  });
});
