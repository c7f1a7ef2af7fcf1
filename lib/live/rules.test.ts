import { describe, expect, it } from "vitest";
import { concerns, parseAnnouncement } from "./rules";
import type { LiveEvent, Viewer } from "./types";

const rep: Viewer = { userId: "me", seesAll: false, poolIds: ["east"], peopleIds: ["me"] };
const event = (change: Partial<LiveEvent>): LiveEvent => ({
  ...{ kind: "claimed", at: "", customers: ["c"], pools: ["east"], owners: ["other"], names: {} },
  ...change,
});

describe("who is told of a change", () => {
  it("a member of the pool is told", () => expect(concerns(rep, event({}))).toBe(true));
  it("a stranger to the pool is not told", () =>
    expect(concerns(rep, event({ pools: ["west"] }))).toBe(false));
  it("the owner is told wherever it happens", () =>
    expect(concerns(rep, event({ pools: ["west"], owners: ["me"] }))).toBe(true));
  it("a notice is told to its receiver alone, even to an admin", () => {
    const notice = event({ kind: "notified", pools: [], owners: ["other"] });
    expect(concerns({ ...rep, seesAll: true }, notice)).toBe(false);
    expect(concerns(rep, { ...notice, owners: ["me"] })).toBe(true);
  });
});

describe("an announcement", () => {
  it("is read with its gaps filled", () =>
    expect(parseAnnouncement('{"kind":"created"}')).toEqual({
      kind: "created",
      at: "",
      customers: null,
      pools: [],
      owners: [],
    }));
  it.each(["", "{", "[]", '{"kind":1}', "null"])("is refused when it is none: %s", (payload) =>
    expect(parseAnnouncement(payload)).toBeNull(),
  );
});
