import type { Mutation } from "./mutation";

const APPROVALS = ["lib/second-person"];

/** Ways in which one person could be two. */
export const APPROVAL: Mutation[] = [
  {
    name: "a draft approved by an account of its drafter's making",
    edits: [
      {
        file: "lib/policy-drafts/approve-policy-draft.ts",
        find: /await requireSecondPerson\([^;]*\);/,
        put: "void requireSecondPerson;",
      },
    ],
    tests: APPROVALS,
  },
  {
    name: "a threshold loosened by an account of its asker's making",
    edits: [
      {
        file: "lib/policy-drafts/decide-threshold-change.ts",
        find: /await requireSecondPerson\([^;]*\);/,
        put: "void requireSecondPerson;",
      },
    ],
    tests: APPROVALS,
  },
  {
    name: "an export allowed by an account of its asker's making",
    edits: [
      {
        file: "lib/exports/decide-export.ts",
        find: /if \(input\.allow\) await requireSecondPerson\([^;]*\);/,
        put: "void requireSecondPerson;",
      },
    ],
    tests: APPROVALS,
  },
  {
    name: "a request approved by an account of its owner's making",
    edits: [
      {
        file: "lib/requests/answer-request.ts",
        find: /await requireSecondPerson\([^;]*\);/,
        put: "void [requireSecondPerson, options];",
      },
    ],
    tests: APPROVALS,
  },
  {
    name: "a second person asked for from one side alone",
    edits: [
      {
        file: "lib/second-person/read-same-hands.ts",
        find: "where a.root <> ${me}::uuid${narrowed}",
        put: "where a.root <> ${me}::uuid${narrowed} and m.holder = a.root",
      },
    ],
    tests: APPROVALS,
  },
  {
    name: "a colleague in between who hides the first",
    edits: [
      {
        file: "lib/second-person/read-same-hands.ts",
        find: "g.at <= h.at and g.at > h.at - ${WINDOW}",
        put: "g.at <= h.at and g.at > ${instant(now)} - ${WINDOW}",
      },
    ],
    tests: APPROVALS,
  },
  {
    name: "a token made for a colleague that nobody minds",
    edits: [
      {
        file: "lib/second-person/read-same-hands.ts",
        find: "k.created_by_id <> k.user_id and",
        put: "k.created_by_id = k.user_id and",
      },
    ],
    tests: APPROVALS,
  },
  {
    name: "a password given that isn't written down",
    edits: [
      {
        file: "lib/users/reset-password.ts",
        find: 'await recordAccess(ctx, userId, ["password"]);',
        put: "await recordAccess(ctx, userId, []);",
      },
    ],
    tests: APPROVALS,
  },
  {
    name: "an approval of exports lifted by whoever needs it",
    edits: [
      {
        file: "lib/exports/read-approval-above.ts",
        find: ", ...own.map(({ fromAbove }) => fromAbove)]",
        put: ", ...own.flatMap(() => [])]",
      },
    ],
    tests: APPROVALS,
  },
];
