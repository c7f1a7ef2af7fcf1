import { describe, expect, it } from "vitest";
import { fromWire, toWire } from "./wire";

describe("wire", () => {
  it("keeps instants apart from texts that look like them, however deep", () => {
    const at = new Date("2025-11-20T10:00:00.123Z");
    const sent = { at, rows: [{ enteredAt: at, name: at.toISOString(), none: null }], count: 2 };
    expect(fromWire(toWire(sent))).toEqual(sent);
    expect(fromWire<typeof sent>(toWire(sent)).rows[0]?.enteredAt).toBeInstanceOf(Date);
    expect(typeof fromWire<typeof sent>(toWire(sent)).rows[0]?.name).toBe("string");
  });
});
