import { type Placeholder, type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { instant } from "@/lib/sql-values";
import type { Rules } from "./clock-steps";
import { deadlineSql } from "./deadline-sql";
import { inNewHands, type Situation, situationOf } from "./situation";

/** The policy that is in force in a pool, and the zone in which its days are counted. */
export type InForce = Rules & { id: string; timeZone: string };

/** As what a customer goes on the clock: as it is stored, in new hands, or under a protection that begins or ends now. */
export type Going = "as_stored" | "in_new_hands" | "newly_protected";

const NOW = sql`w.now`;

function situationFor(going: Going, timeZone: string): Situation {
  const place = { timeZone, now: NOW };
  switch (going) {
    case "as_stored":
      return situationOf(place);
    case "in_new_hands":
      return inNewHands(place, sql`w.owner_id`, sql`greatest(c.moved_at, w.now)`);
    case "newly_protected":
      return situationOf(place, { protectedUntil: sql`w.protected_until` });
  }
}

const MOST_KEPT = 1_000;
const kept = new Map<string, SQL>();
const dialect = new PgDialect();

/** A statement's text with its values written into it, so that it is made once. */
const written = (statement: SQL): SQL => sql.raw(dialect.sqlToQuery(statement.inlineParams()).sql);

/**
 * The assignments that put a customer on the clock of a policy, for an update of `c` that reads `given` as `w`. A policy
 * never changes: its text is made once per process.
 */
export function onTheClock(policy: InForce, going: Going): SQL {
  const key = `${policy.id} ${policy.timeZone} ${going}`;
  const known = kept.get(key);
  if (known) return known;
  const deadline = deadlineSql(policy, situationFor(going, policy.timeZone));
  const assignments = written(sql`
    (due_at, due_rule, due_from, remind_at) = (select d.due_at, d.rule, d.from_at, d.remind_at from (${deadline}) d),
    due_policy_id = ${policy.id}::uuid`);
  if (kept.size > MOST_KEPT) kept.clear();
  kept.set(key, assignments);
  return assignments;
}

/** What the clock is told beside the policy and the customer: now, the new owner, the new end of its protection. */
export type Given = {
  now: Date | string | Placeholder;
  ownerId?: string | Placeholder;
  protectedUntil?: Date | null;
};

/** The one row `w` that `onTheClock` reads. */
export const given = ({ now, ownerId, protectedUntil }: Given): SQL => sql`
  (select ${instant(now)} as now, ${ownerId ?? null}::uuid as owner_id, ${instant(protectedUntil ?? null)} as protected_until) w`;
