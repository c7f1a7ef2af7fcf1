import type { Mutation } from "./mutation";

/** Ways to break what rules do, and what takes it back. */
export const RULES: Mutation[] = [
  {
    name: "a clock that runs on in a pause",
    edits: [
      {
        file: "lib/deadlines/clock-steps.ts",
        find: "coalesce(past_pauses(${from}, ${end}, x.pauses), ${end})",
        put: "${end}",
      },
    ],
    tests: ["lib/deadlines/deadlines"],
  },
  {
    name: "a late protection that ends in another pause",
    edits: [
      {
        file: "lib/deadlines/clock-steps.ts",
        find: "outside_pauses(greatest(${past}, x.protected_until), x.pauses)",
        put: "greatest(${past}, x.protected_until)",
      },
    ],
    tests: ["lib/deadlines/boundaries"],
  },
  {
    name: "a notice that is forgotten",
    edits: [
      {
        file: "lib/deadlines/clock-steps.ts",
        find: 'coalesce(${column("g", notice)}, ${takesAt(clock)})',
        put: "${takesAt(clock)}",
      },
    ],
    tests: ["lib/deadlines/deadlines"],
  },
  {
    name: "a condition that takes the unknown for true",
    edits: [
      {
        file: "lib/conditions/compile.ts",
        find: "coalesce(${expression}, false)",
        put: "coalesce(${expression}, true)",
      },
    ],
    tests: ["lib/conditions"],
  },
  {
    name: "an undo that doesn't ask whether the customer was touched since",
    edits: [
      {
        file: "lib/sweeps/undo-reclaims.ts",
        find: "m.customer_id and c.version = m.version and c.state = 'pooled'",
        put: "m.customer_id and c.state = 'pooled'",
      },
      { file: "lib/sweeps/undo-reclaims.ts", find: " and ${untouched(sweepId)}`", put: "`" },
    ],
    tests: ["lib/sweeps/undo-sweep.db.test.ts"],
  },
  {
    name: "a guard that counts without its lock's day",
    edits: [
      {
        file: "lib/sweeps/room-to-sweep.ts",
        find: "if (day.taken + found <= ceiling) return found;",
        put: "if (found <= ceiling) return found;",
      },
    ],
    tests: ["lib/sweeps/guard.db.test.ts"],
  },
  {
    name: "a pause that stops no clock",
    edits: [
      {
        file: "lib/deadlines/situation.ts",
        find: "union all select tstzrange(rp.from_at, rp.until_at) from reclaim_pauses rp where",
        put: "union all select tstzrange(rp.from_at, rp.from_at) from reclaim_pauses rp where",
      },
    ],
    tests: ["lib/sweeps/pause-reclaims.db.test.ts"],
  },
  {
    name: "an assignment taken back though somebody has worked on it",
    edits: [{ file: "lib/ownership/as-assigned.ts", find: "and t.follow_up_count = 0", put: "" }],
    tests: ["lib/selections/undo-gifts.db.test.ts", "lib/allocation/undo-allocation.db.test.ts"],
  },
  {
    name: "an assignment taken back that counts as a tenure all the same",
    edits: [
      {
        file: "lib/ledger/rules.ts",
        find: 'assign_undone: held({ to: "pooled", closes: true, unmakes: true })',
        put: 'assign_undone: held({ to: "pooled", closes: true })',
      },
    ],
    tests: ["lib/selections/undo-gifts.db.test.ts", "lib/allocation/undo-allocation.db.test.ts"],
  },
  {
    name: "an undone run that the job gives out again",
    edits: [
      {
        file: "lib/allocation/read-waiting.ts",
        find: "and e.kind = 'assign_undone' and e.policy_id",
        put: "and e.kind = 'created' and e.policy_id",
      },
    ],
    tests: ["lib/allocation/undo-allocation.db.test.ts"],
  },
  {
    name: "a reminder in the middle of the night",
    edits: [
      {
        file: "lib/policies/quiet-hours-sql.ts",
        find: "case when ${isQuiet} then ${begins} else ${at} end",
        put: "case when ${isQuiet} and ${at} < ${begins} then ${begins} else ${at} end",
      },
    ],
    tests: ["lib/policies/quiet-hours.db.test.ts", "lib/reminders"],
  },
  {
    name: "quiet hours that don't go over midnight",
    edits: [
      {
        file: "lib/policies/quiet-hours-sql.ts",
        find: "sql`(${afterFrom} or ${beforeUntil})`",
        put: "sql`(${afterFrom} and ${beforeUntil})`",
      },
    ],
    tests: ["lib/policies/quiet-hours.db.test.ts", "lib/reminders"],
  },
];
