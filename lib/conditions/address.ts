import { Condition } from "./schema";

const MOST_CHARACTERS = 6_000;

/** What nobody meets: an address whose condition can't be read shows nobody, rather than more than it asked for. */
const NOBODY: Condition = { any: [] };

const saysNothing = (condition: Condition): boolean => "all" in condition && condition.all.length === 0;

/** The condition in an address; undefined without one. What can't be read as one is met by nobody. */
export function readCondition(given: unknown): Condition | undefined {
  if (given === undefined || given === null || given === "") return undefined;
  try {
    const text = typeof given === "string" ? given : JSON.stringify(given);
    const read = Condition.safeParse(text.length > MOST_CHARACTERS ? null : JSON.parse(text));
    if (!read.success) return NOBODY;
    return saysNothing(read.data) ? undefined : read.data;
  } catch {
    return NOBODY;
  }
}

/** A condition as an address holds it. */
export const writeCondition = (condition: Condition | undefined): string | undefined =>
  condition && !saysNothing(condition) ? JSON.stringify(condition) : undefined;
