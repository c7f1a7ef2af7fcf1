import { describe, expect, it } from "vitest";
import { extended, moved, pruned, toggled } from "./selection";

const order = ["a", "b", "c", "d", "e"];

describe("selection", () => {
  it("toggles one", () => {
    expect([...toggled(new Set(["a"]), "b")]).toEqual(["a", "b"]);
    expect([...toggled(new Set(["a"]), "a")]).toEqual([]);
  });
  it("extends from the anchor in both directions and keeps what was selected", () => {
    expect([...extended(new Set(["a"]), order, "b", "d")].sort()).toEqual(["a", "b", "c", "d"]);
    expect([...extended(new Set(), order, "d", "b")].sort()).toEqual(["b", "c", "d"]);
    expect([...extended(new Set(), order, null, "c")]).toEqual(["c"]);
    expect([...extended(new Set(), order, "gone", "c")]).toEqual(["c"]);
    expect([...extended(new Set(["a"]), order, "a", "gone")]).toEqual(["a"]);
  });
  it("forgets rows that left", () => {
    const selection = new Set(["a", "x"]);
    expect([...pruned(selection, order)]).toEqual(["a"]);
    const whole = new Set(["a", "b"]);
    expect(pruned(whole, order)).toBe(whole);
  });
  it("moves and stops at the ends", () => {
    expect(moved(order, null, 1)).toBe("a");
    expect(moved(order, null, -1)).toBe("e");
    expect(moved(order, "b", 1)).toBe("c");
    expect(moved(order, "e", 1)).toBe("e");
    expect(moved(order, "a", -1)).toBe("a");
    expect(moved(order, "gone", 1)).toBe("a");
    expect(moved([], null, 1)).toBeNull();
  });
});
