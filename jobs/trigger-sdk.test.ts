import { parsePacket } from "@trigger.dev/core/v3";
import { TriggerClient } from "@trigger.dev/sdk";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { nudge } from "./engine/dispatch";
import { type StandIn, startStandIn } from "./testing/trigger-stand-in";

let standIn: StandIn;

beforeAll(async () => {
  standIn = await startStandIn();
  vi.stubEnv("TRIGGER_SECRET_KEY", standIn.secretKey);
  vi.stubEnv("TRIGGER_API_URL", standIn.url);
});
beforeEach(() => {
  standIn.requests.length = 0;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await standIn.close();
});

const Sent = z.object({
  payload: z.string(),
  options: z.object({
    payloadType: z.string(),
    idempotencyKey: z.string().length(64),
    idempotencyKeyTTL: z.string(),
    idempotencyKeyOptions: z.object({ key: z.string(), scope: z.literal("global") }),
  }),
});

describe("a nudge with a Trigger.dev key", () => {
  it("is what the platform expects of a scheduled task's run", async () => {
    const before = Date.now();
    const { queued, runId } = await nudge("reclaim-due", "policy:7");
    expect(queued).toBe(true);
    expect(standIn.requests).toHaveLength(1);
    const [request] = standIn.requests;
    expect(request).toMatchObject({
      method: "POST",
      path: "/api/v1/tasks/reclaim-due/trigger",
      authorization: `Bearer ${standIn.secretKey}`,
    });
    const { payload, options } = Sent.parse(request?.body);
    expect(options.idempotencyKeyOptions.key).toBe("reclaim-due-policy:7");
    const sent: unknown = await parsePacket({ data: payload, dataType: options.payloadType });
    const { timestamp, upcoming } = z
      .object({ timestamp: z.date(), upcoming: z.array(z.date()) })
      .parse(sent);
    expect(Number(timestamp)).toBeGreaterThanOrEqual(before);
    expect(Number(timestamp)).toBeLessThanOrEqual(Date.now());
    expect(upcoming).toEqual([]);
    const client = new TriggerClient({ baseURL: standIn.url, accessToken: standIn.secretKey });
    expect((await client.runs.retrieve(runId ?? "")).status).toBe("QUEUED");
  });

  it("asks once for the same key, and again for another key or job", async () => {
    const first = await nudge("reclaim-due", "once");
    expect(await nudge("reclaim-due", "once")).toEqual(first);
    expect((await nudge("reclaim-due", "twice")).runId).not.toBe(first.runId);
    expect((await nudge("send-reminders", "once")).runId).not.toBe(first.runId);
  });

  it("is quiet about a platform that says no", async () => {
    vi.stubEnv("TRIGGER_API_URL", `${standIn.url}/elsewhere`);
    expect(await nudge("reclaim-due", "refused")).toEqual({ queued: false, runId: null });
    vi.stubEnv("TRIGGER_API_URL", standIn.url);
  });
});
