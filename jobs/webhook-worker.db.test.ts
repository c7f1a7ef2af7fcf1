import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { createEndpoint } from "@/lib/webhooks/create-endpoint";
import { Receiver } from "@/lib/webhooks/testing/receiver";
import { WorkerProcess } from "./testing/worker-process";

const SECRET = "a secret that only this test knows, and nobody else";
const testDb = useTestDb();
const receiver = new Receiver();
const workers: WorkerProcess[] = [];
let world: World;

beforeAll(async () => {
  process.env.AUTH_SECRET = SECRET;
  process.env.WEBHOOKS_ALLOW_PRIVATE = "1";
  // Real workers run at the real time.
  world = await makeWorld(testDb().db, { now: new Date() });
});
afterAll(async () => {
  for (const worker of workers) worker.signal("SIGKILL");
  await receiver.close();
});

const startWorker = () => {
  const env = { DATABASE_URL: testDb().url, AUTH_SECRET: SECRET, WEBHOOKS_ALLOW_PRIVATE: "1" };
  const worker = new WorkerProcess(env);
  workers.push(worker);
  return worker;
};

async function until(met: () => boolean, ms: number, meanwhile = async () => {}): Promise<void> {
  const end = performance.now() + ms;
  while (!met()) {
    if (performance.now() > end) throw new Error(`it did not happen in ${ms} ms`);
    await meanwhile();
    await sleep(20);
  }
}

describe("a worker", () => {
  it("sends soon after the commit; killed in the middle of it, another sends the same again, and in order", async () => {
    const url = await receiver.listen();
    await createEndpoint(world.as(world.admin), { url, description: "", kinds: ["*"] });
    const first = startWorker();
    await first.says("worker ready");
    const committed = performance.now();
    const quick = await world.customer();
    await until(() => receiver.received.length === 1, 30_000);
    const kicked = (receiver.received[0]?.at ?? 0) - committed;
    expect(kicked).toBeLessThan(20_000);

    // It hangs in the next one, and dies there.
    receiver.manners = () => {};
    await claimCustomer(world.as(world.rep(0), new Date()), { customerId: quick });
    await until(() => receiver.received.length === 2, 30_000);
    first.signal("SIGKILL");
    await first.exited;
    receiver.manners = (_request, response) => response.writeHead(200).end();
    const second = startWorker();
    // Any change of anything makes a worker look; without one it would at its minute.
    const change = async () => {
      await testDb().sql`select pg_notify('gonghai', '{}')`;
      await sleep(500);
    };
    await until(() => receiver.received.length >= 3, 120_000, change);
    const messages = receiver.messages.map(({ id, data }) => [id, data.event?.version]);
    expect(messages.map(([, version]) => version)).toEqual([1, 2, 2]);
    expect(messages[2]).toEqual(messages[1]);
    second.signal("SIGTERM");
    expect((await second.exited).code).toBe(0);
    const rows = await testDb().sql`select state from webhook_deliveries`;
    expect(rows.map(({ state }) => state)).toEqual(["delivered", "delivered"]);
  }, 240_000);
});
