import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "@/db/columns";
import { followUps } from "@/db/schema/activity";
import { contacts } from "@/db/schema/customers";
import { events } from "@/db/schema/ledger";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { tokenFor } from "@/lib/api/testing/client";
import { serveMcp } from "./serve-mcp";

const testDb = useTestDb();
const now = new Date();
let world: World;

beforeAll(async () => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
  world = await makeWorld(testDb().db, { now });
});

type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;
const reach: Fetch = (url, init) => serveMcp(new Request(url, init));

/** An assistant that is connected through the real handler. */
async function assistant(token: string, fetch: Fetch = reach): Promise<Client> {
  const client = new Client({ name: "assistant", version: "1" });
  const transport = new StreamableHTTPClientTransport(new URL("http://crm.internal/api/mcp"), {
    requestInit: { headers: { authorization: `Bearer ${token}`, "accept-language": "en" } },
    fetch,
  });
  // The SDK's own types disagree about what may be undefined.
  await client.connect(transport as Parameters<Client["connect"]>[0]);
  return client;
}

type Told = { isError: boolean; data: Record<string, unknown> };

async function ask(client: Client, name: string, args: Record<string, unknown> = {}): Promise<Told> {
  const { isError = false, content } = await client.callTool({ name, arguments: args });
  const [first] = content as { text: string }[];
  const text = first?.text ?? "";
  return { isError: isError === true, data: text.startsWith("{") ? JSON.parse(text) : { text } };
}

