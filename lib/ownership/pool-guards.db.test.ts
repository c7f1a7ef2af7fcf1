import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { peekCustomer } from "@/lib/customers/peek-customer";
import { addMs, HOUR } from "@/lib/time";
import { assignCustomers } from "./assign-customers";
import { claimCustomer } from "./claim-customer";
import { openToClaims } from "./open-to-claims";
import { releaseCustomer } from "./release-customer";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
const inHours = (hours: number, ms = 0) => addMs(now, hours * HOUR + ms);

test("without a freeze nothing is frozen, not even what a clock ahead of ours has put in", async () => {
  await wipe(testDb());
  const world = await makeWorld(testDb().db, { now });
  const id = await world.customer({ at: inHours(24) });
  await claimCustomer(world.as(world.rep(0)), { customerId: id });
});

test("what has just come in is frozen to the millisecond; a manager may give it to somebody meanwhile", async () => {
  await wipe(testDb());
  const world = await makeWorld(testDb().db, { now, policy: { freezeHours: 24 } });
  const [first = "", second = ""] = await world.customers(2);
  const claim = (customerId: string, at: Date) => claimCustomer(world.as(world.rep(0), at), { customerId });
  const until = inHours(24).toISOString();
  await expect(claim(first, inHours(24, -1))).rejects.toMatchObject({
    ...{ code: "FROZEN", params: { until, hours: 24 } },
  });
  expect(await peekCustomer(world.as(world.rep(0)), { customerId: first })).toMatchObject({
    ...{ claim: { ok: false, error: "FROZEN" }, eligibility: { freeze: { ok: false, until: inHours(24) } } },
  });
  await claim(first, inHours(24));
  const give = { customerIds: [second], userId: world.rep(1).id, note: "" };
  expect(await assignCustomers(world.as(world.manager), give)).toMatchObject([{ ok: true }]);
  // Given back, it is frozen again: it has just come in.
  await releaseCustomer(world.as(world.rep(1), inHours(30)), {
    ...{ customerId: second, version: 2, reason: "no_need", note: "" },
  });
  await expect(claim(second, inHours(53))).rejects.toMatchObject({ code: "FROZEN" });
  await claim(second, inHours(54));
});

test("after so many returns a manager decides: he gives it to somebody or opens it, until the next return", async () => {
  await wipe(testDb());
  const world = await makeWorld(testDb().db, { now, policy: { bounceGuard: 2, coolDownDays: 0 } });
  const id = await world.customer();
  const claim = (rep: number) => claimCustomer(world.as(world.rep(rep)), { customerId: id });
  const release = async (rep: number) => {
    const [row] = await world.db.execute<{ version: number }>(
      sql`select version from customers where id = ${id}::uuid`,
    );
    const version = Number(row?.version);
    const input = { customerId: id, version, reason: "no_need" as const, note: "" };
    return releaseCustomer(world.as(world.rep(rep)), input);
  };
  await claim(0);
  await release(0);
  await claim(1);
  await release(1);
  await expect(claim(2)).rejects.toMatchObject({ code: "AWAITS_DECISION", params: { bounces: 2, limit: 2 } });
  expect(await peekCustomer(world.as(world.manager), { customerId: id })).toMatchObject({ mayDecide: true });
  const open = () => openToClaims(world.as(world.manager), { customerIds: [id] });
  expect(await open()).toEqual({ customerIds: [id] });
  expect(await open()).toEqual({ customerIds: [] });
  await claim(2);
  await release(2);
  await expect(claim(0)).rejects.toMatchObject({ code: "AWAITS_DECISION", params: { bounces: 3 } });
  const give = { customerIds: [id], userId: world.rep(0).id, note: "" };
  expect(await assignCustomers(world.as(world.manager), give)).toMatchObject([{ ok: true }]);
});
