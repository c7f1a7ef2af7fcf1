import { expect, it } from "vitest";
import { addMs, DAY, HOUR } from "@/lib/time";
import { urgencyOf } from "./urgency";

const now = new Date("2026-11-20T01:00:00Z");
const due = (ms: number) => ({ dueAt: addMs(now, ms), protectedUntil: null, wonAt: null });

it.each([
  ["due", -1],
  ["due", 0],
  ["hours", 1],
  ["hours", 24 * HOUR - 1],
  ["days", 24 * HOUR],
  ["days", 3 * DAY - 1],
  ["week", 3 * DAY],
  ["week", 7 * DAY],
  ["later", 7 * DAY + 1],
] as const)("is %s with %d ms left", (urgency, ms) => expect(urgencyOf(due(ms), now)).toBe(urgency));

it("is paused under a protection that still runs, and none for who has won or has no clock", () => {
  expect(urgencyOf({ ...due(HOUR), protectedUntil: addMs(now, 1) }, now)).toBe("paused");
  expect(urgencyOf({ ...due(HOUR), protectedUntil: now }, now)).toBe("hours");
  expect(urgencyOf({ dueAt: null, protectedUntil: null, wonAt: now }, now)).toBe("none");
});
