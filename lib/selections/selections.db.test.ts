import { eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { customers } from "@/db/schema/customers";
import { selectionItems } from "@/db/schema/views";
import {
  makePool,
  makeUser,
  makeWorld,
  type TestPool,
  type TestUser,
  type World,
} from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import type { Ctx } from "@/lib/context";
import { editCustomer } from "@/lib/customers/edit-customer";
import { EditCustomerInput } from "@/lib/customers/schema";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { addMs, DAY, MINUTE } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { advanceBulk } from "./advance-bulk";
import { createSelection } from "./create-selection";
import { listFailed, readBulk } from "./queries";
import { resumeBulks } from "./resume-bulks";
import { Bulk } from "./schema";
import { startBulk } from "./start-bulk";
import type { Progress } from "./types";
import { undoBulk } from "./undo-bulk";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, {
    ...{ now, reps: 3 },
    policy: { holdingCap: 4, claimLimits: { perDay: null, perWeek: null } },
  });
});

const freshPool = (members: TestUser[] = [world.rep(0), world.manager]): Promise<TestPool> =>
  makePool(testDb().db, now, {
    members,
    policy: { holdingCap: 4, claimLimits: { perDay: null, perWeek: null } },
  });
const fill = async (pool: TestPool, count: number, given: object = {}) => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1)
    ids.push(await world.customer({ pool, name: `选 ${n}`, at: addMs(now, -n * MINUTE), ...given }));
  return ids;
};
const select = (user: TestUser, pool: TestPool, search: Record<string, string> = {}, only?: string[]) =>
  createSelection(world.as(user), {
    list: "pool",
    search: { pool: pool.id, ...search },
    ...(only ? { only } : {}),
  });

async function toEnd(ctx: Ctx, selectionId: string): Promise<Progress> {
  for (;;) {
    const progress = await advanceBulk(ctx, { selectionId });
    if (progress.state !== "running" && progress.state !== "undoing") return progress;
  }
}
async function run(user: TestUser, selectionId: string, bulk: unknown): Promise<Progress> {
  await startBulk(world.as(user), { selectionId, bulk: Bulk.parse(bulk) });
  return toEnd(world.as(user), selectionId);
}
const code = (work: Promise<unknown>) => work.then(() => "done").catch((error) => error.code);

describe("a selection", () => {
  it("is what the list held at that instant, in its order, whatever changes meanwhile", async () => {
    const pool = await freshPool();
    const ids = await fill(pool, 7, { grade: "A" });
    await fill(pool, 2, { grade: "B" });
    const { selectionId, total } = await select(world.rep(0), pool, { grade: "A" });
    expect(total).toBe(7);
    await fill(pool, 3, { grade: "A" });
    const [gone = ""] = ids;
    await claimCustomer(world.as(world.rep(0)), { customerId: gone });
    const rows = await testDb()
      .db.select()
      .from(selectionItems)
      .where(eq(selectionItems.selectionId, selectionId));
    expect(rows.toSorted((a, b) => a.position - b.position).map((row) => row.customerId)).toEqual(ids);
  });

  it("holds of those named only what the list holds, and is nobody else's", async () => {
    const pool = await freshPool();
    const other = await freshPool([world.rep(1)]);
    const [inside = ""] = await fill(pool, 1);
    const [outside = ""] = await fill(other, 1);
    const { selectionId, total } = await select(world.rep(0), pool, {}, [inside, outside]);
    expect(total).toBe(1);
    expect(await code(select(world.rep(0), other))).toBe("NOT_A_MEMBER");
    expect(await code(advanceBulk(world.as(world.rep(1)), { selectionId }))).toBe("NOT_FOUND");
    expect(await code(readBulk(world.as(world.admin), { selectionId }))).toBe("NOT_FOUND");
    const late = world.as(world.rep(0), addMs(now, 8 * DAY));
    expect(await code(startBulk(late, { selectionId, bulk: { verb: "claim" } }))).toBe("SELECTION_OVER");
  });
});

