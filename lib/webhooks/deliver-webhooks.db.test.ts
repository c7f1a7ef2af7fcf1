import { Webhook } from "standardwebhooks";
import { Agent } from "undici";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import { createEndpoint } from "./create-endpoint";
import { type DeliverOptions, deliverWebhooks } from "./deliver-webhooks";
import { listDeliveries, listEndpoints } from "./queries";
import { replayDeliveries } from "./replay-deliveries";
import { rotateSecret } from "./rotate-secret";
import { sendTestEvent } from "./send-test-event";
import { switchEndpoint } from "./switch-endpoint";
import { Receiver } from "./testing/receiver";

const NOW = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb();
let world: World;
let receiver: Receiver;
let url: string;
/** What the tests connect with: the guard has tests of its own. */
const dispatcher = new Agent();

beforeAll(async () => {
  process.env.AUTH_SECRET ||= "a secret that only this test knows, and nobody else";
  process.env.WEBHOOKS_ALLOW_PRIVATE = "1";
  world = await makeWorld(testDb().db, {
    now: NOW,
    policy: { claimLimits: { perDay: null, perWeek: null } },
  });
});
beforeEach(async () => {
  await testDb().sql`delete from webhook_endpoints`;
  await testDb().sql`delete from webhook_messages`;
  receiver = new Receiver();
  url = await receiver.listen();
});
afterEach(() => receiver.close());

const admin = (at = NOW) => world.as(world.admin, at);
const add = (kinds: string[] = ["*"], to = url) =>
  createEndpoint(admin(), { url: to, description: "", kinds: kinds as ["*"] });
const deliver = (at = addMs(NOW, 1000), options: DeliverOptions = {}) =>
  deliverWebhooks(world.system(at), { dispatcher, dice: () => 0.5, lingerMs: 0, ...options });
const claim = (customerId: string, at = NOW) => claimCustomer(world.as(world.rep(0), at), { customerId });
const lanes = () =>
  testDb().sql<{ n: number }[]>`select count(*)::int as n from webhook_lanes`.then(([row]) => row?.n);

