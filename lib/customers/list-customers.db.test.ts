import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld, type TestPool, type TestUser, type World } from "@/db/testing/factories";
import { DomainError } from "@/lib/errors";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { moveToPool } from "@/lib/ownership/move-to-pool";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { retrying } from "@/lib/retry";
import { addMs, HOUR, MINUTE } from "@/lib/time";
import { type ListCustomersInput, type ListedCustomer, listCustomers } from "./list-customers";
import { listMine } from "./list-mine";

const NOW = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb({ max: 20 });
const LAX = {
  ...{ claimLimits: { perDay: null, perWeek: null }, coolDownDays: 0, holdingCap: null },
  ...{ freezeHours: 0, bounceGuard: null },
};
let world: World;
let other: TestPool;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now: NOW, reps: 3, policy: LAX });
  const members = [world.manager, ...world.reps];
  other = await makePool(testDb().db, addMs(NOW, -HOUR), { policy: LAX, members });
});

type Asked = Omit<ListCustomersInput, "cursor" | "limit">;

const idOf = ({ held, pooled }: ListedCustomer): string => (held ?? pooled).id;

/** The ids that a reader of all pages finds, with something happening after each. */
async function read(
  who: TestUser,
  asked: Asked,
  limit: number,
  between: () => Promise<void> = async () => {},
): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listCustomers(world.as(who), { ...asked, limit, cursor });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    found.push(...page.rows.map(idOf));
    if (page.nextCursor === null) return found;
    cursor = page.nextCursor;
    await between();
  }
}

const OPS = ["claim", "claim", "release", "transfer", "move", "move", "followUp"] as const;
type Step = { op: (typeof OPS)[number]; who: number; customer: number };

async function act(ids: readonly string[], { op, who, customer }: Step, at: Date): Promise<void> {
  const customerId = ids[customer % ids.length] ?? "";
  const [rep, mate] = [world.rep(who % 2), world.rep((who + 1) % 2)];
  const pool = who % 2 === 0 ? world.pool : other;
  const many = { customerIds: [customerId], note: "" };
  const call = { customerId, contactId: null, channel: "call", outcome: "connected", note: "" };
  const doing: Record<Step["op"], () => Promise<unknown>> = {
    claim: () => claimCustomer(world.as(rep, at), { customerId }),
    release: () => releaseCustomer(world.as(rep, at), { customerId, reason: "no_need", note: "" }),
    transfer: () => transferCustomers(world.as(world.admin, at), { ...many, userId: mate.id }),
    move: () => moveToPool(world.as(world.admin, at), { ...many, poolId: pool.id }),
    followUp: () =>
      logFollowUp(world.as(rep, at), LogFollowUpInput.parse({ ...call, nextStep: "", nextStepAt: null })),
  };
  await retrying<unknown>(false, doing[op]).catch((error: unknown) => {
    // Not his, not there any more: then nothing happens.
    if (!(error instanceof DomainError)) throw error;
  });
}

