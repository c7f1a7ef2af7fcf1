import { describe, expect, test } from "vitest";
import type { Role } from "@/db/enums";
import { answerOf, callable, INTERNAL, loadVerb, verbs } from "@/db/testing/verbs";
import type { Ctx } from "./context";
import { DomainError } from "./errors";

const edges = import.meta.glob<string>(
  ["/app/**/*.{ts,tsx}", "/components/**/*.{ts,tsx}", "/jobs/**/*.ts", "/bin/**/*.ts", "./*/actions.ts"],
  { query: "?raw", import: "default", eager: true },
);

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

async function refusalOf(call: () => unknown): Promise<unknown> {
  try {
    return await answerOf(call);
  } catch (error) {
    return error;
  }
}

const codeIn = (refusal: unknown): string | undefined => {
  if (refusal instanceof DomainError) return refusal.code;
  return typeof refusal === "string" && refusal.includes('"FORBIDDEN"') ? "FORBIDDEN" : undefined;
};

describe("every verb and query refuses who may nothing, before it reads", () => {
  test.each(verbs)("$module: $name", async ({ module, name }) => {
    const verb = await loadVerb({ module, name });
    const ctx: Ctx = { db: untouchable, actor: powerless, now: new Date("2026-11-20T02:00:00Z") };
    const refusal = await refusalOf(() => verb(ctx, ...(ARGUMENTS[name] ?? [{}])));
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
