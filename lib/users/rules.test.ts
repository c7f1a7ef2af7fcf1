import { describe, expect, test } from "vitest";
import { type BookEntry, planHandover } from "./rules";

const entry = (id: string, over: Partial<BookEntry> = {}): BookEntry => ({
  ...{ id, poolId: "east", stage: "new", grade: "B", lastFollowUpAt: null },
  ...over,
});
const ids = (entries: readonly BookEntry[]) => entries.map((one) => one.id);

describe("sharing a leaver's book", () => {
  const book = [
    entry("cold"),
    entry("spoken", { lastFollowUpAt: new Date("2026-11-01T00:00:00Z") }),
    entry("better", { grade: "A" }),
    entry("far", { stage: "negotiation", grade: "C" }),
    entry("lost", { stage: "lost", grade: "A" }),
  ];

  test("without a receiver everything goes to the pool", () => {
    const plan = planHandover(book, null);
    expect(plan.give).toEqual([]);
    expect(plan.pool.map((one) => one.because)).toEqual(book.map(() => "nobody_named"));
  });

  test("without a cap the receiver gets everything", () => {
    expect(planHandover(book, new Map([["east", null]])).pool).toEqual([]);
  });

  test("with little room he gets the furthest along, then the better, then the latest spoken to", () => {
    const plan = planHandover(book, new Map([["east", 3]]));
    expect(ids(plan.give)).toEqual(["far", "better", "spoken"]);
    expect(plan.pool.map(({ entry, because }) => [entry.id, because])).toEqual([
      ["cold", "cap_reached"],
      ["lost", "cap_reached"],
    ]);
  });

  test("room in one pool is no room in another, and where he is no member he gets nothing", () => {
    const two = [...book, entry("west", { poolId: "west" }), entry("north", { poolId: "north" })];
    const plan = planHandover(
      two,
      new Map([
        ["east", 0],
        ["west", 1],
      ]),
    );
    expect(ids(plan.give)).toEqual(["west"]);
    expect(plan.pool.find((one) => one.entry.id === "north")?.because).toBe("not_a_member");
  });

  test("nothing is lost and nothing is given twice", () => {
    const many = Array.from({ length: 57 }, (_, n) => entry(`c${n}`, { poolId: n % 2 ? "east" : "west" }));
    const plan = planHandover(
      many,
      new Map([
        ["east", 9],
        ["west", null],
      ]),
    );
    const all = [...ids(plan.give), ...plan.pool.map((one) => one.entry.id)];
    expect(new Set(all).size).toBe(57);
    expect(all).toHaveLength(57);
  });
});
