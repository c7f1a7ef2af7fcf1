import { beforeAll, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { createEndpoint } from "./create-endpoint";
import { type Lane, readHead, takeLanes } from "./lanes";
import type { Posted } from "./post";
import { settle } from "./settle";

const NOW = new Date("2026-11-20T02:00:00.000Z");
const LANES = 12;
const ROUNDS = 30;
const ANSWER = { durationMs: 1, answer: "", askedMs: 0 };
const TAKEN: Posted = { ...ANSWER, status: 204, error: null };
const REFUSED: Posted = { ...ANSWER, status: 500, error: "refused" };

const testDb = useTestDb({ max: LANES + 4 });
let world: World;

beforeAll(async () => {
  process.env.AUTH_SECRET ||= "a secret that only this test knows, and nobody else";
  process.env.WEBHOOKS_ALLOW_PRIVATE = "1";
  world = await makeWorld(testDb().db, { now: NOW });
});

it("nobody waits in a circle when an endpoint answers well and badly at once while more is queued for it", async () => {
  const url = "http://127.0.0.1:9/hook";
  const endpoint = await createEndpoint(world.as(world.admin), { url, description: "", kinds: ["*"] });
  await world.customers(LANES);
  const ctx = world.system(NOW);
  const lanes = await takeLanes(ctx.db, NOW, { total: LANES, perEndpoint: LANES, inFlight: new Map() });
  expect(lanes).toHaveLength(LANES);
  let settling = LANES;
  const settleOften = async (lane: Lane) => {
    const head = await readHead(ctx.db, lane);
    if (!head) throw new Error("Each lane has a message.");
    for (let n = 0; n < ROUNDS; n++) await settle(ctx, lane, head, n % 2 ? TAKEN : REFUSED, 0.5);
    settling -= 1;
  };
  // What is being queued refers to the endpoint, and so locks its row a little.
  const queueOften = async () => {
    while (settling > 0) await world.customers(1);
  };
  await Promise.all([...lanes.map(settleOften), queueOften(), queueOften(), queueOften()]);
  const attempts = await testDb().sql`select count(*)::int as n from webhook_attempts`;
  expect(attempts[0]?.n).toBe(LANES * ROUNDS);
  const [left] = await testDb().sql`select state from webhook_endpoints where id = ${endpoint.endpointId}`;
  expect(left?.state).toBe("on");
});