describe("who is in the list while it is read", () => {
  it("comes exactly once, whatever changes hands between two pages", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 16; n++) ids.push(await world.customer({ at: addMs(NOW, -HOUR) }));
    const rep = world.rep(0);
    const lists: { who: TestUser; asked: Asked; is: string }[] = [
      { who: world.admin, asked: {}, is: "true" },
      { who: world.manager, asked: {}, is: "true" },
      { who: rep, asked: {}, is: `state = 'pooled' or owner_id = '${rep.id}'` },
      { who: rep, asked: { owner: "me" }, is: `owner_id = '${rep.id}'` },
      { who: world.admin, asked: { owner: rep.id }, is: `owner_id = '${rep.id}'` },
      { who: rep, asked: { owner: "none" }, is: "state = 'pooled'" },
      {
        ...{ who: rep, asked: { owner: "none", pool: other.id } },
        is: `state = 'pooled' and pool_id = '${other.id}'`,
      },
      { who: world.admin, asked: { pool: world.pool.id }, is: `pool_id = '${world.pool.id}'` },
      { who: world.manager, asked: { stage: "new", grade: "B" }, is: "true" },
    ];
    const holds = async (is: string) =>
      (await testDb().db.execute<{ id: string }>(sql.raw(`select id from customers where ${is}`))).map(
        ({ id }) => id,
      );
    let at = NOW;
    let stayed = 0;
    const steps = fc.array(fc.record({ op: fc.constantFrom(...OPS), who: fc.nat(1), customer: fc.nat(15) }), {
      minLength: 10,
      maxLength: 40,
    });
    const cases = fc.tuple(fc.constantFrom(...lists), fc.integer({ min: 1, max: 5 }), steps);
    await fc.assert(
      fc.asyncProperty(cases, async ([{ who, asked, is }, limit, story]) => {
        const left = [...story];
        let always = await holds(is);
        const ever = new Set(always);
        const found = await read(who, asked, limit, async () => {
          for (const step of left.splice(0, 4)) {
            at = addMs(at, MINUTE);
            await act(ids, step, at);
            const there = new Set(await holds(is));
            always = always.filter((id) => there.has(id));
            for (const id of there) ever.add(id);
          }
        });
        expect(new Set(found).size).toBe(found.length);
        expect(always.filter((id) => !found.includes(id))).toEqual([]);
        expect(found.filter((id) => !ever.has(id))).toEqual([]);
        expect(found).toEqual(found.toSorted());
        stayed += always.length;
      }),
      { numRuns: 60 },
    );
    expect(stayed).toBeGreaterThan(100);
  }, 240_000);

  it("comes exactly once while others change hands at the same time as it is read", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 24; n++) ids.push(await world.customer({ at: addMs(NOW, -HOUR) }));
    let reading = true;
    let moves = 0;
    const restless = [0, 1, 2, 3].map(async (worker) => {
      for (let n = 0; reading; n++) {
        const op = OPS[(n + worker) % OPS.length] ?? "claim";
        await act(ids, { op, who: n + worker, customer: n * 7 + worker * 5 }, addMs(NOW, n * MINUTE));
        moves += 1;
      }
    });
    const all: string[][] = [];
    for (let round = 0; round < 6; round++) all.push(await read(world.admin, {}, 2));
    reading = false;
    await Promise.all(restless);
    for (const found of all) {
      expect(new Set(found).size).toBe(found.length);
      expect(ids.filter((id) => !found.includes(id))).toEqual([]);
    }
    expect(moves).toBeGreaterThan(20);
  }, 120_000);

  it("comes twice in the order of a screen, which moves with the deadline: the control", async () => {
    const rep = world.rep(2);
    const at = (hours: number) => addMs(NOW, hours * HOUR);
    const ids: string[] = [];
    for (const hours of [-3, -2, -1]) ids.push(await world.customer({ owner: rep, at: at(hours) }));
    const [first = ""] = ids;
    const followUp = LogFollowUpInput.parse({
      ...{ customerId: first, contactId: null, channel: "call", outcome: "interested", note: "" },
      ...{ nextStep: "", nextStepAt: null },
    });
    const one = await listMine(world.as(rep), { limit: 1 });
    await logFollowUp(world.as(rep), followUp);
    const rest = await listMine(world.as(rep), {
      limit: 10,
      ...(one.nextCursor ? { cursor: one.nextCursor } : {}),
    });
    expect([...one.rows, ...rest.rows].map(({ id }) => id).filter((id) => id === first)).toHaveLength(2);
    let again = 1;
    const found = await read(rep, { owner: "me" }, 1, async () => {
      if (again-- > 0) await logFollowUp(world.as(rep, at(1)), followUp);
    });
    expect(found).toEqual(ids);
  });
});

describe("a list", () => {
  it("holds what its filters say, in hands and in pools alike", async () => {
    const facts = { region: "苏州", industry: "物流", grade: "A" as const, tags: ["vip"] };
    const lying = await world.customer({ ...facts, stage: "contacted", name: "Filter Harbour" });
    const held = await world.customer({ ...facts, stage: "contacted", owner: world.rep(1), at: NOW });
    await world.customer({ ...facts, stage: "new" });
    const same = { region: "苏州", industry: "物流", grade: "A", tag: "vip", stage: "contacted" };
    expect(await read(world.manager, same, 10)).toEqual([lying, held].toSorted());
    expect(await read(world.manager, { ...same, q: "Harbour" }, 10)).toEqual([lying]);
    expect(await read(world.manager, { ...same, region: "苏州,北京" }, 10)).toHaveLength(2);
    expect(await read(world.rep(1), { ...same, owner: "me" }, 10)).toEqual([held]);
    expect(await read(world.rep(0), same, 10)).toEqual([lying]);
  });

  it("is refused for what isn't his, and for a cursor that is none", async () => {
    const mine = world.as(world.rep(0));
    const ask = (input: Partial<ListCustomersInput>) => listCustomers(mine, { limit: 5, ...input });
    await expect(ask({ owner: world.rep(1).id })).rejects.toMatchObject({ code: "NOT_YOURS" });
    await expect(ask({ cursor: "e30" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
    const foreign = await makePool(testDb().db, NOW);
    await expect(ask({ pool: foreign.id, owner: "none" })).rejects.toMatchObject({ code: "NOT_A_MEMBER" });
    const nobody = await listCustomers(world.as(world.admin), { limit: 5, pool: foreign.id, owner: "none" });
    expect(nobody).toEqual({ rows: [], nextCursor: null });
  });
});
