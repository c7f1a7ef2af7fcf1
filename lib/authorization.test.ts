import { describe, expect, test } from "vitest";
import type { Role } from "@/db/enums";
import type { Ctx } from "./context";
import { DomainError } from "./errors";

/**
 * What verbs are made of: it takes whatever context the verb has, after the verb has authorised. Nothing at the edge may
 * import it, which is tested below.
 */
const INTERNAL: Record<string, readonly string[]> = {
  "auth/login-attempts": ["countAttempt", "forgiveAttempt"],
  "customers/find-duplicate": ["findSame", "refuseSame"],
  "customers/home-country": ["homeCountry"],
  "customers/list-pool": ["readPoolRows"],
  "customers/mine-conditions": ["readTimeZone", "mineConditions"],
  "customers/plan-afresh": ["planAfresh"],
  "customers/read-activity": ["readFollowUps", "readDealItems", "readEdits"],
  "customers/read-customer": ["readCustomer"],
  "customers/read-deadline": ["readDeadline"],
  "customers/read-history": ["readHistory"],
  "customers/read-mine-rows": ["readMineRows"],
  "customers/read-ownership-events": ["readOwnershipEvents"],
  "customers/search-sql": ["candidates"],
  "deadlines/refresh-deadlines": ["refreshDeadlines"],
  "imports/target-pool": ["requireTargetPool"],
  "ownership/read-facts": ["readOwnershipFacts"],
  "quotas/read-standing": ["readStandings"],
  "quotas/require-pool": ["requirePool"],
  "stats/read-medians": ["readMedians"],
  "stats/read-overview": [
    "readAsOf",
    "readUtilisation",
    "readCounts",
    "readTakings",
    "readFlow",
    "readBounces",
  ],
  "stats/read-people": ["readPeople"],
  "stats/scope": ["visiblePools", "scopeOf"],
  "today/recommend": ["recommend"],
};

const sources = import.meta.glob<string>(["./*/*.ts", "!./**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const modules = import.meta.glob(["./*/*.ts", "!./**/*.test.ts", "!./*/actions.ts"]);
const edges = import.meta.glob<string>(
  [
    "../app/**/*.{ts,tsx}",
    "../components/**/*.{ts,tsx}",
    "../jobs/**/*.ts",
    "../bin/**/*.ts",
    "./*/actions.ts",
  ],
  { query: "?raw", import: "default", eager: true },
);

const EXPORTED =
  /^export (?:(?:async )?function\*? (\w+)(?:<[^(]*>)?|const (\w+) = (?:async )?)\(\s*ctx: Ctx\b/gm;

/** Every exported function whose first parameter is a context without a transaction: what the edge can call. */
const callable = Object.entries(sources).flatMap(([path, source]) =>
  [...source.matchAll(EXPORTED)].map((match) => ({
    module: path.replace(/^\.\/|\.ts$/g, ""),
    name: match[1] ?? match[2] ?? "",
  })),
);
const verbs = callable.filter(({ module, name }) => !INTERNAL[module]?.includes(name));

/** Somebody of a role that has been granted nothing. */
const powerless = {
  kind: "user" as const,
  id: "00000000-0000-7000-8000-000000000000",
  role: "nobody" as Role,
  teamId: null,
};

/** What a call needs beside the context to come as far as its reading; nothing where the input is one object. */
const ARGUMENTS: Record<string, readonly unknown[]> = {
  problemRowsStream: ["", [], { columns: { row: "", outcome: "", reasons: "" } }],
};

class Touched extends Error {}

/** A database that lets nobody near it. */
const untouchable = new Proxy({} as Ctx["db"], {
  get: (_target, key) => {
    throw new Touched(String(key));
  },
});

/** What the call throws; where it answers piece by piece, what its first piece throws or says. */
async function refusalOf(call: () => unknown): Promise<unknown> {
  try {
    const answer = await call();
    if (answer instanceof ReadableStream) return await new Response(answer).text();
    if (answer && typeof answer === "object" && "next" in answer)
      return await (answer as AsyncGenerator).next();
    return answer;
  } catch (error) {
    return error;
  }
}

const codeIn = (refusal: unknown): string | undefined => {
  if (refusal instanceof DomainError) return refusal.code;
  return typeof refusal === "string" && refusal.includes('"FORBIDDEN"') ? "FORBIDDEN" : undefined;
};

describe("every verb and query refuses who may nothing, before it reads", () => {
  test.each(verbs)("$module: $name", async ({ module: path, name }) => {
    const load = modules[`./${path}.ts`];
    if (!load) throw new Error(`${path} is not among the modules`);
    const module = (await load()) as Record<string, (ctx: Ctx, ...given: unknown[]) => unknown>;
    const ctx: Ctx = { db: untouchable, actor: powerless, now: new Date("2026-11-20T02:00:00Z") };
    const refusal = await refusalOf(() => module[name]?.(ctx, ...(ARGUMENTS[name] ?? [{}])));
    expect({ refusal, code: codeIn(refusal) }).toMatchObject({ code: "FORBIDDEN" });
  });

  test("there are as many as there should be", () => {
    expect(verbs.length).toBeGreaterThan(60);
    for (const name of ["claimCustomer", "publishPolicy", "exportEvents", "auditLedger"]) {
      expect(verbs.map((verb) => verb.name)).toContain(name);
    }
  });
});

describe("what doesn't authorise by itself", () => {
  const imported = Object.entries(edges).flatMap(([path, source]) =>
    [...source.matchAll(/import (?:type )?\{([^}]*)\} from "(?:@\/lib\/|\.\/)([^"]+)"/g)].flatMap((match) => {
      const folder = path.match(/^\.\/([\w-]+)\//)?.[1];
      const module = match[2]?.includes("/") ? match[2] : `${folder}/${match[2]}`;
      return (match[1] ?? "")
        .split(",")
        .map((name) => ({ path, module, name: name.trim().split(" as ")[0] ?? "" }));
    }),
  );

  test("is there", () => {
    const known = new Set(callable.map(({ module, name }) => `${module} ${name}`));
    const listed = Object.entries(INTERNAL).flatMap(([module, names]) =>
      names.map((name) => `${module} ${name}`),
    );
    expect(listed.filter((one) => !known.has(one))).toEqual([]);
    expect(imported.length).toBeGreaterThan(100);
  });

  test("is imported by no page, component, action, job or command", () => {
    const reached = imported.filter(({ module, name }) => INTERNAL[module]?.includes(name));
    expect(reached.map(({ path, name }) => `${path} imports ${name}`)).toEqual([]);
  });
});
