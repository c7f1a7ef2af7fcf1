import { beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "@/db/columns";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { changes, type Endpoint } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { MOST_BYTES } from "./read-body";
import { call, type Reply, tokenFor } from "./testing/client";

const testDb = useTestDb();
let world: World;
let token: string;
let readOnly: string;

beforeAll(async () => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
  vi.stubEnv("API_RATE_LIMIT", "1000000");
  world = await makeWorld(testDb().db, { now: new Date() });
  token = await tokenFor(world.as(world.admin));
  readOnly = await tokenFor(world.as(world.admin), ["profile.read"]);
});

/** What parameters that are no ids may be. */
const FILLED: Record<string, string> = { version: "1", part: "0", place: "0" };

/** A path with something in the place of its parameters; `bad` in that of one of them. */
const fill = ({ path }: Pick<Endpoint, "path">, id: string, bad: Record<string, string> = {}) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(bad[name] ?? FILLED[name] ?? id));

/** Every parameter of every path; a key is whatever its sender likes. */
const PARAMS = ENDPOINTS.flatMap((endpoint) =>
  [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [endpoint, name] as const),
).filter(([, name]) => name !== "key");

/** A refusal that says what is wrong: no fault of ours, and nothing of how we are made. */
function expectRefusal({ status, body, headers }: Reply, statuses: readonly number[] = []): void {
  expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
  expect(status, JSON.stringify(body)).toBeLessThan(500);
  if (statuses.length > 0) expect(statuses, JSON.stringify(body)).toContain(status);
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(body).toMatchObject({ status, type: `urn:gonghai:${body.code}`, detail: expect.any(String) });
  expect(JSON.stringify(body)).not.toMatch(/select |insert into|postgres|node_modules|\.ts:|Error:/i);
}

const json = { "content-type": "application/json" };
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

/** Bodies that no call takes. */
const BODIES: [string, BodyInit, Record<string, string>, number[]][] = [
  ["no JSON", "{bad", json, [400]],
  ["half of it", '{"a":', json, [400]],
  ["two of it", "{}{}", json, [400]],
  ["single quotes", "{'name':'x'}", json, [400]],
  ["a comment", "{/* */}", json, [400]],
  ["NaN", '{"days":NaN}', json, [400]],
  ["no UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), json, [400]],
  ["UTF-16", new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), json, [400]],
  ["a list", "[]", json, [422]],
  ["a text", '"text"', json, [422]],
  ["a number", "42", json, [422]],
  ["null", "null", json, [422]],
  ["true", "true", json, [422]],
  ["what is not asked", '{"isAdmin":true}', json, [422]],
  ["a prototype", '{"__proto__":{"role":"admin"}}', json, [422]],
  ["a constructor", '{"constructor":{"prototype":{"role":"admin"}}}', json, [422]],
  ["NUL in a key", '{"a\\u0000b":1}', json, [422]],
  ["NUL in a value", '{"name":"a\\u0000b"}', json, [422]],
  ["half a surrogate", '{"name":"\\ud83d"}', json, [422]],
  ["a deep list", nested(5_000), json, [422]],
  ["a deep object", `${'{"a":'.repeat(500)}1${"}".repeat(500)}`, json, [422]],
  ["very much", `{"name":"${"x".repeat(MOST_BYTES)}"}`, json, [413]],
  ["XML", "<customer/>", { "content-type": "application/xml" }, [415]],
  ["a form", "name=x", { "content-type": "application/x-www-form-urlencoded" }, [415]],
  ["text", "{}", { "content-type": "text/plain" }, [415]],
];

const writers = ENDPOINTS.filter((endpoint) => changes(endpoint) && !endpoint.upload);

describe.each(writers.map((endpoint) => [endpoint.id, endpoint] as const))("%s refuses", (_, endpoint) => {
  it.each(BODIES)("%s", async (_, raw, headers, statuses) => {
    const path = fill(endpoint, newId());
    expectRefusal(await call(endpoint.method.toUpperCase(), path, { token, raw, headers }), statuses);
  });
});

