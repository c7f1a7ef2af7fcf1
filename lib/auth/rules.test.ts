import { describe, expect, it } from "vitest";
import { addMs, HOUR, MINUTE } from "@/lib/time";
import { isLive, refusePassword, safeNext, secondsUntilRoom } from "./rules";

const now = new Date("2026-11-18T02:32:00Z");
const ago = (ms: number) => addMs(now, -ms);

describe("attempts", () => {
  it("have room until the limit is reached", () => {
    expect(secondsUntilRoom([], 5, now)).toBeNull();
    expect(secondsUntilRoom([ago(1), ago(2), ago(3), ago(4)], 5, now)).toBeNull();
  });
  it("have room again when the attempt that fills the window leaves it", () => {
    const five = [ago(14 * MINUTE), ago(4000), ago(3000), ago(2000), ago(1000)];
    expect(secondsUntilRoom(five, 5, now)).toBe(60);
    expect(secondsUntilRoom([...five, ago(500)], 5, now)).toBe(15 * 60 - 4);
  });
  it("count no more once they are a window old", () => {
    expect(secondsUntilRoom(Array(9).fill(ago(15 * MINUTE)), 5, now)).toBeNull();
  });
});

describe("a session", () => {
  const session = { seenAt: ago(MINUTE), expiresAt: addMs(now, HOUR), revokedAt: null, deactivatedAt: null };
  it.each([
    ["is live", {}, true],
    ["ends when it is revoked", { revokedAt: now }, false],
    ["ends when its person is deactivated", { deactivatedAt: now }, false],
    ["ends at its end", { expiresAt: now }, false],
    ["ends when it was idle for too long", { seenAt: ago(30 * MINUTE) }, false],
    ["lives on in the last minute", { seenAt: ago(30 * MINUTE - 1) }, true],
  ])("%s", (_, change, live) => {
    expect(isLive({ ...session, ...change }, now, 30)).toBe(live);
  });
});

describe("a new password", () => {
  it.each([
    ["123456789", "short"],
    ["密码密码密码密码密", "short"],
    ["Password123", "common"],
    ["1111111111", "common"],
    ["ababababab", "common"],
    ["abcdefghijkl", "common"],
    ["9876543210", "common"],
    ["Li.Wei@Example.com", "email"],
    ["xx-li.wei@example.com-xx", "email"],
  ])("%s is refused: %s", (password, reason) => {
    expect(refusePassword(password, "li.wei@example.com")).toEqual({
      code: "WEAK_PASSWORD",
      params: { min: 10, reason },
    });
  });
  it.each(["harbour-lantern-42", "三只猫坐在海边看日落呢", "correct horse battery staple"])(
    "%s is good",
    (password) => {
      expect(refusePassword(password, "li.wei@example.com")).toBeNull();
    },
  );
  it("may not be the name in the address", () => {
    expect(refusePassword("annemariesmith", "AnneMarieSmith@example.com")?.params.reason).toBe("email");
  });
});

describe("safeNext", () => {
  it.each(["/pool", "/pool?grade=A&peek=1", "/customers/1#follow-ups", "/今日"])("keeps %s", (next) => {
    expect(decodeURI(safeNext(next))).toBe(next);
  });
  it.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "pool",
    "",
    "/sign-in?next=/pool",
    "/./sign-in",
    "/.//evil.example",
    `/${"a".repeat(2001)}`,
    undefined,
    ["/pool"],
  ])("%j leads home", (next) => {
    expect(safeNext(next)).toBe("/");
  });
});
