import { expect, test } from "vitest";
import { addressOf } from "./web.mjs";
import { pauseBefore, readableLog } from "./worker.mjs";

test("the pause before a restart doubles and is never longer than 15 s", () => {
  expect([1, 2, 3, 4].map(pauseBefore)).toEqual([500, 1000, 2000, 4000]);
  expect(pauseBefore(50)).toBe(15_000);
});

test("a line of the log is shown in words, anything else as it is", () => {
  expect(readableLog('{"level":30,"msg":"worker ready"}')).toBe("worker ready");
  expect(readableLog('{"level":50,"msg":"job failed","err":{"message":"no route"}}')).toBe(
    "error: job failed (no route)",
  );
  expect(readableLog("plain")).toBe("plain");
  expect(readableLog("{broken")).toBe("{broken");
});

test("the printed address can be opened", () => {
  expect(addressOf("127.0.0.1", 3000)).toBe("http://localhost:3000");
  expect(addressOf("0.0.0.0", 3000)).toBe("http://localhost:3000");
  expect(addressOf("fe80::1", 3000)).toBe("http://[fe80::1]:3000");
  expect(addressOf("crm.local", 80)).toBe("http://crm.local:80");
});
