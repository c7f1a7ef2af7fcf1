import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { Agent } from "undici";
import { beforeAll, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { addMs, HOUR, MINUTE } from "@/lib/time";
import { createEndpoint } from "./create-endpoint";
import { deliverWebhooks } from "./deliver-webhooks";
import { Receiver } from "./testing/receiver";

const NOW = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb({ max: 20 });
const dispatcher = new Agent();
let world: World;

beforeAll(async () => {
  process.env.AUTH_SECRET ||= "a secret that only this test knows, and nobody else";
  process.env.WEBHOOKS_ALLOW_PRIVATE = "1";
  world = await makeWorld(testDb().db, {
    now: NOW,
    policy: { claimLimits: { perDay: null, perWeek: null }, coolDownDays: 0, holdingCap: null },
  });
});

/** A dice that falls the same way again for the same seed. */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A receiver that fails by a dice, takes its time, and notices when two messages of one customer are open at once. */
async function unreliable(dice: () => number, failures: number) {
  const receiver = new Receiver();
  const open = new Map<string, number>();
  const taken = new Map<string, { id: string; version: number }[]>();
  let together = 0;
  receiver.manners = (request, response, raw) => {
    const { data } = JSON.parse(request.body) as {
      data: { customer: { id: string }; event: { version: number } };
    };
    const customer = data.customer.id;
    open.set(customer, (open.get(customer) ?? 0) + 1);
    if ((open.get(customer) ?? 0) > 1) together += 1;
    const roll = dice();
    setTimeout(() => {
      open.set(customer, (open.get(customer) ?? 1) - 1);
      if (roll < failures / 2) return void raw.socket.destroy();
      if (roll < failures) return void response.writeHead(500).end();
      const log = taken.get(customer) ?? [];
      log.push({ id: request.headers["webhook-id"] ?? "", version: data.event.version });
      taken.set(customer, log);
      // Now and then it has taken the message and its answer is lost: the same comes again.
      if (dice() < 0.1) raw.socket.destroy();
      else response.writeHead(200).end();
    }, dice() * 8);
  };
  return { receiver, taken, url: await receiver.listen(), together: () => together };
}

/** What each customer lives through, at the same time as the others. */
async function live(customerId: string, steps: readonly number[]) {
  const [one, two] = [world.rep(0), world.rep(1)];
  let owner: typeof one | null = null;
  for (const [n, step] of steps.entries()) {
    const at = addMs(NOW, n * 1000);
    if (!owner) {
      owner = step % 2 === 0 ? one : two;
      await claimCustomer(world.as(owner, at), { customerId });
    } else if (step % 3 === 0) {
      owner = owner === one ? two : one;
      await transferCustomers(world.as(world.admin, at), {
        customerIds: [customerId],
        userId: owner.id,
        note: "",
      });
    } else {
      await releaseCustomer(world.as(owner, at), { customerId, reason: "no_need", note: "" });
      owner = null;
    }
    await sleep(step % 4);
  }
}

describe("the order of a customer", () => {
  it("is that of the ledger at the receiver, whatever fails and however many workers send", async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(11), { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 6 }),
        fc.constantFrom(0, 0.3, 0.6),
        fc.integer({ min: 1, max: 2 ** 30 }),
        async (stories, failures, seed) => {
          const dice = diceOf(seed);
          await testDb().sql`delete from webhook_endpoints`;
          await testDb().sql`delete from webhook_messages`;
          const { receiver, taken, url, together } = await unreliable(dice, failures);
          await createEndpoint(world.as(world.admin), { url, description: "", kinds: ["*"] });
          const ids: string[] = [];
          for (const _ of stories) ids.push(await world.customer({ at: addMs(NOW, -HOUR) }));
          let at = NOW;
          const work = () => deliverWebhooks(world.system(at), { dispatcher, dice, lingerMs: 0 });
          const lives = Promise.all(stories.map((steps, n) => live(ids[n] ?? "", steps)));
          await Promise.all([lives, work(), work()]);
          for (let round = 0; round < 200; round++) {
            at = addMs(at, MINUTE);
            // Nothing is to be given up here, nor the endpoint paused: that would let the next one go first. The waits are
            // cut short rather than lived through: however many rounds it takes, no message may grow a month old.
            await testDb()
              .sql`update webhook_endpoints set failing_since = null, failures = 0, rest_until = null`;
            await testDb().sql`update webhook_deliveries set attempts = 0 where state = 'due'`;
            await testDb().sql`update webhook_lanes set due_at = ${at.toISOString()}`;
            await Promise.all([work(), work()]);
            const [left] = await testDb().sql`select count(*)::int as n from webhook_lanes`;
            if (left?.n === 0) break;
          }
          await receiver.close();
          expect(together()).toBe(0);
          const failed = await testDb().sql`select 1 from webhook_deliveries where state <> 'delivered'`;
          expect(failed).toHaveLength(0);
          for (const id of ids) {
            const log = taken.get(id) ?? [];
            const once = log.filter((one, n) => log.findIndex(({ id }) => id === one.id) === n);
            const ledger = await testDb()
              .sql`select version from events where customer_id = ${id} order by version`;
            expect(once.map(({ version }) => version)).toEqual(ledger.map(({ version }) => version));
            // A repeat comes right after what it repeats, never behind a later one.
            expect(log.map(({ version }) => version)).toEqual(
              log.map(({ version }) => version).toSorted((a, b) => a - b),
            );
            sent += once.length;
          }
        },
      ),
      { numRuns: 12 },
    );
    expect(sent).toBeGreaterThan(100);
  }, 300_000);

  it("holds for two workers at once: a thousand messages, each once", async () => {
    await testDb().sql`delete from webhook_endpoints`;
    await testDb().sql`delete from webhook_messages`;
    const receiver = new Receiver();
    const url = await receiver.listen();
    await createEndpoint(world.as(world.admin), { url, description: "", kinds: ["*"] });
    await world.customers(1_000);
    // A run ends after 50 s, done or not; here all of it is to be done.
    const options = { dispatcher, lingerMs: 0, budgetMs: 200_000 };
    const runs = await Promise.all(
      [1, 2, 3].map(() => deliverWebhooks(world.system(addMs(NOW, 1000)), options)),
    );
    expect(runs.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(1_000);
    expect(new Set(receiver.messages.map(({ id }) => id)).size).toBe(1_000);
    expect(receiver.received).toHaveLength(1_000);
    await receiver.close();
  }, 240_000);
});
