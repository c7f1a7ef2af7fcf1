import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "@/db/columns";
import { reveals } from "@/db/schema/activity";
import { contacts, customers } from "@/db/schema/customers";
import { events, operations } from "@/db/schema/ledger";
import { apiTokens } from "@/db/schema/tokens";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { call, send, tokenFor } from "./testing/client";

const testDb = useTestDb({ max: 12 });
const now = new Date();
let world: World;
let token: string;

beforeAll(() => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
  vi.stubEnv("API_RATE_LIMIT", "200");
});

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now });
  token = await tokenFor(world.as(world.rep(0)));
});

const codeOf = (reply: { status: number; body: Record<string, unknown> }) => [reply.status, reply.body.code];

describe("who asks", () => {
  it("is the person of the token, narrowed by its scopes", async () => {
    const me = await call("GET", "/me", { token });
    expect(me).toMatchObject({
      status: 200,
      body: { id: world.rep(0).id, role: "rep", token: { scopes: ["*"] } },
    });
    const reader = await tokenFor(world.as(world.rep(0)), ["*.read"]);
    const id = await world.customer();
    expect((await call("GET", `/customers/${id}`, { token: reader })).status).toBe(200);
    const claim = await call("POST", `/customers/${id}/claim`, { token: reader });
    expect(codeOf(claim)).toEqual([403, "SCOPE_MISSING"]);
    expect(claim.headers.get("www-authenticate")).toContain("customers.claim");
    expect(codeOf(await call("GET", "/users", { token }))).toEqual([403, "FORBIDDEN"]);
  });

  it.each([
    ["none", undefined],
    ["a password", "Basic cmVwOnNlY3JldA=="],
    ["a stranger's", "Bearer gonghai_nobody"],
    ["something else", "Bearer eyJhbGciOiJub25lIn0.e30."],
  ])("is refused with %s", async (_, authorization) => {
    const reply = await call("GET", "/me", authorization ? { headers: { authorization } } : {});
    expect(codeOf(reply)).toEqual([401, "UNAUTHENTICATED"]);
    expect(reply.headers.get("www-authenticate")).toContain("Bearer");
    expect(reply.headers.get("content-type")).toBe("application/problem+json");
  });

  it("is nobody once the token is revoked or over", async () => {
    const { db } = testDb();
    await db.update(apiTokens).set({ expiresAt: new Date(Date.now() - 1) });
    expect((await call("GET", "/me", { token })).status).toBe(401);
    await db.update(apiTokens).set({ expiresAt: null });
    expect((await call("GET", "/me", { token })).status).toBe(200);
    await db.update(apiTokens).set({ revokedAt: now });
    expect((await call("GET", "/me", { token })).status).toBe(401);
  });

  it("is nobody from the moment of leaving on, and not again by coming back", async () => {
    const { db } = testDb();
    const [pooled, ...more] = await world.customers(30);
    const before = Promise.all(more.map((id) => call("POST", `/customers/${id}/claim`, { token })));
    await deactivateUser(world.as(world.admin), { userId: world.rep(0).id, receiverId: null, note: "" });
    expect((await call("POST", `/customers/${pooled}/claim`, { token })).status).toBe(401);
    await before;
    expect(await db.$count(customers, eq(customers.ownerId, world.rep(0).id))).toBe(0);
    const [row] = await db.select().from(apiTokens);
    expect(row?.revokedAt).not.toBeNull();
  });

  it("stands in the ledger with the token, which keeps when it was used", async () => {
    const id = await world.customer();
    await call("POST", `/customers/${id}/claim`, { token });
    const { body } = await call("GET", `/customers/${id}/events`, { token });
    expect(body.data).toMatchObject([
      { kind: "claimed", actor: { id: world.rep(0).id }, token: { name: "test" } },
      { kind: "created", token: null },
    ]);
    await vi.waitFor(async () => {
      const [row] = await testDb().db.select().from(apiTokens);
      expect(row?.lastUsedAt).toBeInstanceOf(Date);
    }, 30_000);
  });
});

