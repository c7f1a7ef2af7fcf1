import createClient from "openapi-fetch";
import { beforeAll, expect, it, vi } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { writeExports } from "@/lib/exports/write-exports";
import { runImports } from "@/lib/imports/run-imports";
import { serveApi } from "./serve";
import { call, tokenFor } from "./testing/client";
import type { paths } from "./testing/openapi-types";

const testDb = useTestDb();
let world: World;

beforeAll(async () => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
  world = await makeWorld(testDb().db, { now: new Date() });
});

const clientOf = (token: string) =>
  createClient<paths>({
    baseUrl: "http://crm.internal/api/v1",
    headers: { authorization: `Bearer ${token}`, "accept-language": "en" },
    fetch: serveApi,
  });

/** The data of an answer; what went wrong fails the test with its words. */
function dataOf<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

it("drives claim, follow-up and release with types made from the document", async () => {
  const id = await world.customer();
  const api = clientOf(await tokenFor(world.as(world.rep(0))));
  const path = { params: { path: { id } } };
  const held = dataOf(await api.POST("/customers/{id}/claim", path));
  expect(held).toMatchObject({ customerId: id, version: 2, rule: { id: "first_contact" } });
  const logged = dataOf(
    await api.POST("/customers/{id}/follow-ups", {
      params: { path: { id }, header: { "Idempotency-Key": "follow-up-1" } },
      body: { channel: "call", outcome: "interested", note: "Wants a quote" },
    }),
  );
  expect(logged.qualification).toEqual({ qualifies: true, because: "outcome" });
  expect(Date.parse(logged.dueAt ?? "")).toBeGreaterThan(Date.parse(held.dueAt ?? ""));
  const customer = await api.GET("/customers/{id}", path);
  const etag = customer.response.headers.get("etag") ?? "";
  const released = dataOf(
    await api.POST("/customers/{id}/release", {
      params: { path: { id }, header: { "If-Match": etag } },
      body: { reason: "no_budget", note: "" },
    }),
  );
  expect(released).toMatchObject({ customerId: id, version: 3, poolId: world.pool.id });
  const { data } = dataOf(await api.GET("/customers/{id}/events", path));
  expect(data.map(({ kind }) => kind)).toEqual(["released", "claimed", "created"]);
  const again = await api.POST("/customers/{id}/claim", path);
  expect(again.error).toMatchObject({ code: "COOLING_DOWN", status: 409, params: { days: 7 } });
});

it("brings a file in and counts its rows", async () => {
  const api = clientOf(await tokenFor(world.as(world.manager)));
  const csv = "name,phone\nHarbour Lights Ltd,13800001234\nHarbour Lights Ltd,13800001234\n,13800005678\n";
  const form = new FormData();
  form.set("file", new File([csv], "lights.csv", { type: "text/csv" }));
  form.set("pool", world.pool.name);
  const started = dataOf(
    await api.POST("/imports", { body: { file: csv, pool: world.pool.name }, bodySerializer: () => form }),
  );
  expect(started).toMatchObject({ fileName: "lights.csv", poolId: world.pool.id, state: "waiting" });
  await runImports(world.system(new Date()), {});
  const now = dataOf(await api.GET("/imports/{id}", { params: { path: { id: started.id } } }));
  expect(now).toMatchObject({ state: "finished", rows: 3, created: 1, duplicate: 1, rejected: 1 });
  const rows = dataOf(await api.GET("/imports/{id}/rows", { params: { path: { id: started.id } } }));
  expect(rows.data.map(({ number, outcome }) => [number, outcome])).toEqual([
    [3, "duplicate"],
    [4, "rejected"],
  ]);
});

it("takes a file once under one key, and a large one in parts", async () => {
  const token = await tokenFor(world.as(world.manager));
  const csv = "name,phone\nLantern Works,13800009876\n";
  const headers = { "idempotency-key": "file-1", "content-type": "text/csv" };
  const path = `/imports?fileName=works.csv&pool=${world.pool.id}`;
  const replies = await Promise.all([1, 2, 3].map(() => call("POST", path, { token, headers, raw: csv })));
  expect(replies.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  const other = await call("POST", path, { token, headers, raw: `${csv}Another,13800001111\n` });
  expect([other.status, other.body.code]).toEqual([422, "OPERATION_REUSED"]);

  const bytes = new TextEncoder().encode("name\nHarbour Ropes\n");
  const file = await call("POST", "/imports/files", {
    ...{ token, body: { fileName: "ropes.csv", byteCount: bytes.length } },
  });
  expect(file).toMatchObject({ status: 201, body: { parts: 1 } });
  const part = { token, raw: bytes, headers: { "content-type": "application/octet-stream" } };
  expect((await call("PUT", `/imports/files/${file.body.fileId}/parts/0`, part)).status).toBe(200);
  const begun = await call("POST", `/imports/files/${file.body.fileId}/import`, {
    ...{ token, body: { pool: world.pool.name, check: "true" } },
  });
  expect(begun).toMatchObject({ status: 202, body: { state: "checking" } });
  await runImports(world.system(new Date()), {});
  expect((await call("POST", `/imports/${begun.body.id}/run`, { token })).body).toMatchObject({
    state: "waiting",
  });
  await runImports(world.system(new Date()), {});
  const done = await call("GET", `/imports/${begun.body.id}`, { token });
  expect(done.body).toMatchObject({ state: "finished", created: 1, forecast: { created: 1 } });
  const undone = await call("POST", `/imports/${begun.body.id}/undo`, { token });
  expect(undone).toMatchObject({ status: 200, body: { state: "undoing" } });
});

it("asks whether a customer is there, edits all of a list, takes that back, and fetches the list as a file", async () => {
  const api = clientOf(await tokenFor(world.as(world.manager)));
  const pool = world.pool.id;
  const known = { name: "Rope Walk Ltd" };
  dataOf(await api.POST("/customers", { body: { ...known, pool } }));
  const body = { list: "pool", search: { pool } } as const;
  const { duplicate } = dataOf(await api.POST("/duplicates/exact", { body: known }));
  expect(duplicate).toMatchObject({ by: "name", state: "pooled" });
  const chosen = dataOf(await api.POST("/selections", { body }));
  const path = { params: { path: { id: chosen.selectionId } } };
  await api.POST("/selections/{id}/start", { ...path, body: { verb: "edit", changes: { region: "North" } } });
  const done = dataOf(await api.POST("/selections/{id}/advance", path));
  expect(done).toMatchObject({ state: "finished", total: chosen.total, ok: chosen.total });
  const north = { params: { query: { pool, region: "North" } } };
  expect(dataOf(await api.GET("/lists/pool/count", north)).count).toBe(chosen.total);
  await api.POST("/selections/{id}/undo", path);
  expect(dataOf(await api.POST("/selections/{id}/advance", path))).toMatchObject({ undone: chosen.total });
  expect(dataOf(await api.GET("/lists/pool/count", north)).count).toBe(0);
  const asked = await api.POST("/exports", { body: { ...body, format: "csv", locale: "en" } });
  await writeExports(world.system(new Date()));
  const file = { params: { path: { id: dataOf(asked).exportId } }, parseAs: "text" } as const;
  expect(dataOf(await api.GET("/exports/{id}/file", file)).split("\n").length).toBeGreaterThan(chosen.total);
});
