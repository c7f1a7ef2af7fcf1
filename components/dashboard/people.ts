import { standsOut } from "@/lib/stats/rules";
import type { PersonRow } from "@/lib/stats/types";

/** By what the people can be ordered; each the most first, the idle and the slow as well. */
export const PEOPLE_SORTS = [
  "reclaimed",
  "held",
  "today",
  "taken",
  "firstContact",
  "qualified",
  "won",
  "idle",
] as const;
export type PeopleSort = (typeof PEOPLE_SORTS)[number];

export const readSort = (value: unknown): PeopleSort =>
  PEOPLE_SORTS.find((sort) => sort === value) ?? "reclaimed";

export type RankedPerson = PersonRow & { outlier: boolean };

const VALUES: Record<PeopleSort, (person: PersonRow) => number> = {
  reclaimed: (person) => person.reclaimed,
  held: (person) => person.held - person.free,
  today: (person) => person.claimedToday,
  taken: (person) => person.taken,
  firstContact: (person) => person.firstContactSeconds ?? -1,
  qualified: (person) => person.qualified,
  won: (person) => person.won,
  idle: (person) => person.longestIdleDays ?? -1,
};

/** Who needs attention first, then by the chosen column; equals by name as they came. */
export function rank(people: readonly PersonRow[], sort: PeopleSort): RankedPerson[] {
  const value = VALUES[sort];
  return people
    .map((person) => ({ ...person, outlier: person.active && standsOut(person, people) }))
    .sort((a, b) => Number(b.outlier) - Number(a.outlier) || value(b) - value(a));
}

/** What all of them have together; the idlest of all, and no median of medians. */
export function together(people: readonly PersonRow[]) {
  const sum = (of: (person: PersonRow) => number) => people.reduce((total, person) => total + of(person), 0);
  const idle = people.flatMap((person) => person.longestIdleDays ?? []);
  const capped = people.every((person) => person.cap !== null);
  return {
    held: sum((person) => person.held - person.free),
    free: sum((person) => person.free),
    cap: capped ? sum((person) => person.cap ?? 0) : null,
    claimedToday: sum((person) => person.claimedToday),
    taken: sum((person) => person.taken),
    followed: sum((person) => person.followed),
    qualified: sum((person) => person.qualified),
    reclaimed: sum((person) => person.reclaimed),
    won: sum((person) => person.won),
    longestIdleDays: idle.length > 0 ? Math.max(...idle) : null,
  };
}
