import { describe, expect, it } from "vitest";
import { capsOf, isBare, progressOf, strokeOf } from "./keys";

const press = (
  key: string,
  held: Partial<Record<"metaKey" | "ctrlKey" | "altKey" | "shiftKey", boolean>> = {},
) => strokeOf({ key, metaKey: false, ctrlKey: false, altKey: false, shiftKey: false, ...held });

describe("keys", () => {
  it("names a press", () => {
    expect(press("j")).toBe("j");
    expect(press("?", { shiftKey: true })).toBe("?");
    expect(press("F", { shiftKey: true })).toBe("shift+f");
    expect(press("k", { metaKey: true })).toBe("mod+k");
    expect(press("K", { ctrlKey: true })).toBe("mod+k");
    expect(press(" ")).toBe("space");
    expect(press("ArrowDown")).toBe("down");
    expect(press("Enter", { ctrlKey: true })).toBe("mod+enter");
  });
  it("follows sequences, and forgets a false start", () => {
    expect(progressOf("g t", ["g"])).toBe("part");
    expect(progressOf("g t", ["g", "t"])).toBe("whole");
    expect(progressOf("g t", ["x", "g", "t"])).toBe("whole");
    expect(progressOf("g t", ["t", "g"])).toBe("part");
    expect(progressOf("g t", ["g", "x"])).toBe("none");
    expect(progressOf("t", ["g", "t"])).toBe("whole");
  });
  it("knows what a person may turn off", () => {
    expect(["j", "g t", "?", "shift+f", "/"].every(isBare)).toBe(true);
    expect(["mod+k", "escape", "enter", "space", "down"].some(isBare)).toBe(false);
  });
  it("draws the caps of the platform", () => {
    expect(capsOf("mod+k", true)).toEqual(["⌘", "K"]);
    expect(capsOf("mod+k", false)).toEqual(["Ctrl", "K"]);
    expect(capsOf("g t", true)).toEqual(["G", "T"]);
  });
});