describe("how often one may ask", () => {
  it("is told with every answer, and refused beyond", async () => {
    const first = await call("GET", "/ping", { token });
    expect(first.headers.get("ratelimit-limit")).toBe("200");
    const left = Number(first.headers.get("ratelimit-remaining"));
    const statuses = await Promise.all(
      Array.from({ length: left + 5 }, async () => (await send("GET", "/ping", { token })).status),
    );
    const refused = statuses.filter((status) => status === 429).length;
    // The minute may have turned meanwhile.
    expect([0, 5]).toContain(refused);
    const more = await call("GET", "/ping", { token });
    if (more.status === 429) {
      expect(Number(more.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(more.headers.get("ratelimit-remaining")).toBe("0");
      expect(more.body.code).toBe("TOO_MANY_REQUESTS");
    }
    const other = await tokenFor(world.as(world.rep(1)));
    expect((await call("GET", "/ping", { token: other })).status).toBe(200);
  });
});

describe("claiming", () => {
  it("has one winner of 32 clients", async () => {
    const id = await world.customer();
    const people = await Promise.all(world.reps.map((rep) => tokenFor(world.as(rep))));
    const replies = await Promise.all(
      Array.from({ length: 32 }, (_, n) =>
        call("POST", `/customers/${id}/claim`, {
          token: people[n % people.length] ?? "",
          headers: { "idempotency-key": `client-${n}` },
        }),
      ),
    );
    const won = replies.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    const lost = replies.filter(({ status }) => status === 409);
    expect(lost.map(({ body }) => body.code)).toEqual(Array(31).fill("ALREADY_CLAIMED"));
    expect(await testDb().db.$count(events, eq(events.kind, "claimed"))).toBe(1);
    const winner = replies.findIndex(({ status }) => status === 200);
    const again = await call("POST", `/customers/${id}/claim`, {
      token: people[winner % people.length] ?? "",
      headers: { "idempotency-key": `client-${winner}` },
    });
    expect(again).toMatchObject({ status: 200, body: replies[winner]?.body });
  });

  it("under one key happens once, also ten times at once, and gets one answer", async () => {
    const id = await world.customer();
    const headers = { "idempotency-key": '"one-key"' };
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => call("POST", `/customers/${id}/claim`, { token, headers })),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await testDb().db.$count(events, eq(events.kind, "claimed"))).toBe(1);
    const [other] = await world.customers(1);
    const reused = await call("POST", `/customers/${other}/claim`, { token, headers });
    expect(codeOf(reused)).toEqual([422, "OPERATION_REUSED"]);
    const told = await call("GET", "/operations/one-key", { token });
    expect(told).toMatchObject({ status: 200, body: { verb: "claimCustomer", answer: replies[0]?.body } });
    expect((await call("GET", "/operations/never", { token })).status).toBe(404);
    const stranger = await tokenFor(world.as(world.rep(1)));
    expect((await call("GET", "/operations/one-key", { token: stranger })).status).toBe(404);
  });

  it("and of many at once under one key answers again as it did, and no other request", async () => {
    const mine = await world.customers(2, { owner: world.rep(0) });
    const others = await world.customer({ owner: world.rep(1) });
    const headers = { "idempotency-key": "many-1" };
    const body = { action: "release", customerIds: [...mine, others], reason: "no_budget" };
    const release = (over: object = {}) =>
      call("POST", "/customers/bulk", { token, headers, body: { ...body, ...over } });
    const first = await release();
    expect(first).toMatchObject({ status: 200, body: { done: 2, refused: 1 } });
    await transferCustomers(world.as(world.manager), {
      ...{ customerIds: [others], userId: world.rep(0).id, note: "" },
    });
    expect((await release()).body).toEqual(first.body);
    expect(await testDb().db.$count(events, eq(events.kind, "released"))).toBe(2);
    expect(codeOf(await release({ customerIds: [others] }))).toEqual([422, "OPERATION_REUSED"]);
    expect(codeOf(await release({ reason: "no_need" }))).toEqual([422, "OPERATION_REUSED"]);
    const told = await call("GET", "/operations/many-1", { token });
    expect(told.body.answer).toEqual(first.body.data);
  });

  it("leaves nothing of a key whose call was refused", async () => {
    const id = await world.customer({ owner: world.rep(1) });
    const headers = { "idempotency-key": "refused-1" };
    expect((await call("POST", `/customers/${id}/claim`, { token, headers })).status).toBe(409);
    expect(await testDb().db.$count(operations)).toBe(0);
  });

  it("next gives everybody another one, and says when nothing is left", async () => {
    await world.customers(3);
    const people = await Promise.all(world.reps.map((rep) => tokenFor(world.as(rep))));
    const path = `/pools/${world.pool.id}/claim-next`;
    const replies = await Promise.all(people.map((token) => call("POST", path, { token })));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(replies.map(({ body }) => body.customerId)).size).toBe(3);
    expect(codeOf(await call("POST", path, { token }))).toEqual([404, "NOTHING_TO_CLAIM"]);
  });
});

