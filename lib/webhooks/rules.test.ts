import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "@/lib/time";
import { askedMs, failureOf, MAX_ATTEMPTS, PAUSE_AFTER, restMs, retryAfterMs } from "./rules";

describe("trying again", () => {
  it("waits longer each time, and gives up in the fourth day", () => {
    const waits = Array.from({ length: MAX_ATTEMPTS }, (_, n) => retryAfterMs(n + 1, 0.5));
    expect(waits).toEqual([
      5_000,
      5 * MINUTE,
      30 * MINUTE,
      ...[2, 5, 10, 14, 20, 24].map((h) => h * HOUR),
      null,
    ]);
    const all = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0);
    expect(all).toBeGreaterThan(3 * DAY);
    // By chance all waits may be a fifth shorter; a pause comes before most messages are given up.
    expect(all).toBeGreaterThan(PAUSE_AFTER);
  });

  it("spreads the waits by a fifth", () => {
    expect(retryAfterMs(2, 0)).toBe(4 * MINUTE);
    expect(retryAfterMs(2, 1)).toBe(6 * MINUTE);
  });

  it("waits as long as it is asked to, up to a day", () => {
    expect(retryAfterMs(1, 0.5, 10 * MINUTE)).toBe(10 * MINUTE);
    expect(retryAfterMs(1, 0.5, 90 * DAY)).toBe(DAY);
  });

  it("leaves an endpoint that is down alone, for an hour at most", () => {
    expect([4, 5, 6, 7].map(restMs)).toEqual([0, 15_000, 30_000, MINUTE]);
    expect(restMs(60)).toBe(HOUR);
  });
});

it.each([
  ...([
    [200, null],
    [204, null],
    [299, null],
    [301, "redirected"],
    [307, "redirected"],
    [410, "gone"],
  ] as const),
  ...([
    [400, "refused"],
    [404, "refused"],
    [429, "refused"],
    [500, "refused"],
    [503, "refused"],
  ] as const),
])("status %i is %s", (status, meaning) => {
  expect(failureOf(status)).toBe(meaning);
});

it.each([
  ["120", 120_000],
  ["Fri, 20 Nov 2026 02:05:00 GMT", 5 * MINUTE],
  ["Fri, 20 Nov 2020 02:05:00 GMT", 0],
  ["soon", 0],
  ["-5", 0],
  [null, 0],
])("Retry-After %s", (header, ms) => {
  expect(askedMs(header, new Date("2026-11-20T02:00:00Z"))).toBe(ms);
});