describe.each(ENDPOINTS.map((endpoint) => [endpoint.id, endpoint] as const))("%s", (_, endpoint) => {
  const method = endpoint.method.toUpperCase();

  it("refuses what is asked beside what may be", async () => {
    expectRefusal(await call(method, `${fill(endpoint, newId())}?nonsense=1`, { token }));
    expectRefusal(await call(method, `${fill(endpoint, newId())}?a=1&a=2`, { token }));
    expectRefusal(await call(method, `${fill(endpoint, newId())}?__proto__=1`, { token }));
    expectRefusal(await call(method, `${fill(endpoint, newId())}?cursor=%00`, { token }));
  });

  it("refuses a token without its scope, before it looks at anything", async () => {
    const reply = await call(method, fill(endpoint, newId()), { token: readOnly });
    if (endpoint.permission && endpoint.permission !== "profile.read") {
      expect([reply.status, reply.body.code]).toEqual([403, "SCOPE_MISSING"]);
    } else expect(reply.body.code).not.toBe("SCOPE_MISSING");
    expect((await call(method, fill(endpoint, newId()))).status).toBe(401);
  });
});

describe("a path refuses what is no id and no number", () => {
  it.each(PARAMS.map(([endpoint, name]) => [endpoint.id, name, endpoint] as const))(
    "%s {%s}",
    async (_, name, endpoint) => {
      for (const bad of [
        "x",
        "-1",
        "1.5",
        "null",
        "undefined",
        "%00",
        "' or 1=1 --",
        "é".repeat(300),
        "{}",
      ]) {
        const path = fill(endpoint, newId(), { [name]: bad });
        expectRefusal(await call(endpoint.method.toUpperCase(), path, { token }), [404, 405, 415, 422]);
      }
    },
  );
});

