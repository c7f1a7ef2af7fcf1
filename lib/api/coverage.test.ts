import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { verbs } from "@/db/testing/verbs";
import type { Endpoint } from "./endpoint";
import { ENDPOINTS } from "./endpoints";

const sources = import.meta.glob<string>(["./*.ts", "./endpoints/*.ts", "!./*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const modules = import.meta.glob<Record<string, unknown>>("./endpoints/*.ts", { eager: true });

/** What a source takes from a module of a domain, by name: `customers/get-customer getCustomer`. */
const taken = (source: string): string[] =>
  [...source.matchAll(/^import \{([^}]*)\} from "@\/lib\/([\w-]+\/[\w-]+)";/gms)].flatMap(
    ([, names = "", module = ""]) =>
      names
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "" && !name.startsWith("type "))
        .map((name) => `${module} ${name}`),
  );

const behindCalls = new Set(Object.values(sources).flatMap(taken));
const keyOf = ({ module, name }: { module: string; name: string }) => `${module} ${name}`;
const isCalled = (verb: { module: string; name: string }) => behindCalls.has(keyOf(verb));

const HEADING = "## What has no call";

/** The rows of the table in docs/api.md: what has no call, and why. */
async function exceptions(): Promise<{ names: string[]; reason: string }[]> {
  const text = await readFile(new URL("../../docs/api.md", import.meta.url), "utf8");
  const section = text.split(HEADING)[1]?.split("\n## ")[0] ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => {
      const [, names = "", reason = ""] = line.split("|");
      return { names: [...names.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name), reason: reason.trim() };
    });
}

describe("everything that the interface can do has a call", () => {
  it("every verb and query is behind one, or docs/api.md says why it isn't", async () => {
    const listed = (await exceptions()).flatMap(({ names }) => names);
    const without = [...new Set(verbs.filter((verb) => !isCalled(verb)).map(({ name }) => name))];
    expect(without.filter((name) => !listed.includes(name)).sort()).toEqual([]);
  });

  it("what docs/api.md excepts is there, has no call, and each row has a reason", async () => {
    const rows = await exceptions();
    const listed = rows.flatMap(({ names }) => names);
    expect(new Set(listed).size).toBe(listed.length);
    const open = new Set(verbs.filter((verb) => !isCalled(verb)).map(({ name }) => name));
    expect(listed.filter((name) => !open.has(name))).toEqual([]);
    for (const { names, reason } of rows) expect(reason.length, names.join(", ")).toBeGreaterThan(10);
  });

  it("every call that is declared is one of the API", () => {
    const declared = Object.values(modules).flatMap((module) =>
      Object.values(module).flatMap((exported) => (Array.isArray(exported) ? (exported as Endpoint[]) : [])),
    );
    expect(declared.map(({ id }) => id).sort()).toEqual(ENDPOINTS.map(({ id }) => id).sort());
    expect(declared.length).toBeGreaterThan(200);
  });
});
