import { describe, expect, it } from "vitest";
import { MINUTE } from "@/lib/time";
import { MAIL_EXPIRES_AFTER_MS, MAX_MAIL_ATTEMPTS, mailFailure, messageId, retryAfterMs } from "./rules";

describe("a failed e-mail", () => {
  it("waits longer each time, and is given up before it is a day old", () => {
    const waits = Array.from({ length: MAX_MAIL_ATTEMPTS }, (_, n) => retryAfterMs(n + 1));
    expect(waits).toEqual([MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 180 * MINUTE, null]);
    const total = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0);
    expect(total).toBeLessThan(MAIL_EXPIRES_AFTER_MS);
  });

  it.each([
    ["no connection", {}, false, "server"],
    ["wrong password", { responseCode: 535 }, false, "server"],
    ["server shutting down", { responseCode: 421 }, true, "server"],
    ["connection lost while sending", {}, true, "transient"],
    ["greylisted", { responseCode: 451 }, true, "transient"],
    ["no such mailbox", { responseCode: 550 }, true, "permanent"],
  ] as const)("for %s is the fault of the right one", (_, error, open, failure) => {
    expect(mailFailure(error, open)).toBe(failure);
  });
});

it("names a message the same at every attempt", () => {
  expect(messageId("0199", "crm@example.com")).toBe("<0199@example.com>");
});
