import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { useTestDb } from "./testing/index";

const test = useTestDb({ max: 8 });

const killAll = () => test().sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and state is not null`;

const transaction = () =>
  test()
    .db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      await tx.execute(sql`select pg_sleep(0.005)`);
      return "done";
    })
    .catch((error: { cause?: { code?: string } }) => error.cause?.code ?? "unknown");

it("a storm of killed connections leaves no place of the pool that can't connect any more", async () => {
  const endings: string[] = [];
  for (let round = 0; round < 60; round++) {
    const work = Array.from({ length: 4 }, transaction);
    if (round % 3 === 1) await killAll().catch(() => {});
    endings.push(...(await Promise.all(work)));
  }
  expect(endings).not.toContain("CONNECT_TIMEOUT");
  expect(endings.filter((ending) => ending === "done").length).toBeGreaterThan(100);
});

it("JSON and instants are written and read as before the connection was lost", async () => {
  const read = async () => {
    const [row] = await test().db.execute(sql`
      select ${JSON.stringify({ a: 1 })}::jsonb as document, jsonb_typeof(${JSON.stringify({ a: 1 })}::jsonb) as kind, now() as at`);
    return [row?.document, row?.kind, typeof row?.at];
  };
  const before = await read();
  await Promise.all([transaction(), killAll().catch(() => {})]);
  await transaction();
  expect(await read()).toEqual(before);
});