describe("an answer that tells a secret", () => {
  const headers = { "idempotency-key": "hook-1" };
  const body = { url: "https://crm.example.com/hook", kinds: ["*"] };

  it("is told again under its key, and is kept sealed", async () => {
    const admin = await tokenFor(world.as(world.admin));
    const first = await call("POST", "/webhooks", { token: admin, headers, body });
    expect(first).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^whsec_/) } });
    const again = await call("POST", "/webhooks", { token: admin, headers, body });
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect((await call("GET", "/webhooks", { token: admin })).body.data).toHaveLength(1);
    const [row] = await testDb().db.select().from(operations);
    expect(JSON.stringify(row)).not.toContain(first.body.secret);
    const told = await call("GET", "/operations/hook-1", { token: admin });
    expect(told).toMatchObject({ status: 200, body: { verb: "createWebhook", answer: null } });
    vi.stubEnv("AUTH_SECRET", "t".repeat(32));
    const gone = await call("POST", "/webhooks", { token: admin, headers, body });
    vi.stubEnv("AUTH_SECRET", "s".repeat(32));
    expect(codeOf(gone)).toEqual([409, "SECRET_GONE"]);
  });
});

it("answers a HEAD as the GET, without a body", async () => {
  const seen = await send("HEAD", `/customers/${await world.customer({ owner: world.rep(0) })}`, { token });
  expect([seen.status, seen.headers.get("etag")]).toEqual([200, expect.stringMatching(/^"/)]);
});

describe("versions", () => {
  it("guard an edit: who saw an older state gets 412, and nothing is written", async () => {
    const id = await world.customer({ owner: world.rep(0) });
    const seen = await call("GET", `/customers/${id}`, { token });
    const etag = seen.headers.get("etag") ?? "";
    const headers = { "if-match": etag };
    const edit = { token, headers, body: { region: "east" } };
    expect((await call("PATCH", `/customers/${id}`, edit)).status).toBe(200);
    const late = await call("PATCH", `/customers/${id}`, { ...edit, body: { region: "west" } });
    expect(codeOf(late)).toEqual([412, "EDITED_MEANWHILE"]);
    const moved = await call("POST", `/customers/${id}/release`, {
      ...{ token, body: { reason: "no_need" } },
      headers: { "if-match": etag.replace("v1", "v7") },
    });
    expect(codeOf(moved)).toEqual([412, "STALE_OWNERSHIP"]);
    const [row] = await testDb().db.select().from(customers);
    expect(row).toMatchObject({ region: "east", state: "owned" });
    const anyhow = await call("PATCH", `/customers/${id}`, { token, body: { region: "north" } });
    expect(anyhow.status).toBe(200);
  });
});

describe("contacts", () => {
  it("are masked until they are revealed, which is recorded and needs its own scope", async () => {
    const id = await world.customer({ owner: world.rep(0) });
    const phone = "+86 138 0013 8000";
    await testDb().db.insert(contacts).values({
      id: newId(),
      customerId: id,
      name: "王小明",
      phone,
      phoneE164: "+8613800138000",
      createdAt: now,
    });
    const pages = [`/customers/${id}`, `/customers/${id}/contacts`, "/customers?owner=me", "/search?q=8000"];
    for (const page of pages) {
      const response = await send("GET", page, { token });
      expect(response.status).toBe(200);
      expect(await response.text()).not.toMatch(/0013|王小明/);
    }
    const reader = await tokenFor(world.as(world.rep(0)), ["*.read", "customers.*"]);
    const refused = await call("POST", `/customers/${id}/contacts/reveal`, { token: reader });
    expect(codeOf(refused)).toEqual([403, "SCOPE_MISSING"]);
    expect(await testDb().db.$count(reveals)).toBe(0);
    const shown = await call("POST", `/customers/${id}/contacts/reveal`, { token });
    expect(JSON.stringify(shown.body)).toContain("王小明");
    expect(await testDb().db.$count(reveals)).toBe(1);
  });
});

describe("lists", () => {
  it("go through everything once, page by page", async () => {
    await world.customers(5);
    await world.customers(4, { owner: world.rep(0) });
    const ids = async (query: string) => {
      const found: string[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const { body } = await call("GET", `/customers?limit=2${query}${cursor ? `&cursor=${cursor}` : ""}`, {
          token,
        });
        const page = body as { data: { id: string }[]; nextCursor: string | null };
        expect(page.data.length).toBeLessThanOrEqual(2);
        found.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(new Set(found).size).toBe(found.length);
      return found.length;
    };
    expect(await ids("")).toBe(9);
    expect(await ids("&owner=none")).toBe(5);
    expect(await ids("&owner=me")).toBe(4);
    expect(await ids(`&owner=none&pool=${encodeURIComponent(world.pool.name)}`)).toBe(5);
    expect(await ids(`&owner=${world.rep(0).id}`)).toBe(4);
    expect((await call("GET", "/customers?owner=none&cursor=xyz", { token })).status).toBe(422);
    expect((await call("GET", "/customers?pool=nowhere", { token })).status).toBe(404);
    const misspelt = await call("GET", "/customers?ownr=me", { token });
    expect(misspelt.body).toMatchObject({
      params: { field: "ownr" },
      errors: [{ field: "ownr", code: "unknown" }],
    });
    const nobody = await call("GET", "/customers");
    expect(nobody.body).toMatchObject({ code: "UNAUTHENTICATED", detail: expect.stringContaining("Bearer") });
  });
});

describe("problems", () => {
  it("speak the caller's language and name the field", async () => {
    const body = { into: "pool", pool: world.pool.id, name: "" };
    for (const [language, locale] of [
      ["zh-TW", "zh-TW"],
      ["zh", "zh-CN"],
      ["fr", "en"],
    ] as const) {
      const reply = await call("POST", "/customers", {
        token,
        body,
        headers: { "accept-language": language },
      });
      expect(reply.status).toBe(422);
      expect(reply.headers.get("content-language")).toBe(locale);
      expect(reply.body).toMatchObject({
        type: "urn:gonghai:INVALID_INPUT",
        errors: [{ field: "name", code: "required" }],
      });
    }
  });

  it("tell of paths and methods that aren't there", async () => {
    const nowhere = await call("GET", "/nowhere", { token });
    expect(codeOf(nowhere)).toEqual([404, "NOT_FOUND"]);
    // What is refused counts too.
    expect(nowhere.headers.get("ratelimit-remaining")).toBe("199");
    const method = await call("DELETE", "/customers", { token });
    expect(codeOf(method)).toEqual([405, "METHOD_NOT_ALLOWED"]);
    expect(method.headers.get("allow")).toBe("GET, POST");
  });
});
