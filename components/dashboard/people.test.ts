import { describe, expect, it } from "vitest";
import type { PersonRow } from "@/lib/stats/types";
import { rank, readSort, together } from "./people";

const person = (name: string, more: Partial<PersonRow> = {}): PersonRow => ({
  ...{
    id: name,
    name,
    teamName: null,
    active: true,
    held: 0,
    free: 0,
    cap: 20,
    claimedToday: 0,
    dailyLimit: 3,
  },
  ...{
    longestIdleDays: null,
    taken: 0,
    followed: 0,
    firstContactSeconds: null,
    qualified: 0,
    reclaimed: 0,
    won: 0,
  },
  ...more,
});

const team = [
  person("a", { taken: 10, followed: 9, reclaimed: 5, held: 4, longestIdleDays: 3 }),
  person("b", { taken: 10, followed: 8, reclaimed: 9, held: 20, free: 2 }),
  person("c", { taken: 12, followed: 2, reclaimed: 1, firstContactSeconds: 90_000, longestIdleDays: 12 }),
];

describe("the people", () => {
  it("come by the chosen column, after whoever needs attention", () => {
    expect(rank(team, "reclaimed").map(({ name }) => name)).toEqual(["c", "b", "a"]);
    expect(rank(team, "taken").map(({ name }) => name)).toEqual(["c", "a", "b"]);
    expect(rank(team, "reclaimed").map(({ outlier }) => outlier)).toEqual([true, false, false]);
  });

  it("who has left needs no attention", () => {
    const left = team.map((one) => ({ ...one, active: one.name !== "c" }));
    expect(rank(left, "reclaimed").some(({ outlier }) => outlier)).toBe(false);
  });

  it("are told together without counting the free ones towards the cap", () => {
    expect(together(team)).toMatchObject({
      held: 22,
      free: 2,
      cap: 60,
      taken: 32,
      reclaimed: 15,
      longestIdleDays: 12,
    });
    expect(together([...team, person("d", { cap: null })]).cap).toBeNull();
    expect(together([]).longestIdleDays).toBeNull();
  });

  it("are ordered by what was reclaimed when the address says nothing that is", () => {
    expect(readSort("won")).toBe("won");
    expect(readSort("password")).toBe("reclaimed");
    expect(readSort(undefined)).toBe("reclaimed");
  });
});
