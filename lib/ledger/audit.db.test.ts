import { type SQL, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Tx } from "@/db/client";
import { useTestDb } from "@/db/testing";
import type { World } from "@/db/testing/factories";
import { liveThrough } from "@/db/testing/lived-through";
import { auditDatabase } from "./audit";
import { AUDIT_NAMES, type AuditName } from "./audit-types";

const testDb = useTestDb();
let world: World;
let ids: Record<string, string> = {};

beforeAll(async () => {
  ({ world, ids } = await liveThrough(testDb().db, new Date("2026-11-20T02:00:00.000Z")));
}, 60_000);

class RolledBack extends Error {}

/** Breaks the data by hand in a transaction that is rolled back, and answers which invariants saw it. */
async function seenAfter(...damage: SQL[]): Promise<AuditName[]> {
  let seen: AuditName[] = [];
  await testDb()
    .db.transaction(async (tx: Tx) => {
      await tx.execute(sql`alter table events disable trigger user`);
      await tx.execute(sql`alter table policies disable trigger user`);
      for (const statement of damage) await tx.execute(statement);
      seen = (await auditDatabase(tx)).filter((one) => one.rows > 0).map((one) => one.name);
      throw new RolledBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
  return seen;
}

const eventOf = (name: string, kind: string) => sql`customer_id = ${ids[name]} and kind = ${kind}`;
const row = (name: string) => sql`id = ${ids[name]}`;

test("a life lived by the verbs breaks nothing", async () => {
  const results = await auditDatabase(testDb().db);
  expect(results.filter((one) => one.rows > 0)).toEqual([]);
  expect(results.map((one) => one.name)).toEqual([...AUDIT_NAMES]);
  const kinds = await testDb().db.execute<{ kind: string }>(
    sql`select distinct kind from events order by kind`,
  );
  expect(kinds.map((one) => one.kind)).toEqual([
    ...["assigned", "claim_undone", "claimed", "created", "invalidated", "moved", "protected"],
    ...["reclaimed", "released", "restored", "transferred"],
  ]);
});

describe("each invariant sees what it is there for", () => {
  const cases: [string, AuditName[], () => SQL[]][] = [
    [
      "a second owner at the same time",
      ["one_owner", "tenures_match_events"],
      () => [
        sql`drop index tenures_one_open_per_customer`,
        sql`insert into tenures (id, customer_id, user_id, pool_id, start_kind, start_version, started_at)
          select gen_random_uuid(), customer_id, ${world.rep(1).id}, pool_id, 'claimed', start_version + 5, started_at
          from tenures where customer_id = ${ids.kept} and ended_at is null`,
      ],
    ],
    [
      "an event that is missing",
      ["versions", "chain", "fold", "tenures_match_events"],
      () => [sql`delete from events where ${eventOf("lost", "claimed")}`],
    ],
    [
      "an owner changed past the ledger",
      ["fold"],
      () => [sql`update customers set owner_id = ${world.rep(1).id} where ${row("safe")}`],
    ],
    [
      "a return that was not counted",
      ["fold"],
      () => [sql`update customers set bounce_count = 0 where ${row("again")}`],
    ],
    [
      "a former owner forgotten",
      ["fold"],
      () => [sql`update customers set last_owner_id = null where ${row("lost")}`],
    ],
    [
      "a protection that the ledger does not know",
      ["fold", "deadlines"],
      () => [sql`update customers set protected_until = '2027-06-01' where ${row("safe")}`],
    ],
    [
      "a transition that is none",
      ["transitions"],
      () => [sql`update events set kind = 'moved' where ${eventOf("bad", "restored")}`],
    ],
    [
      "a claim made for somebody else",
      ["transitions"],
      () => [sql`update events set actor_id = ${world.manager.id} where ${eventOf("kept", "claimed")}`],
    ],
    [
      "an event that does not continue the one before",
      ["chain"],
      () => [sql`update events set from_pool_id = null where ${eventOf("bad", "restored")}`],
    ],
    [
      "time that goes back",
      ["time_order"],
      () => [sql`update events set at = at + interval '3 days' where ${eventOf("bad", "invalidated")}`],
    ],
    [
      "a tenure that no event began",
      ["tenures_match_events"],
      () => [sql`update tenures set start_kind = 'assigned' where customer_id = ${ids.kept}`],
    ],
    [
      "one more than the cap",
      ["holding_cap"],
      () => [
        sql`update events set facts = facts || '{"cap": 1}' where ${eventOf("again", "claimed")} and to_owner_id = ${world.rep(0).id}`,
      ],
    ],
    [
      "one more than a day allows",
      ["daily_limit"],
      () => [
        sql`update policies set document = jsonb_set(document, '{claimLimits,perDay}', '2') where pool_id = ${world.pool.id} and version = 1`,
      ],
    ],
    [
      "one more than a week allows",
      ["weekly_limit"],
      () => [
        sql`update policies set document = jsonb_set(document, '{claimLimits,perWeek}', '2') where pool_id = ${world.pool.id} and version = 1`,
      ],
    ],
    [
      "a claim in the cool-down",
      ["cool_down"],
      () => [
        sql`update policies set document = jsonb_set(document, '{coolDownDays}', '30') where pool_id = ${world.pool.id} and version = 2`,
      ],
    ],
    [
      "a rule of allocation that gave in the cool-down",
      ["cool_down"],
      () => [
        sql`update events set kind = 'assigned', rule = 'turns' where ${eventOf("again", "claimed")}`,
        sql`update tenures set start_kind = 'assigned' where customer_id = ${ids.again} and start_kind = 'claimed'`,
        sql`update policies set document = jsonb_set(document, '{coolDownDays}', '30') where pool_id = ${world.pool.id} and version = 2`,
      ],
    ],
    [
      "a claim in the cool-down of the rule that took it, the pool's being over",
      ["cool_down"],
      () => [
        sql`update policies set document = jsonb_set(document, '{returnRules}', (select jsonb_agg(r || '{"coolDownDays": 30}')
          from jsonb_array_elements(document->'returnRules') r)) where pool_id = ${world.pool.id} and version = 2`,
      ],
    ],
    [
      "a protected customer that was reclaimed",
      ["exempt_not_reclaimed"],
      () => [sql`update events set protected_until = '2027-06-01' where ${eventOf("lost", "claimed")}`],
    ],
    [
      "a won customer that was reclaimed",
      ["exempt_not_reclaimed", "activity_columns"],
      () => [
        sql`insert into deals (id, customer_id, tenure_id, user_id, title, amount, currency, at)
          select gen_random_uuid(), customer_id, id, user_id, 'late', 1, 'CNY', started_at from tenures
          where customer_id = ${ids.lost} and end_kind = 'reclaimed'`,
      ],
    ],
    [
      "a reclaim before its time",
      ["reclaim_facts", "reclaim_reminded"],
      () => [
        sql`update events set facts = jsonb_set(facts, '{dueAt}', to_jsonb(at + interval '1 second')) where ${eventOf("lost", "reclaimed")}`,
      ],
    ],
    [
      "a reclaim by a shorter clock than the policy's",
      ["reclaim_facts", "reclaim_reminded"],
      () => [
        sql`update events set facts = jsonb_set(facts, '{dueAt}', to_jsonb((facts->>'dueAt')::timestamptz - interval '1 hour')) where ${eventOf("lost", "reclaimed")}`,
      ],
    ],
    [
      "a reclaim that overlooked a follow-up",
      ["reclaim_facts", "activity_belongs"],
      () => [
        sql`insert into follow_ups (id, customer_id, tenure_id, user_id, channel, outcome, note, qualifies, at)
          select gen_random_uuid(), customer_id, id, user_id, 'call', 'connected', '', true, started_at from tenures
          where customer_id = ${ids.lost} and end_kind = 'reclaimed'`,
      ],
    ],
    [
      "a reminder after the deadline",
      ["reminders_once"],
      () => [
        sql`update notifications set at = (params->>'dueAt')::timestamptz where kind = 'deadline_near' and customer_id = ${ids.lost}`,
      ],
    ],
    [
      "a reminder said too often",
      ["reminders_once", "reclaim_reminded"],
      () => [
        sql`insert into notifications (id, user_id, kind, customer_id, params, dedupe_key, at)
          select gen_random_uuid(), user_id, kind, customer_id, params, dedupe_key || n, at from notifications, generate_series(1, 3) n
          where kind = 'deadline_near' and customer_id = ${ids.lost}`,
      ],
    ],
    [
      "a reclaim that does not say how its owner was reminded",
      ["reclaim_reminded"],
      () => [
        sql`update events set facts = facts - 'reminded' - 'unreminded' - 'unsentFrom' where ${eventOf("lost", "reclaimed")}`,
      ],
    ],
    [
      "a reclaim that claims a reminder too many",
      ["reclaim_reminded"],
      () => [
        sql`update events set facts = jsonb_set(facts, '{reminded}', to_jsonb((facts->>'reminded')::int + 1)) where ${eventOf("lost", "reclaimed")}`,
      ],
    ],
    [
      "a reminder that is missing without a reason",
      ["reclaim_reminded"],
      () => [
        sql`delete from deliveries using notifications n where n.id = notification_id and n.kind = 'deadline_near' and n.customer_id = ${ids.lost}`,
        sql`delete from notifications where kind = 'deadline_near' and customer_id = ${ids.lost}`,
        sql`update events set facts = facts || '{"reminded": 0, "unreminded": null, "unsentFrom": null}' where ${eventOf("lost", "reclaimed")}`,
      ],
    ],
    [
      "a follow-up of a tenure that was over",
      ["activity_belongs", "reclaim_facts"],
      () => [
        sql`update follow_ups set at = at - interval '2 days' where customer_id = ${ids.kept}`,
        sql`update tenures set first_contact_at = first_contact_at - interval '2 days' where customer_id = ${ids.kept}`,
      ],
    ],
    [
      "a follow-up that was not counted",
      ["activity_belongs"],
      () => [sql`update tenures set follow_up_count = 0 where customer_id = ${ids.kept}`],
    ],
    [
      "a clock that was turned back by hand",
      ["activity_columns", "deadlines"],
      () => [sql`update customers set won_at = null where ${row("won")}`],
    ],
    [
      "an activity that was never counted",
      ["activity_columns"],
      () => [
        sql`insert into activities (id, customer_id, kind, at, recorded_at)
          select gen_random_uuid(), id, 'visit', created_at, created_at from customers where ${row("won")}`,
      ],
    ],
    [
      "rules without a version",
      ["policy_versions"],
      () => [sql`update policies set version = 9 where pool_id = ${world.pool.id} and version = 2`],
    ],
    [
      "an import whose rows are not accounted for",
      ["imports_add_up"],
      () => [
        sql`insert into imports (id, pool_id, file_name, file_hash, mapping, state, row_count, created_count, started_at)
          values (gen_random_uuid(), ${world.pool.id}, 'a.csv', 'hash', '{}', 'finished', 1, 1, now())`,
      ],
    ],
    [
      "a sweep that says it moved more than it did",
      ["sweeps_add_up"],
      () => [sql`update sweeps set moved_count = moved_count + 1`],
    ],
    [
      "a reclaim while reclaims were paused",
      ["paused_not_reclaimed"],
      () => [
        sql`insert into reclaim_pauses (id, from_at, until_at, settled) select gen_random_uuid(), at - interval '2 s', at, true
          from events where ${eventOf("lost", "reclaimed")}`,
        sql`update reclaim_pauses set until_at = until_at + interval '1 ms'`,
      ],
    ],
    [
      "a merge of which the ledger knows nothing",
      ["merges_match"],
      () => [
        sql`insert into merges (id, keep_id, other_id, other_version, taken, contacts, kept_identity, other, merged_at)
          select gen_random_uuid(), ${ids.kept}::uuid, id, version, '{}', '[]', '', '{}', now() from customers where ${row("won")}`,
      ],
    ],
    [
      "a credit code that two customers have",
      ["one_of_a_code"],
      () => [sql`update customers set credit_code = '91310000000000000X'`],
    ],
    [
      "a deadline moved by hand",
      ["deadlines"],
      () => [sql`update customers set due_at = due_at + interval '1 day' where ${row("safe")}`],
    ],
  ];

  test.each(cases)("%s", async (_what, expected, damage) => {
    expect(await seenAfter(...damage())).toEqual(AUDIT_NAMES.filter((name) => expected.includes(name)));
  });

  test("no invariant is without a case", () => {
    const covered = new Set(cases.flatMap(([, names]) => names));
    expect(AUDIT_NAMES.filter((name) => !covered.has(name))).toEqual([]);
  });
});
