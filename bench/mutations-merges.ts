import type { Mutation } from "./mutation";

const RULES = "lib/duplicates/undo-rules.db.test.ts";
const RACES = "lib/duplicates/undo-races.db.test.ts";

/** Ways to break a merge and its undo. */
export const MERGES: Mutation[] = [
  {
    name: "the undo of a merge leaves the protection lifted",
    edits: [
      {
        file: "lib/ledger/move-statement.ts",
        find: "update protections set lifted_at = null\n",
        put: "update protections set lifted_at = lifted_at\n",
      },
    ],
    tests: [RULES],
  },
  {
    name: "the undo of a merge loses the plan of the owner",
    edits: [{ file: "lib/ledger/move-statement.ts", find: "  sql`next_step = ${was.nextStep}`,\n", put: "" }],
    tests: [RULES],
  },
  {
    name: "the audit takes a merge that was undone for the end of a tenure",
    edits: [{ file: "lib/ledger/audit-chain.ts", find: " and not ${isPutBack(sql`e`)})`;", put: ")`;" }],
    tests: [RULES],
  },
  {
    name: "an owner who has filled the place gets the customer back all the same",
    edits: [
      {
        file: "lib/duplicates/bring-back.ts",
        find: 'return limit !== null && heldWith(facts, was) > limit ? "HOLDING_CAP_REACHED" : null;',
        put: "return limit !== null && limit < 0 ? 'HOLDING_CAP_REACHED' : null;",
      },
    ],
    tests: [RULES],
  },
  {
    name: "what an undo would do is done",
    edits: [
      {
        file: "lib/duplicates/undo-merge.ts",
        find: "throw new Foreseen(await undo({ ...ctx, db, said: [] }, input.mergeId));",
        put: "return await undo({ ...ctx, db, said: [] }, input.mergeId);",
      },
    ],
    tests: [RULES],
  },
  {
    name: "the undo of a merge asks nobody whether its name is free",
    edits: [
      {
        file: "lib/duplicates/give-back-facts.ts",
        find: '  if (taken) throw new DomainError("MERGE_UNDO_BLOCKED"',
        put: '  if (taken?.name === "") throw new DomainError("MERGE_UNDO_BLOCKED"',
      },
    ],
    tests: [RACES],
  },
];
