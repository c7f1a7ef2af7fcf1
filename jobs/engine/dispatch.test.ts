import { afterEach, describe, expect, it, vi } from "vitest";
import { nudge, nudgeRunId } from "./dispatch";

afterEach(() => vi.unstubAllEnvs());

describe("a nudge", () => {
  it("has one run id for a job and a key", () => {
    const id = nudgeRunId("reclaim-due", "policy:7");
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(nudgeRunId("reclaim-due", "policy:7")).toBe(id);
    expect(nudgeRunId("reclaim-due", "policy:8")).not.toBe(id);
    expect(nudgeRunId("send-reminders", "policy:7")).not.toBe(id);
  });

  it("fails without a word: the business transaction has committed", async () => {
    vi.stubEnv("TRIGGER_SECRET_KEY", "");
    vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1:9/none");
    expect(await nudge("reclaim-due", "a")).toEqual({ queued: false, runId: null });
    vi.stubEnv("DATABASE_URL", "");
    expect(await nudge("reclaim-due", "b")).toEqual({ queued: false, runId: null });
    vi.stubEnv("TRIGGER_SECRET_KEY", "tr_dev_x");
    vi.stubEnv("TRIGGER_API_URL", "http://127.0.0.1:9");
    expect(await nudge("reclaim-due", "c")).toEqual({ queued: false, runId: null });
  });
});
