import { describe, expect, it } from "vitest";
import type { PoolQuota } from "@/lib/quotas/types";
import { bindingLimit, permitOf, spent } from "./quota-state";

const resetsAt = new Date("2025-11-21T16:00:00Z");
const quota: PoolQuota = {
  pool: { id: "p", name: "华东公海" },
  policyVersion: 1,
  held: 10,
  cap: 20,
  notCounted: 0,
  today: { used: 1, limit: 3, resetsAt },
  week: { used: 2, limit: 5, resetsAt },
  left: 2,
  refusal: null,
  coolDownDays: 7,
  coolDowns: [],
  protections: { used: 0, limit: 3, maxDays: 30 },
};

describe("the quota while a claim is on its way", () => {
  it("counts every limit at once", () => {
    expect(spent(quota, 1)).toMatchObject({
      held: 11,
      today: { used: 2 },
      week: { used: 3 },
      left: 1,
      refusal: null,
    });
  });

  it("refuses the next as the server will: the cap before the day, the day before the week", () => {
    expect(spent(quota, 2)).toMatchObject({
      left: 0,
      refusal: { code: "DAILY_LIMIT_REACHED", params: { used: 3 } },
    });
    expect(spent({ ...quota, cap: 11 }, 1).refusal?.code).toBe("HOLDING_CAP_REACHED");
    expect(spent({ ...quota, today: null }, 3).refusal?.code).toBe("WEEKLY_LIMIT_REACHED");
  });
});

describe("the quota while a claim is being undone", () => {
  it("gives back what it took, and the leave to claim", () => {
    const full = spent(quota, 2);
    expect(spent(full, -1)).toEqual(spent(quota, 1));
    expect(spent(full, -1).refusal).toBeNull();
  });

  it("makes nobody a member", () => {
    const outside: PoolQuota = { ...quota, left: 0, refusal: { code: "NOT_A_MEMBER", params: {} } };
    expect(spent(outside, -1)).toMatchObject({ left: 0, refusal: { code: "NOT_A_MEMBER" } });
  });
});

describe("whether a row can be claimed", () => {
  const cooling = { ok: false, error: "COOLING_DOWN", params: { days: 7 } } as const;
  const dayIsOver = { ok: false, error: "DAILY_LIMIT_REACHED", params: {} } as const;

  it("believes the quota about the person, the row about itself", () => {
    expect(permitOf({ claim: { ok: true } }, quota)).toEqual({ ok: true });
    expect(permitOf({ claim: dayIsOver }, quota)).toEqual({ ok: true });
    expect(permitOf({ claim: cooling }, spent(quota, 2))).toEqual(cooling);
    expect(permitOf({ claim: { ok: true } }, spent(quota, 2))).toMatchObject({
      error: "DAILY_LIMIT_REACHED",
    });
  });
});

describe("the limit that binds", () => {
  it("is the one that lets one claim least", () => {
    expect(bindingLimit(quota)).toEqual({ by: "today", used: 1, limit: 3 });
    expect(bindingLimit({ ...quota, week: { used: 4, limit: 5, resetsAt } })?.by).toBe("week");
    expect(bindingLimit({ ...quota, cap: 11 })).toEqual({ by: "cap", used: 10, limit: 11 });
    expect(bindingLimit({ ...quota, today: null, week: null, cap: null })).toBeNull();
  });
});