describe("a message", () => {
  it("is signed as the library of Standard Webhooks verifies it, and has its id", async () => {
    const { secret } = await add(["customer.claimed"]);
    const id = await world.customer({ name: "深圳市启明贸易有限公司" });
    await claim(id);
    expect(await deliver()).toEqual({ delivered: 1, failed: 0, given_up: 0 });
    const [sent] = receiver.received;
    if (!sent) throw new Error("nothing came");
    // The library refuses a signature older than five minutes of now: it is asked at the instant of the test.
    const stamped = Number(sent.headers["webhook-timestamp"]);
    expect(stamped).toBe(Math.floor((NOW.getTime() + 1000) / 1000));
    const real = Date.now;
    Date.now = () => stamped * 1000;
    try {
      expect(new Webhook(secret).verify(sent.body, sent.headers)).toMatchObject({
        type: "customer.claimed",
        timestamp: NOW.toISOString(),
        data: {
          customer: {
            id,
            version: 2,
            state: "owned",
            ownerId: world.rep(0).id,
            name: "深圳市启明贸易有限公司",
          },
          event: { version: 2, kind: "claimed", fromState: "pooled", toOwnerId: world.rep(0).id },
        },
      });
      expect(() => new Webhook(secret).verify(`${sent.body} `, sent.headers)).toThrow();
    } finally {
      Date.now = real;
    }
    expect(sent.headers["webhook-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(await lanes()).toBe(0);
  });

  it("carries no contact, in whatever way", async () => {
    await add();
    const id = await world.customer({ note: "13800001234 call a@b.example" });
    await claim(id);
    await deliver();
    expect(receiver.received.map(({ body }) => body).join()).not.toMatch(/13800001234|a@b\.example/);
    expect(receiver.received.length).toBe(2);
  });

  it("is written for those alone who want its kind", async () => {
    await add(["customer.released"]);
    await claim(await world.customer());
    expect(await testDb().sql`select 1 from webhook_messages`).toHaveLength(0);
    expect(await deliver()).toEqual({ delivered: 0, failed: 0, given_up: 0 });
  });

  it("is rolled back with its effect", async () => {
    await add();
    const id = await world.customer();
    const broken = testDb().db.transaction(async (db) => {
      await claimCustomer({ ...world.as(world.rep(0)), db }, { customerId: id });
      throw new Error("rolled back");
    });
    await expect(broken).rejects.toThrow("rolled back");
    await deliver();
    expect(receiver.messages.map(({ type }) => type)).toEqual(["customer.created"]);
  });
});

describe("a secret", () => {
  it("doesn't stand in the database in plain", async () => {
    const { secret } = await add();
    const rows = await testDb().sql`select secret from webhook_endpoints`;
    expect(JSON.stringify(rows)).not.toContain(secret.slice(6));
    expect(rows[0]?.secret).toMatch(/^v1\./);
  });

  it("signs beside the new one until the overlap is over", async () => {
    const first = await add(["customer.claimed"]);
    const second = await rotateSecret(admin(), { endpointId: first.endpointId, overlapHours: 2 });
    const signs = async (at: Date) => {
      await claim(await world.customer({ at: NOW }), at);
      await deliver(at);
      const sent = receiver.received.at(-1);
      const verifies = (secret: string) => {
        const real = Date.now;
        Date.now = () => at.getTime();
        try {
          return Boolean(new Webhook(secret).verify(sent?.body ?? "", sent?.headers ?? {}));
        } catch {
          return false;
        } finally {
          Date.now = real;
        }
      };
      return [verifies(first.secret), verifies(second.secret)];
    };
    expect(await signs(addMs(NOW, HOUR))).toEqual([true, true]);
    expect(await signs(addMs(NOW, 3 * HOUR))).toEqual([false, true]);
  });
});

describe("what goes wrong", () => {
  it("is tried again with the same id, and the next message of that customer waits", async () => {
    await add();
    const [stuck, free] = [await world.customer(), await world.customer()];
    await claim(stuck);
    await releaseCustomer(world.as(world.rep(0), addMs(NOW, 1)), {
      customerId: stuck,
      reason: "no_need",
      note: "",
    });
    let refuse = true;
    receiver.manners = (request, response) =>
      response.writeHead(refuse && request.body.includes(stuck) ? 500 : 200).end("said");
    expect(await deliver()).toEqual({ delivered: 1, failed: 1, given_up: 0 });
    expect(receiver.messages.map(({ data }) => data.customer?.id).sort()).toEqual([stuck, free].sort());
    refuse = false;
    expect(await deliver(addMs(NOW, 3_000))).toEqual({ delivered: 0, failed: 0, given_up: 0 });
    expect(await deliver(addMs(NOW, 10_000))).toEqual({ delivered: 3, failed: 0, given_up: 0 });
    const ofStuck = receiver.messages.filter(({ data }) => data.customer?.id === stuck);
    expect(ofStuck.map(({ data }) => data.event?.version)).toEqual([1, 1, 2, 3]);
    expect(new Set(ofStuck.slice(0, 2).map(({ id }) => id)).size).toBe(1);
    const page = await listDeliveries(admin(), { endpointId: (await listEndpoints(admin()))[0]?.id ?? "" });
    expect(page.rows.map(({ state }) => state)).toEqual(Array(4).fill("delivered"));
  });

  it("is given up after ten attempts; then the next goes, and a replay brings it back", async () => {
    const { endpointId } = await add();
    const id = await world.customer();
    await claim(id);
    // Refused for this message alone: another customer's go well, so that the endpoint is not down.
    receiver.manners = (request, response) =>
      response
        .writeHead(/"kind":"?created/.test(request.body) && request.body.includes(id) ? 422 : 200)
        .end();
    let at = NOW;
    let failed = 0;
    let givenUp = 0;
    for (let n = 0; n < 10; n++) {
      at = addMs(at, 25 * HOUR);
      await claim(await world.customer({ at: NOW }), NOW);
      const counts = await deliver(at);
      failed += counts.failed;
      givenUp += counts.given_up;
    }
    expect([failed, givenUp]).toEqual([9, 1]);
    expect(receiver.messages.filter(({ data }) => data.customer?.id === id).at(-1)?.data.event?.kind).toBe(
      "claimed",
    );
    receiver.manners = (_request, response) => response.writeHead(200).end();
    expect(await replayDeliveries(admin(at), { endpointId, failedSince: NOW.toISOString() })).toEqual({
      replayed: 1,
    });
    expect(await deliver(at)).toMatchObject({ delivered: 1 });
    const last = receiver.messages.at(-1);
    expect(last?.data.event?.kind).toBe("created");
    expect(last?.id).toBe(receiver.messages.find(({ data }) => data.customer?.id === id)?.id);
  });

  it("pauses an endpoint that fails for days, tells the admins once, and keeps what happens", async () => {
    const { endpointId } = await add();
    receiver.manners = (_request, response) => response.writeHead(503).end();
    let at = NOW;
    await world.customer();
    for (let hour = 0; hour < 90; hour++) {
      at = addMs(at, HOUR);
      await deliver(at);
    }
    const [endpoint] = await listEndpoints(admin());
    expect(endpoint).toMatchObject({ state: "paused", pausedBecause: "failing", failed: 0, due: 1 });
    const told = await testDb().sql`select user_id, params from notifications where kind = 'webhook_paused'`;
    expect(told).toEqual([
      { user_id: world.admin.id, params: { name: new URL(url).host, reason: "failing" } },
    ]);
    await world.customer();
    const before = receiver.received.length;
    await deliver(addMs(at, DAY));
    expect(receiver.received.length).toBe(before);
    receiver.manners = (_request, response) => response.writeHead(200).end();
    await switchEndpoint(admin(addMs(at, DAY)), { endpointId, on: true });
    expect(await deliver(addMs(at, DAY))).toEqual({ delivered: 2, failed: 0, given_up: 0 });
  }, 60_000);

  it("asks an endpoint that is down rarely and with one message, and all go once it is back", async () => {
    await add();
    receiver.manners = (_request, response) => response.writeHead(500).end();
    await world.customers(40);
    await deliver();
    const asked = receiver.received.length;
    // Five at most find out that it is down, and those that were on their way then.
    expect(asked).toBeLessThanOrEqual(12);
    receiver.manners = (_request, response) => response.writeHead(200).end();
    expect(await deliver(addMs(NOW, MINUTE))).toMatchObject({ delivered: 40 });
  });

  it("takes 410 at its word", async () => {
    await add();
    receiver.manners = (_request, response) => response.writeHead(410).end();
    await world.customer();
    await deliver();
    expect(await listEndpoints(admin())).toMatchObject([{ state: "paused", pausedBecause: "gone" }]);
  });
});

describe("a receiver that", () => {
  const deliverTo = async (customers: number, options: DeliverOptions = {}) => {
    await world.customers(customers);
    return deliver(addMs(NOW, 1000), options);
  };
  const lastErrors = () =>
    testDb().sql<{ error: string | null; status: number | null; size: number }[]>`
      select distinct error, status, length(answer) as size from webhook_attempts`;

  it("never answers holds a few attempts until the deadline, not the worker", async () => {
    await add();
    const other = new Receiver();
    const cameMeanwhile: number[] = [];
    receiver.manners = (_request, _response, raw) =>
      raw.socket.once("close", () => cameMeanwhile.push(other.received.length));
    await add(["*"], await other.listen());
    const counts = await deliverTo(4, { deadlineMs: 4_000 });
    expect(counts.delivered).toBe(4);
    // All of the other endpoint's came while those attempts hung.
    expect(cameMeanwhile).toEqual([4, 4, 4, 4]);
    expect(await lastErrors()).toContainEqual({ error: "timeout", status: null, size: 0 });
    await other.close();
  });

  it("sends a byte of its headers every now and then is cut off at the deadline", async () => {
    await add();
    receiver.manners = (_request, _response, raw) => {
      raw.socket.write("HTTP/1.1 200 OK\r\nx-slow: ");
      const drip = setInterval(() => raw.socket.write("h"), 100);
      raw.socket.on("close", () => clearInterval(drip));
    };
    expect(await deliverTo(8, { deadlineMs: 700 })).toMatchObject({ delivered: 0 });
    expect(receiver.received.length).toBeLessThanOrEqual(8);
    expect(await lastErrors()).toContainEqual({ error: "timeout", status: null, size: 0 });
  });

  it("sends a byte of its body every three seconds has answered, and holds nobody", async () => {
    await add();
    receiver.manners = (_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("x"), 3_000);
      response.write("x");
      response.on("close", () => clearInterval(drip));
    };
    expect(await deliverTo(8)).toEqual({ delivered: 8, failed: 0, given_up: 0 });
  });

  it("answers ten gigabytes is read for 64 KB, and 1 KB is kept", async () => {
    await add();
    let written = 0;
    receiver.manners = (_request, response) => {
      response.writeHead(200, { "content-length": 10 * 1024 ** 3 });
      const chunk = Buffer.alloc(65_536, "a");
      const pour = () => {
        while (!response.destroyed && written < 10 * 1024 ** 3) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", pour);
        }
      };
      pour();
    };
    expect(await deliverTo(8)).toMatchObject({ delivered: 8 });
    expect(written).toBeLessThan(100 * 1024 ** 2);
    expect(await lastErrors()).toEqual([{ error: null, status: 200, size: 1_024 }]);
  });

  it("redirects to this machine leads nowhere", async () => {
    const canary = new Receiver();
    const inside = await canary.listen();
    await add();
    receiver.manners = (_request, response) => response.writeHead(307, { location: inside }).end();
    await deliverTo(8);
    expect(canary.received).toEqual([]);
    expect(await lastErrors()).toEqual([{ error: "redirected", status: 307, size: 0 }]);
    await canary.close();
  });

  it("hangs up early is tried again", async () => {
    await add();
    receiver.manners = (_request, _response, raw) => raw.socket.destroy();
    await deliverTo(8);
    expect(await lastErrors()).toEqual([{ error: "closed_early", status: null, size: 0 }]);
    receiver.manners = (_request, response) => response.writeHead(200).end();
    expect(await deliver(addMs(NOW, HOUR))).toMatchObject({ delivered: 8 });
  });

  it("isn't there is tried again", async () => {
    await add(["*"], "http://127.0.0.1:1/");
    await deliverTo(8);
    expect(await lastErrors()).toEqual([{ error: "not_reachable", status: null, size: 0 }]);
  });
});

describe("a test message", () => {
  it("is sent at once, once, and to that endpoint alone, and no job sends it", async () => {
    const { endpointId } = await add();
    await add();
    expect(await sendTestEvent(admin(), { endpointId }, { dispatcher })).toMatchObject({
      status: 204,
      error: null,
    });
    expect(receiver.messages.map(({ type }) => type)).toEqual(["webhook.test"]);
    receiver.manners = (_request, response) => response.writeHead(500).end("no");
    expect(await sendTestEvent(admin(), { endpointId }, { dispatcher })).toMatchObject({
      status: 500,
      error: "refused",
      answer: "no",
    });
    expect(await deliver()).toEqual({ delivered: 0, failed: 0, given_up: 0 });
    expect(
      await replayDeliveries(admin(), { endpointId, failedSince: addMs(NOW, -DAY).toISOString() }),
    ).toEqual({ replayed: 0 });
  });

  it("goes nowhere private unless that is allowed", async () => {
    const { endpointId } = await add();
    const inside = await add(["*"], url.replace("http:", "https:"));
    await claim(await world.customer());
    process.env.WEBHOOKS_ALLOW_PRIVATE = "0";
    try {
      expect(await sendTestEvent(admin(), { endpointId })).toMatchObject({ error: "not_https" });
      expect(await sendTestEvent(admin(), { endpointId: inside.endpointId })).toMatchObject({
        status: null,
        error: "private_address",
      });
      // The job takes no other way, and no dispatcher of a test.
      const counts = await deliverWebhooks(world.system(addMs(NOW, 1000)), { lingerMs: 0 });
      expect(counts).toMatchObject({ delivered: 0 });
      expect(counts.failed).toBeGreaterThan(0);
      const errors = await testDb().sql`select distinct error from webhook_attempts order by 1`;
      expect(errors.map(({ error }) => error)).toEqual(["not_https", "private_address"]);
      await expect(add()).rejects.toMatchObject({ code: "INVALID_INPUT", params: { problem: "not_https" } });
    } finally {
      process.env.WEBHOOKS_ALLOW_PRIVATE = "1";
    }
    expect(receiver.received).toEqual([]);
  });
});

describe("a transaction that commits late", () => {
  it("is delivered although later numbers went before; who goes by the number loses it", async () => {
    await add(["customer.claimed"]);
    const [slow, quick] = [await world.customer(), await world.customer()];
    let last = 0;
    // The control: a consumer that remembers how far it has come.
    const naive: string[] = [];
    const readOn = async () => {
      const rows = await testDb().sql<{ seq: string; subject: string }[]>`
        select seq, subject from webhook_messages where seq > ${last} order by seq`;
      for (const row of rows) {
        naive.push(row.subject);
        last = Number(row.seq);
      }
    };
    let commit = () => {};
    let held = Promise.resolve();
    await new Promise<void>((claimed) => {
      held = testDb().db.transaction(async (db) => {
        await claimCustomer({ ...world.as(world.rep(0)), db }, { customerId: slow });
        claimed();
        await new Promise<void>((now) => {
          commit = now;
        });
      });
    });
    await claimCustomer(world.as(world.rep(1)), { customerId: quick });
    await deliver();
    await readOn();
    expect(receiver.messages.map(({ data }) => data.customer?.id)).toEqual([quick]);
    commit();
    await held;
    await deliver(addMs(NOW, 2_000));
    await readOn();
    expect(receiver.messages.map(({ data }) => data.customer?.id)).toEqual([quick, slow]);
    expect(naive).toEqual([quick]);
    const [first] = await testDb().sql<
      { subject: string }[]
    >`select subject from webhook_messages order by seq limit 1`;
    expect(first?.subject).toBe(slow);
  });
});
