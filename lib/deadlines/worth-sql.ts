import { type SQL, sql } from "drizzle-orm";
import { GRADES, INTENTS, STAGES } from "@/db/enums";
import type { Worth } from "@/lib/policies/schema";
import { texts } from "@/lib/sql-values";

const placeIn = (values: readonly string[], column: SQL): SQL =>
  sql`array_position(${texts(values)}, ${column})`;

/** What a customer `c` is worth to its owner, as numbers of which the smaller is kept first and null last. */
export function worthKey(
  worth: Worth,
  { lastFollowUpAt, heldSince }: Record<"lastFollowUpAt" | "heldSince", SQL>,
): SQL {
  const keys: Record<Worth, SQL> = {
    grade: placeIn(GRADES, sql`c.grade`),
    intent: placeIn(INTENTS, sql`c.intent`),
    stage: sql`-nullif(${placeIn(STAGES, sql`c.stage`)}, ${STAGES.indexOf("lost") + 1})`,
    expected_value: sql`-c.expected_value`,
    last_follow_up: sql`-extract(epoch from greatest(${lastFollowUpAt}, ${heldSince}))`,
    held_since: sql`-extract(epoch from ${heldSince})`,
  };
  return keys[worth];
}