describe("what is done with it", () => {
  it("has an outcome for each: the quota, who was faster, and never twice", async () => {
    const rep = await makeUser(testDb().db, now, { team: world.team });
    const pool = await freshPool([rep, world.rep(1)]);
    const ids = await fill(pool, 6);
    const { selectionId } = await select(rep, pool);
    await claimCustomer(world.as(world.rep(1)), { customerId: ids[2] ?? "" });
    const done = await run(rep, selectionId, { verb: "claim" });
    expect(done).toMatchObject({ state: "finished", ok: 4, failed: 2 });
    const report = await readBulk(world.as(rep), { selectionId });
    expect(report.failures.map(({ error, count }) => [error, count]).sort()).toEqual([
      ["ALREADY_CLAIMED", 1],
      ["HOLDING_CAP_REACHED", 1],
    ]);
    expect(report.canUndo).toBe(true);
    expect((await listFailed(world.as(rep), { selectionId })).map(({ id }) => id)).toContain(ids[2]);
    expect(await listFailed(world.as(world.rep(1)), { selectionId })).toEqual([]);
    expect(await toEnd(world.as(rep), selectionId)).toMatchObject({ ok: 4, failed: 2 });
    expect(await code(startBulk(world.as(rep), { selectionId, bulk: { verb: "claim" } }))).toBe(
      "SELECTION_OVER",
    );
  });

  it("two who go on with it at once do everything once", async () => {
    const pool = await freshPool();
    await fill(pool, 120);
    const { selectionId } = await select(world.manager, pool);
    const bulk = Bulk.parse({ verb: "edit", addTags: ["一次"] });
    await startBulk(world.as(world.manager), { selectionId, bulk });
    const lanes = [1, 2, 3].map(() => toEnd(world.as(world.manager), selectionId));
    for (const done of await Promise.all(lanes)) expect(done).toMatchObject({ ok: 120, failed: 0 });
    const [row] = await testDb().db.execute<{ n: string }>(
      sql`select count(*) as n from edits e join customers c on c.id = e.customer_id where c.pool_id = ${pool.id}::uuid`,
    );
    expect(Number(row?.n)).toBe(120);
  });

  it("goes on by itself when the browser has gone, as the person who began it, and not for one who has left", async () => {
    const pool = await freshPool();
    await fill(pool, 60);
    const { selectionId } = await select(world.manager, pool);
    await startBulk(world.as(world.manager), {
      selectionId,
      bulk: Bulk.parse({ verb: "edit", changes: { grade: "A" } }),
    });
    await advanceBulk(world.as(world.manager), { selectionId });
    expect((await resumeBulks(world.system(addMs(now, 30_000)))).chunks).toBe(0);
    expect((await resumeBulks(world.system(addMs(now, 2 * MINUTE)))).chunks).toBeGreaterThan(0);
    expect(await readBulk(world.as(world.manager), { selectionId })).toMatchObject({
      state: "finished",
      ok: 60,
    });

    const leaver = await makeUser(testDb().db, now, { team: world.team, role: "manager" });
    const theirs = await freshPool([leaver]);
    await fill(theirs, 3);
    const left = await select(leaver, theirs);
    await startBulk(world.as(leaver), {
      selectionId: left.selectionId,
      bulk: Bulk.parse({ verb: "edit", addTags: ["x"] }),
    });
    await deactivateUser(world.as(world.admin), { userId: leaver.id, receiverId: null, note: "" });
    await resumeBulks(world.system(addMs(now, 2 * MINUTE)));
    expect(await readBulk(world.as(leaver), left)).toMatchObject({ state: "finished", ok: 0, failed: 3 });
    await resumeBulks(world.system(addMs(now, 9 * DAY)));
    expect(await code(readBulk(world.as(world.manager), { selectionId }))).toBe("NOT_FOUND");
  });

  it("what is refused as a whole is refused to each, comes to its end, and holds nobody else up", async () => {
    const demoted = await makeUser(testDb().db, now, { team: world.team, role: "manager" });
    const [theirs, gone, mine] = [await freshPool([demoted]), await freshPool(), await freshPool()];
    for (const pool of [theirs, mine]) await fill(pool, 3);
    const given = await select(demoted, theirs);
    const assign = Bulk.parse({ verb: "assign", userId: world.rep(0).id });
    await startBulk(world.as(demoted), { ...given, bulk: assign });
    const moved = await select(world.manager, mine);
    await startBulk(world.as(world.manager), {
      ...moved,
      bulk: Bulk.parse({ verb: "move", poolId: gone.id }),
    });
    const broken = await select(world.manager, mine);
    const edited = await select(world.manager, mine);
    const edit = Bulk.parse({ verb: "edit", addTags: ["之后"] });
    for (const { selectionId } of [broken, edited])
      await startBulk(world.as(world.manager), { selectionId, bulk: edit });
    await testDb().sql`update users set role = 'rep' where id = ${demoted.id}`;
    await testDb().sql`update pools set archived_at = ${now.toISOString()} where id = ${gone.id}`;
    await testDb()
      .sql`update selections set input = '{"addTags": 7}', touched_at = touched_at - interval '1 minute'
      where id = ${broken.selectionId}`;

    await resumeBulks(world.system(addMs(now, 2 * MINUTE)));
    const asRep = { ...world.as(demoted), actor: { ...world.as(demoted).actor, role: "rep" as const } };
    expect(await readBulk(asRep as Ctx, given)).toMatchObject({
      ...{ state: "finished", ok: 0, failed: 3, failures: [{ error: "FORBIDDEN", count: 3 }] },
    });
    expect(await readBulk(world.as(world.manager), moved)).toMatchObject({
      ...{ state: "finished", ok: 0, failed: 3, failures: [{ error: "NOT_FOUND", count: 3 }] },
    });
    expect(await readBulk(world.as(world.manager), edited)).toMatchObject({ state: "finished", ok: 3 });
    const [waiting] = await testDb()
      .sql`select state, touched_at from selections where id = ${broken.selectionId}`;
    expect(waiting).toMatchObject({ state: "running" });
    expect(new Date(String(waiting?.touched_at))).toEqual(addMs(now, 2 * MINUTE));
    await testDb().sql`delete from selections where id = ${broken.selectionId}`;
  });

  it("is gone on with by no token that may not do it, and nothing fails by that", async () => {
    const pool = await freshPool([world.manager]);
    await fill(pool, 2);
    const { selectionId } = await select(world.manager, pool);
    await startBulk(world.as(world.manager), {
      selectionId,
      bulk: Bulk.parse({ verb: "edit", addTags: ["令"] }),
    });
    const ctx = world.as(world.manager);
    const token = { id: "t", scopes: ["selections.make", "customers.read"] };
    const byToken = { ...ctx, actor: { ...ctx.actor, token } } as Ctx;
    expect(await code(advanceBulk(byToken, { selectionId }))).toBe("SCOPE_MISSING");
    expect(await toEnd(ctx, selectionId)).toMatchObject({ ok: 2, failed: 0 });
  });

  it("a rep edits nothing that only lies in his pool", async () => {
    const pool = await freshPool();
    await fill(pool, 2);
    const { selectionId } = await select(world.rep(0), pool);
    const done = await run(world.rep(0), selectionId, { verb: "edit", changes: { grade: "A" } });
    expect(done).toMatchObject({ ok: 0, failed: 2 });
    expect((await readBulk(world.as(world.rep(0)), { selectionId })).failures[0]?.error).toBe("NOT_YOURS");
  });

  it("is taken back by no token that may not do it", async () => {
    const pool = await freshPool([world.manager]);
    await fill(pool, 2);
    const { selectionId } = await select(world.manager, pool);
    await run(world.manager, selectionId, { verb: "edit", changes: { grade: "A" } });
    const by = (...scopes: string[]): Ctx => {
      const ctx = world.as(world.manager);
      return ctx.actor.kind === "user"
        ? { ...ctx, actor: { ...ctx.actor, token: { id: "t", scopes } } }
        : ctx;
    };
    expect(await code(undoBulk(by("selections.make"), { selectionId }))).toBe("SCOPE_MISSING");
    expect(await code(undoBulk(by("selections.make", "customers.edit"), { selectionId }))).toBe("done");
  });

  it("moved to another pool comes back, but for what has gone on since", async () => {
    const [from, to] = [await freshPool([world.manager]), await freshPool([world.manager, world.rep(0)])];
    const ids = await fill(from, 3);
    const { selectionId } = await select(world.manager, from);
    expect(await run(world.manager, selectionId, { verb: "move", poolId: to.id })).toMatchObject({ ok: 3 });
    const held = await makeUser(testDb().db, now, { team: world.team });
    await testDb().db.execute(
      sql`insert into pool_members (pool_id, user_id, joined_at) values (${to.id}, ${held.id}, now())`,
    );
    await claimCustomer(world.as(held, addMs(now, MINUTE)), { customerId: ids[0] ?? "" });
    await undoBulk(world.as(world.manager), { selectionId });
    expect(await toEnd(world.as(world.manager, addMs(now, 2 * MINUTE)), selectionId)).toMatchObject({
      undone: 2,
    });
    const rows = await testDb().db.select().from(customers).where(eq(customers.poolId, from.id));
    expect(rows.map(({ id }) => id).sort()).toEqual(ids.slice(1).sort());
    const report = await readBulk(world.as(world.manager), { selectionId });
    expect(report.kept).toMatchObject({ count: 1, customers: [{ id: ids[0], fields: "pool" }] });
  });
});