describe("an assistant", () => {
  it("is offered what its user may do, and told what only looks and what takes away", async () => {
    const all = await (await assistant(await tokenFor(world.as(world.rep(0))))).listTools();
    const hints = new Map(all.tools.map(({ name, annotations }) => [name, annotations]));
    expect([...hints.keys()].sort()).toEqual([
      ...["claim_customer", "claim_next", "customer_history", "explain_claim", "get_customer"],
      ...["list_my_customers", "list_pool", "list_pools", "log_follow_up", "my_quota", "record_deal"],
      ...["release_customer", "search_customers"],
    ]);
    expect(hints.get("get_customer")).toMatchObject({ readOnlyHint: true });
    expect(hints.get("claim_customer")).toMatchObject({ readOnlyHint: false, destructiveHint: false });
    expect(hints.get("release_customer")).toMatchObject({ destructiveHint: true });
    const reader = await assistant(await tokenFor(world.as(world.rep(0)), ["*.read"]));
    const { tools } = await reader.listTools();
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
    const id = await world.customer();
    expect(await ask(reader, "claim_customer", { customerId: id })).toMatchObject({ isError: true });
  });

  it("searches, explains, claims, logs, records and gives back", async () => {
    const rep = world.rep(0);
    const client = await assistant(await tokenFor(world.as(rep)));
    const id = await world.customer({ name: "Harbour Lanterns Ltd" });
    const found = await ask(client, "search_customers", { query: "Lantern" });
    expect(found.data.customers).toMatchObject([{ id, place: "pool" }]);
    const before = await ask(client, "explain_claim", { customerId: id });
    expect(before.data).toMatchObject({ kind: "pooled", claim: { ok: true } });
    const claimed = await ask(client, "claim_customer", { customerId: id });
    expect(claimed.data).toMatchObject({ customerId: id, rule: { id: "first_contact" } });
    const read = await ask(client, "get_customer", { customerId: id });
    expect(read.data.deadline).toMatchObject({ dueAt: claimed.data.dueAt, startedBy: { kind: "claimed" } });
    const logged = await ask(client, "log_follow_up", {
      customerId: id,
      channel: "call",
      outcome: "interested",
    });
    expect(logged.data).toMatchObject({ qualification: { qualifies: true } });
    const deal = await ask(client, "record_deal", { customerId: id, title: "order", amount: 100 });
    expect(deal).toMatchObject({ isError: false, data: { customerId: id } });
    const back = await ask(client, "release_customer", { customerId: id, reason: "no_need" });
    expect(back.data).toMatchObject({ customerId: id, poolId: world.pool.id });
    const history = await ask(client, "customer_history", { customerId: id });
    expect(history.data.events).toMatchObject([
      { kind: "released", token: { name: "test" } },
      { kind: "claimed" },
      { kind: "created" },
    ]);
    const refused = await ask(client, "claim_customer", { customerId: id });
    expect(refused).toMatchObject({ isError: true, data: { code: "COOLING_DOWN", params: { days: 7 } } });
    expect(refused.data.detail).toContain("cools down");
    const why = await ask(client, "explain_claim", { customerId: id });
    expect(why.data).toMatchObject({ claim: { ok: false, because: refused.data.detail } });
  });

  it("takes the next of a pool by name, and hears of its quota", async () => {
    const client = await assistant(await tokenFor(world.as(world.rep(1))));
    await world.customer({ grade: "A" });
    const next = await ask(client, "claim_next", { pool: world.pool.name });
    expect(next.isError).toBe(false);
    const quota = await ask(client, "my_quota");
    expect(quota.data.quotas).toMatchObject([{ held: 1, today: { used: 1, limit: 3 } }]);
    const mine = await ask(client, "list_my_customers");
    expect(mine.data.customers).toMatchObject([{ id: next.data.customerId }]);
    expect((await ask(client, "claim_next", { pool: "nowhere" })).data.code).toBe("NOT_FOUND");
  });

  it("may repeat whatever changes something, and hears how", async () => {
    const { tools } = await (await assistant(await tokenFor(world.as(world.rep(0))))).listTools();
    for (const { name, annotations, inputSchema } of tools) {
      const given = inputSchema.properties?.operationId as { description?: string } | undefined;
      expect(given === undefined, name).toBe(annotations?.readOnlyHint === true);
      if (given) expect(given.description, name).toContain("nothing is done twice");
      expect(inputSchema.additionalProperties, name).toBe(false);
    }
  });

  it("that repeats a call whose answer was lost gets the first answer, and nothing happens twice", async () => {
    const token = await tokenFor(world.as(world.rep(2)));
    const id = await world.customer({ owner: world.rep(2), at: now });
    const log = { customerId: id, channel: "call", outcome: "interested", note: "sent the price list" };
    const written = () => testDb().db.$count(followUps, eq(followUps.customerId, id));
    let losing = false;
    const lossy: Fetch = async (url, init) => {
      const answer = await reach(url, init);
      if (losing) throw new TypeError("fetch failed");
      return answer;
    };
    const client = await assistant(token, lossy);
    losing = true;
    const operationId = newId();
    await expect(ask(client, "log_follow_up", { ...log, operationId })).rejects.toThrow();
    expect(await written()).toBe(1);
    losing = false;
    const again = await ask(client, "log_follow_up", { ...log, operationId });
    const oncemore = await ask(client, "log_follow_up", { ...log, operationId });
    expect(again).toMatchObject({ isError: false, data: { customerId: id } });
    expect(oncemore).toEqual(again);
    expect(await written()).toBe(1);
    const other = await ask(client, "log_follow_up", { ...log, note: "another", operationId });
    expect(other).toMatchObject({ isError: true, data: { code: "OPERATION_REUSED" } });
    const another = await ask(client, "record_deal", { customerId: id, title: "x", amount: 1, operationId });
    expect(another).toMatchObject({ isError: true, data: { code: "OPERATION_REUSED" } });
    expect(await written()).toBe(1);
    // Without one, twice is twice: the control.
    await ask(client, "log_follow_up", log);
    await ask(client, "log_follow_up", log);
    expect(await written()).toBe(3);
  });

  it("that asks ten times at once for the next customer of a pool gets one", async () => {
    const rep = world.rep(2);
    await world.customers(3);
    const client = await assistant(await tokenFor(world.as(rep)));
    const args = { pool: world.pool.name, operationId: newId() };
    const told = await Promise.all(Array.from({ length: 10 }, () => ask(client, "claim_next", args)));
    expect(new Set(told.map(({ data }) => data.customerId)).size).toBe(1);
    expect(told.filter(({ isError }) => isError)).toEqual([]);
    const claims = await testDb().db.$count(events, eq(events.operationKey, args.operationId));
    expect(claims).toBe(1);
  });

  it("whose call is refused may use its id again, and hears of arguments that nobody knows", async () => {
    const client = await assistant(await tokenFor(world.as(world.rep(1))));
    const id = await world.customer({ owner: world.rep(0), at: now });
    const call = { customerId: id, reason: "no_need", operationId: newId() };
    expect(await ask(client, "release_customer", call)).toMatchObject({
      isError: true,
      data: { code: "NOT_YOURS" },
    });
    const boss = await assistant(await tokenFor(world.as(world.manager)));
    const notes = await ask(boss, "release_customer", { ...call, notes: "lost on the way" });
    expect(notes.isError).toBe(true);
    expect(notes.data.text).toContain("notes");
    expect(await ask(boss, "release_customer", call)).toMatchObject({ isError: false });
    expect((await ask(boss, "release_customer", { ...call, operationId: "a b" })).isError).toBe(true);
  });

  it("sees contacts masked as its user does", async () => {
    const id = await world.customer();
    const phone = { phone: "13800138000", phoneE164: "+8613800138000" };
    await testDb()
      .db.insert(contacts)
      .values({ id: newId(), customerId: id, name: "王小明", createdAt: now, ...phone });
    const client = await assistant(await tokenFor(world.as(world.rep(2))));
    for (const [name, args] of [
      ["get_customer", { customerId: id }],
      ["explain_claim", { customerId: id }],
      ["list_pool", { pool: world.pool.id }],
    ] as const) {
      const { isError, data } = await ask(client, name, args);
      expect(isError).toBe(false);
      expect(JSON.stringify(data)).not.toMatch(/0013|王小明/);
    }
  });

  it("is refused without a token, with another method, and with what is no message", async () => {
    const post = (init: RequestInit) =>
      serveMcp(new Request("http://crm.internal/api/mcp", { method: "POST", ...init }));
    expect((await post({ body: "{}" })).status).toBe(401);
    const headers = {
      ...{
        authorization: `Bearer ${await tokenFor(world.as(world.rep(0)))}`,
        "content-type": "application/json",
      },
      accept: "application/json, text/event-stream",
    };
    expect((await serveMcp(new Request("http://crm.internal/api/mcp", { headers }))).status).toBe(405);
    for (const body of [
      "{bad",
      "[]",
      '{"jsonrpc":"2.0"}',
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x\\u0000"}}',
    ]) {
      const { status } = await post({ headers, body });
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).toBeLessThan(500);
    }
    const strange = await ask(await assistant(headers.authorization.slice(7)), "get_customer", {
      customerId: "1",
    });
    expect(strange.isError).toBe(true);
  });
});
