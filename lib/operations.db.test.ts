import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { makeWorld } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import type { Ctx } from "./context";
import { findAnswer, once, onceReading } from "./operations";

const NOW = new Date("2026-11-20T02:00:00Z");
const test = useTestDb();

/** The transaction that last wrote the key, and the one that wrote the mark. */
async function writers(key: string) {
  const [row] = await test().db.execute<{ key: string | null; mark: string | null }>(sql`
    select (select xmin::text from operations where key = ${key}) as key, (select xmin::text from marks where mark = ${key}) as mark`);
  return row;
}

async function begin(operationKey: string): Promise<Ctx> {
  await test().sql`create table if not exists marks (mark text not null)`;
  const world = await makeWorld(test().db, { now: NOW });
  return { ...world.as(world.rep(0)), operationKey };
}

const mark = (ctx: Ctx) => ctx.db.execute(sql`insert into marks values (${ctx.operationKey})`);

describe("an operation under a key", () => {
  it("keeps its answer in the transaction of its effect", async () => {
    const ctx = await begin("one-transaction");
    const answer = await once(ctx, "mark", {}, async (ctx) => {
      await mark(ctx);
      return { b: 1, a: 2 };
    });
    const { key, mark: effect } = (await writers("one-transaction")) ?? {};
    expect(key).toEqual(expect.any(String));
    expect(key).toBe(effect);
    expect(await findAnswer(ctx, "mark", {})).toEqual(answer);
  });

  it("has no effect when its answer can't be kept, though nobody waited for that", async () => {
    const ctx = await begin("not-kept");
    await test().sql.unsafe(`
      create function refuse_answer() returns trigger language plpgsql as $$ begin raise exception 'no room for answers'; end $$;
      create trigger answers_refused before update on operations for each row execute function refuse_answer();`);
    try {
      const work = once(ctx, "mark", {}, async (ctx) => {
        await mark(ctx);
        return {};
      });
      await expect(work).rejects.toThrow();
      expect(await writers("not-kept")).toEqual({ key: null, mark: null });
    } finally {
      await test().sql.unsafe("drop function refuse_answer cascade");
    }
    await once(ctx, "mark", {}, async (ctx) => ({ marked: (await mark(ctx)).count }));
    expect((await writers("not-kept"))?.mark).toEqual(expect.any(String));
  });

  it("that answers nothing is done once all the same", async () => {
    const ctx = await begin("nothing-to-say");
    const run = () => once(ctx, "mark", {}, async (ctx) => void (await mark(ctx)));
    await run();
    await run();
    expect((await test().sql`select from marks where mark = 'nothing-to-say'`).count).toBe(1);
  });

  it("reads after the row of its key, and drops what it read when the answer is there", async () => {
    const ctx = await begin("read-behind");
    const seen: unknown[] = [];
    const run = () =>
      onceReading(
        ctx,
        "look",
        {},
        (ctx) =>
          ctx.db.execute<{ n: number }>(
            sql`select count(*)::int as n from operations where key = 'read-behind'`,
          ),
        async (_, [row]) => {
          seen.push(row?.n);
          return { n: row?.n };
        },
      );
    expect([await run(), await run()]).toEqual([{ n: 1 }, { n: 1 }]);
    expect(seen).toEqual([1]);
  });

  it("asked twenty times at once claims once, and everybody hears the same", async () => {
    const world = await makeWorld(test().db, { now: NOW });
    const ctx = { ...world.as(world.rep(0)), operationKey: "twenty-taps" };
    const customerId = await world.customer();
    const answers = await Promise.all(Array.from({ length: 20 }, () => claimCustomer(ctx, { customerId })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const [row] = await test().db.execute<{ n: number }>(
      sql`select count(*)::int as n from events where customer_id = ${customerId} and kind = 'claimed'`,
    );
    expect(row?.n).toBe(1);
  });
});