describe("the undo of an edit of many", () => {
  const facts = (row: typeof customers.$inferSelect) => ({
    ...{
      grade: row.grade,
      intent: row.intent,
      region: row.region,
      industry: row.industry,
      source: row.source,
    },
    ...{ expectedValue: row.expectedValue, contractEndsOn: row.contractEndsOn, tags: [...row.tags].sort() },
  });
  const word = fc.constantFrom("苏州", "北京", null);
  const changes = fc.record(
    {
      ...{ grade: fc.constantFrom("A" as const, "B" as const, "C" as const), region: word, industry: word },
      ...{ source: word, expectedValue: fc.constantFrom(null, 100, 200) },
      contractEndsOn: fc.constantFrom(null, "2026-12-31"),
    },
    { requiredKeys: [] },
  );
  const tags = fc.subarray(["甲", "乙", "丙"]);
  const edit = fc
    .record({ changes, addTags: tags, removeTags: tags })
    .filter(
      ({ changes, addTags, removeTags }) =>
        Object.keys(changes).length + addTags.length + removeTags.length > 0,
    );

  it("brings everything back but what was changed since, which stays and is listed", async () => {
    const pool = await freshPool();
    const starts = fc.record({
      region: word,
      industry: word,
      tags,
      grade: fc.constantFrom("A" as const, "B" as const),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(starts, { minLength: 1, maxLength: 4 }),
        edit,
        edit,
        fc.nat(3),
        async (all, bulk, later, who) => {
          const ids: string[] = [];
          for (const start of all) ids.push((await fill(pool, 1, start))[0] ?? "");
          const read = async () => {
            const rows = await testDb().db.select().from(customers).where(sql`id in ${ids}`);
            return new Map(rows.map((row) => [row.id, facts(row)]));
          };
          const before = await read();
          const { selectionId } = await select(world.manager, pool, {}, ids);
          const done = await run(world.manager, selectionId, { verb: "edit", ...bulk });
          expect(done.ok).toBe(all.length);
          const between = await read();
          const touched = ids[who % ids.length] ?? "";
          const since = { customerId: touched, changes: later.changes };
          await editCustomer(world.as(world.manager, addMs(now, MINUTE)), EditCustomerInput.parse(since));
          const changed = await read();
          await undoBulk(world.as(world.manager), { selectionId });
          await toEnd(world.as(world.manager, addMs(now, 2 * MINUTE)), selectionId);
          const after = await read();
          let kept = 0;
          for (const id of ids) {
            const [was, is, then, now] = [before.get(id), between.get(id), changed.get(id), after.get(id)];
            const stays = Object.keys(was ?? {}).filter((key) => {
              const of = (one: unknown) => JSON.stringify((one as Record<string, unknown>)[key]);
              return of(was) !== of(is) && of(is) !== of(then);
            });
            if (stays.length > 0) kept += 1;
            const wanted = Object.fromEntries(
              Object.keys(was ?? {}).map((key) => {
                const of = (one: unknown) => (one as Record<string, unknown>)[key];
                const bulkChanged = JSON.stringify(of(was)) !== JSON.stringify(of(is));
                return [key, bulkChanged && !stays.includes(key) ? of(was) : of(then)];
              }),
            );
            expect(now).toEqual(wanted);
          }
          const report = await readBulk(world.as(world.manager), { selectionId });
          expect([report.kept.count, report.undone]).toEqual([kept, ids.length - kept]);
          await testDb().db.execute(
            sql`update customers set pool_id = ${world.pool.id}::uuid where id in ${ids}`,
          );
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
