import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeTeam, makeUser, makeWorld, type World } from "@/db/testing/factories";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { requestExport } from "./request-export";
import { setExportRules } from "./set-export-rules";

const testDb = useTestDb({ max: 4 });
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
  await world.customers(2, { grade: "B" });
  await world.customer({ grade: "A" });
  await setExportRules(world.as(world.admin), { approvalAbove: 2 });
});
const told = async () => {
  const rows = await world.db.execute<{ user_id: string; params: Record<string, unknown> }>(
    sql`select user_id, params from notifications where kind = 'export_asked' order by user_id`,
  );
  await world.db.execute(sql`delete from deliveries`);
  await world.db.execute(sql`delete from notifications`);
  return [...rows];
};
const ask = (who = world.manager, search: Record<string, string> = {}) =>
  requestExport(world.as(who), {
    ...{ list: "pool", format: "csv", locale: "en" },
    search: { pool: world.pool.id, ...search },
  });

it("an export that waits tells those who may approve it, and nobody else", async () => {
  const { manager, admin, team } = world;
  const second = await makeUser(world.db, now, { role: "admin" });
  const gone = await makeUser(world.db, now, { role: "admin" });
  await deactivateUser(world.as(admin), { userId: gone.id, receiverId: null, note: "" });
  const coLead = await makeUser(world.db, now, { role: "manager", team });
  await makeUser(world.db, now, { role: "manager", team: await makeTeam(world.db, now) });
  await told();
  const { exportId, state } = await ask();
  expect(state).toBe("asked");
  const params = { by: manager.name, list: "pool", count: 3, exportId };
  expect(await told()).toEqual(
    [admin.id, second.id, coLead.id].sort().map((user_id) => ({ user_id, params })),
  );
  expect((await ask(manager, { grade: "A" })).state).toBe("queued");
  expect(await told()).toEqual([]);
  await ask(admin);
  expect((await told()).map(({ user_id }) => user_id)).toEqual([second.id]);
});
