import { describe, expect, it } from "vitest";
import { nobodyWants } from "@/lib/policies/pool-rule";
import { noFollowUp, type ReturnRule } from "@/lib/policies/return-rule";
import { DEFAULT_POLICY, type PolicyDocument } from "@/lib/policies/schema";
import { unknownIn, unknownInCurve, unknownInObservation } from "./unknown";

const since = (clock: "over_cap" | "owner_left"): ReturnRule => {
  const rule = noFollowUp(3);
  return { ...rule, id: clock, clock: { ...rule.clock, since: clock } };
};
const asking: ReturnRule = {
  ...noFollowUp(10),
  when: { all: [{ field: "hasPhone", op: "is", flag: false }] },
};
const allocation = [{ id: "a", name: "", on: true } as unknown as PolicyDocument["allocationRules"][number]];
const everything: PolicyDocument = {
  ...{ ...DEFAULT_POLICY, holdingCap: 30, returnRules: [asking, since("over_cap"), since("owner_left")] },
  ...{ poolRules: [nobodyWants(10)], allocationRules: allocation, autoAllocate: false },
};
const plain: PolicyDocument = { ...DEFAULT_POLICY, returnRules: [noFollowUp(10)] };
const facts = { cutShort: 0, ownCaps: 2 };

describe("what an answer can't know", () => {
  it("says of a replay whose caps were taken, and that no allocation is replayed, by itself or by hand", () => {
    const said = unknownIn(everything, facts);
    expect(said).toContainEqual({ code: "OVERFLOW", cap: 30, own: 2 });
    expect(said.map(({ code }) => code)).toEqual(expect.arrayContaining(["LEAVERS", "STAYS", "ALLOCATION"]));
    expect(unknownIn(plain, facts).map(({ code }) => code)).toEqual(["WARNING", "AFTERWARDS", "CALENDAR"]);
  });

  it("says of a curve that everything else is as it was, and what takes no part in it", () => {
    expect(unknownInCurve(plain).map(({ code }) => code)).toEqual(["CURVE", "AFTERWARDS", "CALENDAR"]);
    expect(unknownInCurve(everything)).toEqual(
      expect.arrayContaining([
        { code: "CURVE_WITHOUT", kinds: ["overCap", "leavers", "stays", "allocation"] },
        { code: "AS_TODAY", fields: ["hasPhone"] },
      ]),
    );
  });

  it("says of an observation that nobody was taken, what it leaves out, and what it asks as it looks", () => {
    expect(unknownInObservation(plain)).toEqual([{ code: "OBSERVED" }]);
    expect(unknownInObservation(everything)).toEqual([
      { code: "OBSERVED" },
      { code: "OBSERVED_WITHOUT", kinds: ["leavers", "stays", "allocation"] },
      { code: "AS_TODAY", fields: ["hasPhone"] },
    ]);
  });
});
