import { describe, expect, it } from "vitest";
import { fromWall, toWall, whenChoices } from "./when";

const ZONES = ["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu"];

describe("the next date", () => {
  it("is ten in the morning of the zone, next Monday a Monday after today", () => {
    const now = new Date("2026-11-22T15:30:00Z"); // Sunday 23:30 in Shanghai
    const at = Object.fromEntries(whenChoices(now, "Asia/Shanghai").map((one) => [one.choice, one.at]));
    expect(at.tomorrow?.toISOString()).toBe("2026-11-23T02:00:00.000Z");
    expect(at.inThreeDays?.toISOString()).toBe("2026-11-25T02:00:00.000Z");
    expect(at.nextMonday?.toISOString()).toBe("2026-11-23T02:00:00.000Z");
  });

  it("survives the field and back in every zone", () => {
    for (const zone of ZONES) {
      for (const text of ["2026-11-21T00:00:00Z", "2026-12-31T23:45:00Z", "2026-07-01T12:05:00Z"]) {
        const at = new Date(text);
        expect(fromWall(toWall(at, zone), zone)?.toISOString(), `${zone} ${text}`).toBe(at.toISOString());
      }
    }
  });

  it("is none while the field is not complete", () => {
    expect(fromWall("", "Asia/Shanghai")).toBeNull();
    expect(fromWall("2026-11-2", "Asia/Shanghai")).toBeNull();
  });
});
