import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeUser, makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { proposeDuplicate } from "@/lib/duplicates/propose-duplicate";
import { addMs, DAY } from "@/lib/time";
import { auditData } from "./audit-data";
import { reportCustomer } from "./report-customer";
import { settleIssues } from "./settle-issues";

const testDb = useTestDb({ max: 4 });
/** Friday 20 November 2026, 10:00 in Shanghai. */
const now = new Date("2026-11-20T02:00:00Z");
const at = (days: number) => addMs(now, days * DAY);
let world: World;

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now });
});
const told = () =>
  world.db.execute<{ user_id: string; params: Record<string, unknown> }>(
    sql`select user_id, params from notifications where kind = 'data_digest' order by at, user_id`,
  );
const audit = (days: number) => auditData(world.system(at(days)));
const report = (customerId: string) =>
  reportCustomer(world.as(world.rep(0)), { customerId, kind: "reported", note: "no such firm" });

test("those who run a pool hear once a week how its data stands, and of nothing where nothing waits", async () => {
  const second = await makeUser(world.db, now, { role: "manager" });
  await makePool(world.db, now, { members: [second] });
  await audit(0);
  expect([...(await told())]).toEqual([]);
  const [a, b] = [await world.customer(), await world.customer()];
  const [{ issueId }] = [await report(a), await report(b)];
  await settleIssues(world.as(world.manager), { issueIds: [issueId], as: "dismissed", note: "" });
  await proposeDuplicate(world.system(), { customerId: a, otherId: b, reasons: ["name"], score: 6_000 });
  await audit(1);
  // One was reported and settled, one reported; and neither has a contact, as the audit itself finds.
  const first = { pool: world.pool.name, poolId: world.pool.id, count: 3, number: 1, created: 4, updated: 1 };
  expect([...(await told())]).toMatchObject([{ user_id: world.manager.id, params: first }]);
  const share = Number((await told())[0]?.params.share);
  expect(share).toBeGreaterThanOrEqual(0);
  expect(share).toBeLessThanOrEqual(100);
  // Sunday is of the same week, Monday begins the next.
  await audit(2);
  expect(await told()).toHaveLength(1);
  await audit(3);
  await audit(3);
  expect(await told()).toHaveLength(2);
  // A week later nothing is new any more, and what waits still waits.
  await audit(10);
  expect((await told()).at(-1)?.params).toMatchObject({ count: 3, number: 1, created: 0, updated: 0 });
});
