import { readFile } from "node:fs/promises";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";
import { inScope, PERMISSIONS } from "@/lib/permissions";
import { apiDocument } from "./document";
import { METHODS } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { generated } from "./testing/generated";

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

describe("the document", () => {
  it("has nothing that a linter minds", async () => {
    const config = await createConfig({ extends: ["recommended"] });
    const problems = await lintFromString({
      source: JSON.stringify(apiDocument()),
      config,
      absoluteRef: "openapi.json",
    });
    expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  it("would be minded if it were wrong", async () => {
    const config = await createConfig({ extends: ["recommended"] });
    const { security: _, ...open } = apiDocument();
    const source = JSON.stringify(open);
    expect(await lintFromString({ source, config, absoluteRef: "openapi.json" })).not.toEqual([]);
  });

  it("is committed, with the types of its client, as `npm run api:generate` makes them", async () => {
    for (const [path, text] of Object.entries(await generated())) expect(await read(path), path).toBe(text);
  });

  it("tells every call once, with a name of its own and a scope that there is", () => {
    const paths = Object.values(apiDocument().paths ?? {});
    const told = paths.flatMap((path) => METHODS.flatMap((method) => path[method] ?? []));
    expect(told).toHaveLength(ENDPOINTS.length);
    expect(new Set(ENDPOINTS.map(({ id }) => id)).size).toBe(ENDPOINTS.length);
    expect(new Set(ENDPOINTS.map(({ method, path }) => `${method} ${path}`)).size).toBe(ENDPOINTS.length);
    for (const { permission } of ENDPOINTS) {
      if (permission) expect(PERMISSIONS).toContain(permission);
      if (permission) expect(inScope(["*"], permission)).toBe(true);
    }
  });
});
