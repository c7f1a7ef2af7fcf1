import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

type Edit = { file: string; find: string | RegExp; put: string };
/** A named way to break the code, and the tests that must turn red for it. */
type Mutation = { name: string; edits: Edit[]; tests: string[] };

const RACES = "lib/ownership/races.db.test.ts";

const MUTATIONS: Mutation[] = [
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
];

const ROOT = process.cwd();
const LEFT_OUT = new Set(["node_modules", ".git", ".next", ".data", ".trigger", "test-results"]);

/** A copy of the tree in which the code may be broken; the packages are borrowed. */
function copyTree(): string {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), "gonghai-mutations-"));
  for (const name of fs.readdirSync(ROOT)) {
    if (!LEFT_OUT.has(name)) fs.cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  }
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"));
  return copy;
}

function runTests(copy: string, tests: readonly string[]): boolean {
  const vitest = path.join(copy, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--bail", "1", "--project", "unit", "--project", "db", ...tests];
  return (
    spawnSync(process.execPath, args, {
      cwd: copy,
      stdio: "ignore",
      env: { ...process.env, TZ: "Asia/Kathmandu" },
    }).status === 0
  );
}

/** Breaks the copy, and gives back what undoes it. A place that isn't there any more is an error of this script. */
function apply(copy: string, { name, edits }: Mutation): () => void {
  const before = edits.map(
    ({ file }) => [path.join(copy, file), fs.readFileSync(path.join(copy, file), "utf8")] as const,
  );
  for (const { file, find, put } of edits) {
    const target = path.join(copy, file);
    const text = fs.readFileSync(target, "utf8");
    const broken = text.replace(find, () => put);
    if (broken === text) throw new Error(`${name}: the place to break was not found in ${file}`);
    fs.writeFileSync(target, broken);
  }
  return () => {
    for (const [target, text] of before) fs.writeFileSync(target, text);
  };
}

function main(wanted: readonly string[]): number {
  const chosen = MUTATIONS.filter(
    ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
  );
  const copy = copyTree();
  let survived = 0;
  try {
    const tests = [...new Set(chosen.flatMap((mutation) => mutation.tests))];
    console.log(`sound code: ${runTests(copy, tests) ? "green" : "RED, so nothing below means anything"}`);
    for (const mutation of chosen) {
      const restore = apply(copy, mutation);
      const green = runTests(copy, mutation.tests);
      restore();
      if (green) survived += 1;
      console.log(`${green ? "SURVIVED" : "caught  "}  ${mutation.name}`);
    }
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
  console.log(`${chosen.length - survived} caught, ${survived} survived`);
  return survived;
}

process.exitCode = main(process.argv.slice(2)) === 0 ? 0 : 1;
