import { describe, expect, it } from "vitest";
import { behindHref, dashboardHref, heldHref, readAddress, readBehind, withDays, withPool } from "./address";

const TODAY = "2026-11-20";
const POOL = "0191e0a0-0000-7000-8000-000000000001";
const paramsOf = (href: string) => Object.fromEntries(new URL(href, "http://x").searchParams);

describe("the address of the dashboard", () => {
  it("is the last thirty days of everything when it says nothing", () => {
    const { days, filter } = readAddress({}, TODAY);
    expect(days).toBe(30);
    expect(filter).toEqual({ from: "2026-10-22", to: TODAY, poolId: null, teamId: null });
  });

  it.each([{ days: "7" }, { days: "90", pool: POOL }, { from: "2026-01-01", to: "2026-01-31", team: POOL }])(
    "says again what it was read from: %o",
    (params) => {
      const address = readAddress(params, TODAY);
      expect(paramsOf(dashboardHref(address))).toEqual(params);
    },
  );

  it.each([
    [{ days: "5000" }],
    [{ days: ["x", "7"] }],
    [{ pool: "'; drop table" }],
    [{ from: "2026-02-30", to: "2026-03-01" }],
    [{ from: "2026-03-02", to: "2026-03-01" }],
    [{ from: "2020-01-01", to: "2026-03-01" }],
  ])("falls back on the last thirty days: %o", (params) => {
    expect(readAddress(params, TODAY).filter).toEqual(readAddress({}, TODAY).filter);
  });

  it("keeps the pool when the stretch changes, and the stretch when the pool does", () => {
    const address = withPool(readAddress({ days: "7" }, TODAY), POOL);
    expect(dashboardHref(address)).toBe(`/dashboard?days=7&pool=${POOL}`);
    expect(dashboardHref(withDays(address, 30, TODAY))).toBe(`/dashboard?pool=${POOL}`);
    expect(dashboardHref(withPool(address, null))).toBe("/dashboard?days=7");
  });
});

describe("the list behind a number", () => {
  it("is read as it was written", () => {
    const address = readAddress({ days: "7", pool: POOL }, TODAY);
    const link = {
      ...{ kind: "entered" as const, sources: ["reclaimed", "released"], fates: ["held"], followed: false },
      ...{ personId: POOL, minBounces: 0, maxBounces: 2 },
    };
    expect(readBehind(paramsOf(behindHref(address, link)))).toEqual({
      ...{
        filter: address.filter,
        kind: "entered",
        sources: ["reclaimed", "released"],
        exits: [],
        fates: ["held"],
      },
      ...{ followed: false, personId: POOL, minBounces: 0, maxBounces: 2, after: null },
    });
  });

  it.each([{}, { kind: "everything" }, { kind: "taken", from: "yesterday", to: TODAY }])(
    "is no list: %o",
    (params) => {
      expect(readBehind(params)).toBeNull();
    },
  );

  it("leads to customers in hands too", () => {
    const address = readAddress({}, TODAY);
    expect(heldHref(address, { owner: POOL, idle: 30 })).toBe(`/mine?view=all&owner=${POOL}&idle=30`);
  });
});