describe("numbers and days beyond what is stored", () => {
  const far = "2147483648";
  it.each([
    ["GET", "/customers?limit=0"],
    ["GET", "/customers?limit=101"],
    ["GET", "/customers?limit=1e3"],
    ["GET", "/customers?limit=abc"],
    ["GET", "/customers?owner=somebody"],
    ["GET", "/customers?grade=Z"],
    ["GET", `/customers?q=${"x".repeat(101)}`],
    ["GET", "/customers?cursor=e30"],
    ["GET", "/customers?owner=none&cursor=WyJoZWxkIixudWxsXQ"],
    ["GET", `/customers/{held}/events?cursor=${far}`],
    ["GET", "/customers/{held}/events?cursor=-1"],
    ["GET", "/customers/{held}/timeline?cursor=xyz"],
    ["GET", "/events?after=xyz"],
    ["GET", `/events?after=${Buffer.from('{"after":-1,"fence":null}').toString("base64url")}`],
    ["GET", "/ledger?cursor=0"],
    ["GET", "/ledger?from=2026-02-30"],
    ["GET", "/stats?from=2026-02-01"],
    ["GET", "/stats?from=2026-03-01&to=2026-02-01"],
    ["GET", "/stats?from=0001-01-01&to=9999-12-31"],
    ["GET", "/notifications?cursor=xyz"],
    ["GET", "/notifications?kind=nothing"],
    ["GET", "/calendar?year=99999"],
    ["GET", `/pools/{pool}/policy/versions/${far}`],
    ["GET", "/sweeps?cursor=1"],
    ["GET", "/imports?cursor=1"],
    ["GET", "/imports?cursor=1&cursor=2"],
    ["GET", "/lists/pool?grade=Z"],
    ["GET", "/lists/pool?grade=A,Z"],
    ["GET", "/lists/pool?view=best"],
    ["GET", "/lists/pool?idle=0"],
    ["GET", "/lists/pool?idle=9999"],
    ["GET", "/lists/pool?cond=nothing"],
    ["GET", "/lists/pool?fields=f_x"],
    ["GET", "/lists/pool?fields=f_ab12cd34:10..20;nonsense"],
    ["GET", "/lists/pool?pool=1"],
    ["GET", "/lists/pool?since=yesterday"],
    ["GET", "/lists/pool?limit=0"],
    ["GET", "/lists/pool/count?tried=maybe"],
    ["GET", "/lists/mine?stage=sold"],
    ["GET", "/lists/mine?due=someday"],
    ["GET", "/lists/mine?cols=secrets"],
    ["GET", "/lists/mine/views?owner=me"],
    ["GET", "/lists/mine/strip?won=perhaps"],
    ["GET", "/me/follow-ups?cursor=xyz"],
    ["GET", "/me/follow-ups?cursor=2026-13-01T00:00:00Z~1"],
    ["GET", "/issues?kind=ugly"],
    ["GET", "/issues?limit=1000"],
    ["GET", "/duplicates?cursor=1"],
    ["GET", "/submissions?state=lost"],
    ["GET", `/webhooks/${newId()}/deliveries?cursor=-1`],
    ["GET", `/webhooks/${newId()}/deliveries?cursor=1e3`],
    ["GET", "/exports?whose=everybody"],
    ["GET", "/views"],
    ["GET", "/views?list=everything"],
    ["GET", "/stats/behind?from=2026-01-01&to=2026-01-02"],
    ["GET", "/stats/behind?from=2026-01-03&to=2026-01-02&kind=won"],
    ["GET", "/stats/behind?from=2026-01-01&to=2026-01-02&kind=won&cursor=1~2~3"],
    ["GET", "/stats/behind?from=2026-01-01&to=2026-01-02&kind=entered&sources=the+web"],
    ["GET", "/stats/behind?from=2026-01-01&to=2026-01-02&kind=bounced&minBounces=-1"],
    ["GET", "/pools/{pool}/policy/at"],
    ["GET", "/pools/{pool}/policy/at?at=noon"],
    ["GET", "/pools/{pool}/held"],
  ] as const)("%s %s", async (method, path) => {
    const held = await world.customer({ owner: world.rep(0) });
    const filled = path.replace("{held}", held).replace("{pool}", world.pool.id);
    expectRefusal(await call(method, filled, { token }));
  });

  it.each([
    ["POST", "/customers/{held}/deals", { title: "x", amount: 9e15 }],
    ["POST", "/customers/{held}/deals", { title: "x", amount: 1.5 }],
    ["POST", "/customers/{held}/deals", { title: "x", amount: -1 }],
    ["POST", "/customers/{held}/deals", { title: "x", amount: 1, currency: "yuan" }],
    ["POST", "/customers/{held}/activities", { kind: "visit", at: "yesterday" }],
    ["POST", "/customers/{held}/activities", { kind: "visit", at: "9999-12-31T23:59:59Z" }],
    ["POST", "/customers/{held}/follow-ups", { channel: "pigeon", outcome: "connected" }],
    ["POST", "/customers/{held}/follow-ups", { channel: "call", outcome: "connected", nextStep: "call" }],
    ["POST", "/customers/{held}/follow-ups", { channel: "call", outcome: "connected", custom: { x: 1 } }],
    ["PUT", "/customers/{held}/protection", { days: 1e9, reason: "x" }],
    ["POST", "/customers/{held}/release", { reason: "because" }],
    ["PATCH", "/customers/{held}", { expectedValue: 1e300 }],
    ["PATCH", "/customers/{held}", { contractEndsOn: "2026-13-01" }],
    ["PATCH", "/customers/{held}", { tags: Array(21).fill("x") }],
    ["PATCH", "/customers/{held}", { contacts: { change: [{ id: "1" }] } }],
    ["PATCH", "/customers/{held}", { editedAt: "2026-01-01T00:00:00Z" }],
    ["POST", "/customers/bulk", { action: "explode", customerIds: [newId()] }],
    ["POST", "/customers/bulk", { action: "claim", customerIds: [] }],
    ["POST", "/customers/bulk", { action: "claim", customerIds: Array.from({ length: 201 }, newId) }],
    ["POST", "/pools/{pool}/policy/versions", { baseVersion: 1, document: {} }],
    ["POST", "/pools/{pool}/policy/simulate", { document: {}, from: "2026-01-01", until: "2026-01-02" }],
    ["POST", "/pools/{pool}/policy/roll-back", { baseVersion: 1, version: 2 ** 40 }],
    ["POST", "/users/{rep}/leaves", { fromOn: "2026-02-03", untilOn: "2026-02-01" }],
    ["POST", "/users", { email: "nobody", name: "x", role: "rep" }],
    ["POST", "/users", { email: "a@b.example", name: "x", role: "king" }],
    ["PUT", "/users/{rep}", { email: "a@b.example", name: "x", role: "rep", holdingCap: 1e9 }],
    ["POST", "/fields", { label: "x", type: "choice", options: [] }],
    ["PUT", "/pools/order", { poolIds: [newId()] }],
    ["PATCH", "/me", { name: "" }],
    ["PATCH", "/me", { locale: "fr" }],
    ["PATCH", "/me", { role: "admin" }],
    ["PATCH", "/me/preferences", { theme: "pink" }],
    ["POST", "/views", { list: "pool", name: "x", state: { stage: "new" } }],
    ["POST", "/views", { list: "mine", name: "x", state: { grade: "Z" } }],
    ["POST", "/views", { list: "pool", name: "x".repeat(41), state: {} }],
    ["POST", "/views", { list: "pool", name: "x", audience: "world", state: {} }],
    ["PUT", "/views/default", { list: "pool", viewId: newId() }],
    ["POST", "/selections", { list: "pool", search: { everything: "1" } }],
    ["POST", "/selections", { list: "pool", search: { grade: "Z" } }],
    ["POST", "/selections", { list: "mine", search: { view: "all", idle: "soon" } }],
    ["POST", "/selections", { list: "pool", only: [] }],
    ["POST", `/selections/${newId()}/start`, { verb: "explode" }],
    ["POST", `/selections/${newId()}/start`, { verb: "edit" }],
    ["POST", `/selections/${newId()}/start`, { verb: "edit", changes: { expectedValue: 1e300 } }],
    ["POST", "/exports", { list: "pool", format: "pdf", locale: "en" }],
    ["POST", "/exports", { list: "pool", format: "csv", locale: "fr" }],
    ["POST", "/exports", { list: "pool", format: "csv", locale: "en", search: { tag: "" } }],
    ["PUT", "/exports/rules", { approvalAbove: -1 }],
    ["POST", "/duplicates/check", { phones: Array(21).fill("1") }],
    ["POST", "/duplicates/exact", { name: "x".repeat(201) }],
    ["POST", "/duplicates", { pairs: [{ customerId: "{held}", otherId: "{held}", reasons: [], score: 1 }] }],
    ["POST", "/duplicates", { pairs: [{ customerId: newId(), otherId: newId(), reasons: [], score: 1e9 }] }],
    ["POST", "/duplicates/decide", { pairIds: [], decision: "dismiss" }],
    ["POST", "/duplicates/decide", { pairIds: [newId()], decision: "perhaps" }],
    ["POST", "/duplicates/merge", { pairIds: Array.from({ length: 101 }, newId) }],
    ["POST", "/merges", { keepId: newId(), otherId: newId() }],
    ["POST", "/merges", { keepId: newId(), otherId: newId(), choices: { "a b": "keep" } }],
    ["PUT", "/merges/automatic", { on: "yes" }],
    ["POST", "/customers/{held}/merge-requests", { pairId: newId() }],
    ["POST", "/customers/{held}/issues", { kind: "ugly" }],
    ["POST", "/customers/{held}/issues", { kind: "reported", note: " " }],
    ["POST", "/issues/settle", { issueIds: [newId()], as: "forgotten" }],
    ["POST", "/issues/reopen", { issueIds: [] }],
    ["PUT", "/quality/settings", { weights: {}, goneAfter: 3 }],
    ["POST", "/forms", { title: "x", locale: "en", poolId: newId(), fields: [] }],
    ["POST", "/inboxes", { name: "", poolId: newId() }],
    ["POST", `/submissions/${newId()}/accept`, { values: { isAdmin: "true" } }],
    ["POST", "/webhooks", { url: "ftp://example.com", kinds: ["*"] }],
    ["POST", "/webhooks", { url: "https://127.0.0.1/", kinds: ["*"] }],
    ["POST", "/webhooks", { url: "https://user:pass@example.com/", kinds: ["*"] }],
    ["POST", "/webhooks", { url: "https://example.com/", kinds: [] }],
    ["POST", "/webhooks", { url: "https://example.com/", kinds: ["customer.exploded"] }],
    ["POST", `/webhooks/${newId()}/secret`, { overlapHours: 1e9 }],
    ["PUT", "/organization", { name: "x", timeZone: "Mars/Olympus", currency: "CNY" }],
    ["PUT", "/organization", { name: "x", timeZone: "Asia/Shanghai", currency: "yuan" }],
    ["PUT", "/organization/approval", { threshold: -1 }],
    ["PUT", "/calendar/region", { region: "moon" }],
    ["PUT", "/calendar/rest-days", { restDays: [1, 2, 3, 4, 5, 6, 7] }],
    ["PUT", "/calendar/days", { day: "2026-02-30", kind: "holiday" }],
    ["PUT", "/calendar/years", { year: 1, declared: true }],
    ["POST", "/calendar/imports", { year: 2027, text: "not,a,calendar" }],
    ["POST", "/calendar/seed", { years: ["2027"] }],
    ["PUT", `/fields/${newId()}/place`, { beforeId: "first" }],
    ["POST", "/claims/undo", { claims: [] }],
    ["POST", "/pools/{pool}/policy/trace", { document: {}, customerId: newId() }],
    ["POST", "/pools/{pool}/policy/simulate-clock", { document: {}, ruleId: "x" }],
    ["POST", `/imports/${newId()}/rows`, { rows: [] }],
    ["POST", `/imports/${newId()}/rows`, { rows: [{ number: 0, cells: [] }] }],
    ["POST", `/imports/files/${newId()}/preview`, { table: { encoding: "utf-7" } }],
  ] as const)("%s %s %j", async (method, path, body) => {
    const held = await world.customer({ owner: world.rep(0) });
    const filled = path
      .replace("{held}", held)
      .replace("{pool}", world.pool.id)
      .replace("{rep}", world.rep(0).id);
    expectRefusal(await call(method, filled, { token, body }));
  });
});

