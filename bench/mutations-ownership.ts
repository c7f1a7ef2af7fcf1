import type { Mutation } from "./mutation";

const RACES = "lib/ownership/races.db.test.ts";

/** Ways to break who owns, who may and who sees. */
export const OWNERSHIP: Mutation[] = [
  {
    name: "read-then-write claim",
    edits: [
      { file: "lib/ownership/give-to.ts", find: " and c.version = ${gift.version}`", put: "`" },
      {
        file: "lib/ledger/move-statement.ts",
        find: "where c.state in (${allowedStates(move)}) and (${move.where})\n    returning",
        put: "where (${move.where})\n    returning",
      },
    ],
    tests: [RACES],
  },
  {
    name: "no rep lock",
    edits: [
      {
        file: "lib/ledger/lock-reps.ts",
        find: / from users where id in \(\$\{list\}\) order by id for no key update/,
        put: " from (select null::uuid as id) nobody",
      },
    ],
    tests: [RACES],
  },
  {
    name: "event written after the commit",
    edits: [
      {
        file: "lib/ledger/move-statement.ts",
        find: "return sql`${moving}${logging(by, move)} select",
        put: "return sql`${moving} select",
      },
    ],
    tests: [RACES],
  },
  {
    name: "release that ignores the owner",
    edits: [
      {
        file: "lib/ownership/release-customer.ts",
        find: / and c\.owner_id = \$\{holding\.ownerId\}::uuid and c\.version = \$\{holding\.version\}/,
        put: "",
      },
    ],
    tests: ["lib/ownership/release-customer.db.test.ts"],
  },
  {
    name: "sweep without the repeated deadline",
    edits: [
      {
        file: "lib/reclaim/reclaim-due.ts",
        find: 'const moved = await moveCustomers(ctx, {\n    ...{ kind: "reclaimed", where: due,',
        put: 'const stale = await ctx.db.execute<{ id: string }>(sql`select c.id from customers c where ${due}`);\n  const list = sql.join([sql`null::uuid`, ...stale.map(({ id }) => sql`${id}::uuid`)], sql`, `);\n  await new Promise((done) => setTimeout(done, 300));\n  const moved = await moveCustomers(ctx, {\n    ...{ kind: "reclaimed", where: sql`c.id in (${list})`,',
      },
    ],
    tests: [RACES],
  },
  {
    name: "forgotten quota",
    edits: [
      {
        file: "lib/ownership/rules.ts",
        find: "if (cap === null || usage.held < cap) return null;",
        put: "if (cap !== -1) return null;",
      },
    ],
    tests: [RACES],
  },
  {
    name: "missing idempotency",
    edits: [
      {
        file: "lib/operations.ts",
        find: "if (!key || ctx.inOperation) return work(",
        put: "if (key || ctx.inOperation || !key) return work(",
      },
    ],
    tests: [RACES],
  },
  {
    name: "missing authorisation",
    edits: [
      {
        file: "lib/permissions.ts",
        find: "if (may(actor, permission)) return;",
        put: "if (may(actor, permission) || permission.length > 0) return;",
      },
    ],
    tests: ["lib/authorization.test.ts"],
  },
  {
    name: "no cool-down",
    edits: [
      {
        file: "lib/ownership/rules.ts",
        find: "return until > now ? until : null;",
        put: "return until > now ? null : null;",
      },
    ],
    tests: ["lib/ownership/cool-down"],
  },
  {
    name: "a daily limit in the server's zone",
    edits: [
      {
        file: "lib/ownership/rules.ts",
        find: "const today = startOfDay(now, timeZone);",
        put: 'const today = startOfDay(now, timeZone && "Asia/Kathmandu");',
      },
    ],
    tests: [RACES],
  },
  {
    name: "unmasked contacts in the pool",
    edits: [
      {
        file: "lib/masking/rules.ts",
        find: "policy.maskContacts ? MASKED : CLEAR",
        put: "policy.maskContacts ? CLEAR : CLEAR",
      },
    ],
    tests: ["lib/masking"],
  },
];
