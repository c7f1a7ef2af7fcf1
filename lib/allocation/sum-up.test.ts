import { expect, test } from "vitest";
import { sumUp } from "./sum-up";
import type { AllocationOutcome, Given, Left } from "./types";

const rule = { id: "r", name: "", method: "in_turn", to: "everybody" } as const;
const given = (userId: string, held: number): Given => ({
  ...{
    customerId: `${userId}${held}`,
    name: "c",
    ok: true,
    rule,
    userId,
    userName: userId,
    version: null,
    dueAt: null,
  },
  why: { method: "in_turn", held, cap: 10, turnSince: null, free: 2 },
});
const left = (error: Left["error"], because = "full", of: Left["rule"] = rule): Left => ({
  ...{ customerId: "x", name: "c", ok: false, rule: of, error, params: { because } },
});

test("who gets how many beside what he held before, and how many stay for which reason", () => {
  const outcomes: AllocationOutcome[] = [
    ...[given("a", 3), given("b", 0), given("a", 4), given("a", 5)],
    ...[left("NOBODY_TO_ALLOCATE"), left("NOBODY_TO_ALLOCATE"), left("NOBODY_TO_ALLOCATE", "cooling")],
    ...[
      left("ALREADY_CLAIMED", "p", null),
      left("ALREADY_CLAIMED", "q", null),
      left("ALREADY_CLAIMED", "r", null),
    ],
  ];
  const concerned = { byRule: [{ rule, count: 12 }], noRule: 4, awaiting: 0 };
  const { people, staying, shut } = sumUp({ outcomes, more: false, concerned, runId: null });
  expect(people).toEqual([
    { userId: "a", name: "a", count: 3, held: 3, cap: 10 },
    { userId: "b", name: "b", count: 1, held: 0, cap: 10 },
  ]);
  expect(staying.map(({ first, count }) => [first.error, first.params.because, count])).toEqual([
    ["ALREADY_CLAIMED", "p", 3],
    ["NOBODY_TO_ALLOCATE", "full", 2],
    ["NOBODY_TO_ALLOCATE", "cooling", 1],
  ]);
  // Twelve are the rule's, seven were looked at.
  expect(shut).toEqual([{ rule, count: 5 }]);
  expect(sumUp({ outcomes, more: true, concerned, runId: null }).shut).toEqual([]);
});