describe("headers", () => {
  it.each([
    ["idempotency-key", ""],
    ["idempotency-key", "with space"],
    ["idempotency-key", "x".repeat(201)],
    ["if-match", "3"],
    ["if-match", '"v1", "v2"'],
    ["if-match", 'W/"v1-1"'],
    ["if-match", '"v99999999999-1"'],
    ["if-match", '"v2-1"'],
  ])("%s: %s", async (name, value) => {
    const id = await world.customer({ owner: world.rep(0) });
    const reply = await call("POST", `/customers/${id}/release`, {
      ...{ token, body: { reason: "no_need" } },
      headers: { [name]: value },
    });
    expectRefusal(reply, name === "if-match" ? [412] : [422]);
  });
});

describe("files", () => {
  const file = (text: string | Uint8Array<ArrayBuffer>, name = "x.csv") => {
    const form = new FormData();
    form.set("file", new File([text], name));
    form.set("pool", world.pool.id);
    return form;
  };
  it.each<[string, () => { raw?: BodyInit; headers?: Record<string, string>; query?: string }]>([
    ["nothing", () => ({ headers: { "content-type": "text/csv" }, raw: "" })],
    ["no pool", () => ({ headers: { "content-type": "text/csv" }, raw: "name\nx" })],
    [
      "an unknown pool",
      () => ({ headers: { "content-type": "text/csv" }, raw: "name\nx", query: "?pool=nowhere" }),
    ],
    ["JSON", () => ({ headers: json, raw: "{}" })],
    ["a form without a boundary", () => ({ headers: { "content-type": "multipart/form-data" }, raw: "x" })],
    [
      "a broken form",
      () => ({ headers: { "content-type": "multipart/form-data; boundary=x" }, raw: "--y\r\n" }),
    ],
    ["a form without a file", () => ({ raw: new FormData() })],
    [
      "bad options",
      () => {
        const form = file("name\nx");
        form.set("options", "{bad");
        return { raw: form };
      },
    ],
    ...["yes", "1", "TRUE", ""].map((check): [string, () => { raw: BodyInit }] => [
      `a check that says "${check}"`,
      () => {
        const form = file("name\nx");
        form.set("check", check);
        return { raw: form };
      },
    ]),
    [
      "a field that is none of ours",
      () => {
        const form = file("name\nx");
        form.set("dryRun", "true");
        return { raw: form };
      },
    ],
    [
      "unknown options",
      () => {
        const form = file("name\nx");
        form.set("options", '{"speed":"fast"}');
        return { raw: form };
      },
    ],
    [
      "a bad mapping",
      () => {
        const form = file("name\nx");
        form.set("mapping", "[1]");
        return { raw: form };
      },
    ],
    ["no table", () => ({ raw: file(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), "x.xlsx") })],
    ["no name column", () => ({ raw: file("phone\n13800001234\n") })],
  ])("%s", async (_, make) => {
    const { raw, headers, query = "" } = make();
    expectRefusal(
      await call("POST", `/imports${query}`, {
        token,
        ...(raw === undefined ? {} : { raw }),
        ...(headers ? { headers } : {}),
      }),
    );
  });
});
